package io.rowcast.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.rowcast.mysql.TableColumn.Presence;
import io.rowcast.record.RowJson;
import io.rowcast.sink.TransientSinkException;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables as they are, and as they have to be: makes what is missing where that is
 * permitted. MySQL commits before each change of a table, so all of this happens before
 * the transaction of a batch. Thread-safe.
 */
final class TableCatalog {

    private static final Logger log = LoggerFactory.getLogger(TableCatalog.class);

    /** Plain JSON of other programs can have as many shapes as it has records. */
    private static final int MAX_LAYOUTS = 1_000;

    private static final int DUPLICATE_COLUMN = 1060;

    private final DataSource dataSource;

    private final WriteMode mode;

    private final boolean autoCreate;

    private final RowJson json = new RowJson();

    private final Map<RowShape, RowLayout> layouts = new ConcurrentHashMap<>();

    TableCatalog(DataSource dataSource, WriteMode mode, boolean autoCreate) {
        this.dataSource = dataSource;
        this.mode = mode;
        this.autoCreate = autoCreate;
    }

    /**
     * Returns how rows of a shape are written, or null where the table, from which to
     * delete, does not exist.
     * @throws UnwritableRowException when rows of this shape have no place in the table
     */
    @Nullable RowLayout layout(RowShape shape) {
        RowLayout layout = this.layouts.get(shape);
        if (layout != null) {
            return layout;
        }
        try (Connection connection = this.dataSource.getConnection()) {
            layout = load(connection, shape);
        }
        catch (SQLException ex) {
            throw MySqlFailures.classifyDefinition("table " + shape.table(), ex);
        }
        if (layout != null) {
            if (this.layouts.size() >= MAX_LAYOUTS) {
                this.layouts.clear();
            }
            this.layouts.put(shape, layout);
        }
        return layout;
    }

    /** Looks at all tables again when they are needed next. */
    void forget() {
        this.layouts.clear();
    }

    private @Nullable RowLayout load(Connection connection, RowShape shape) throws SQLException {
        List<TableColumn> columns = TableReader.columns(connection, shape.table());
        if (columns.isEmpty() && shape.isTombstone()) {
            return null;
        }
        TableDefinition definition = new TableDefinition(shape, this.mode, TableReader.collation(connection));
        if (columns.isEmpty()) {
            create(connection, definition);
            columns = TableReader.columns(connection, shape.table());
        }
        requireKey(shape, columns);
        if (this.autoCreate && !shape.isTombstone() && evolve(connection, definition, columns)) {
            columns = TableReader.columns(connection, shape.table());
        }
        boolean replaceable = this.mode == WriteMode.UPSERT
                && TableReader.isReplaceable(connection, shape.table(), shape.fields().size());
        return RowLayout.of(shape, columns, replaceable, this.json);
    }

    private void create(Connection connection, TableDefinition definition) throws SQLException {
        String table = definition.shape().table();
        if (!this.autoCreate) {
            throw new TransientSinkException("table " + table + " does not exist in database " + connection.getCatalog()
                    + "; make it, or set rowcast.mysql.auto-create", null);
        }
        execute(connection, definition.create());
        log.info("table {}: made where there was none", table);
    }

    /** Returns whether the table was changed. Nothing is ever dropped or narrowed. */
    private static boolean evolve(Connection connection, TableDefinition definition, List<TableColumn> columns)
            throws SQLException {
        List<String> missing = missing(definition.shape(), columns);
        if (!missing.isEmpty()) {
            add(connection, definition, missing);
        }
        List<TableColumn> tooStrict = columns.stream()
            .filter(column -> isTooStrict(definition.shape(), column))
            .toList();
        if (!tooStrict.isEmpty()) {
            execute(connection, definition.loosen(tooStrict));
            log.info("table {}: may now be NULL: {}", definition.shape().table(),
                    tooStrict.stream().map(TableColumn::name).toList());
        }
        return !missing.isEmpty() || !tooStrict.isEmpty();
    }

    private static void add(Connection connection, TableDefinition definition, List<String> missing)
            throws SQLException {
        try {
            execute(connection, definition.add(missing));
            log.info("table {}: added the columns {}", definition.shape().table(), missing);
        }
        catch (SQLException ex) {
            // Another replica was faster; whether it added all of them is looked at next.
            if (ex.getErrorCode() != DUPLICATE_COLUMN) {
                throw ex;
            }
        }
    }

    /**
     * Whether a column demands a value that the source no longer has, or need not have.
     */
    private static boolean isTooStrict(RowShape shape, TableColumn column) {
        Schema field = shape.field(column.name());
        return !column.primary() && !shape.isKey(column.name())
                && ((field == null) ? column.presence() == Presence.REQUIRED
                        : field.isOptional() && column.presence() != Presence.NULLABLE);
    }

    private static void execute(Connection connection, String definition) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(definition);
        }
    }

    private static List<String> missing(RowShape shape, List<TableColumn> columns) {
        Set<String> present = caseless(columns.stream().map(TableColumn::name).toList());
        return shape.fields().keySet().stream().filter(name -> !present.contains(name)).toList();
    }

    /** Another key would make MySQL change the wrong row, or none. */
    private void requireKey(RowShape shape, List<TableColumn> columns) {
        Set<String> primary = caseless(columns.stream().filter(TableColumn::primary).map(TableColumn::name).toList());
        if (this.mode == WriteMode.UPSERT && !primary.equals(caseless(shape.keyNames()))) {
            throw new UnwritableRowException(
                    "table " + shape.table() + ": rowcast.mysql.mode upsert needs the primary key " + shape.keyNames()
                            + " of the records, but it is " + primary);
        }
    }

    private static Set<String> caseless(List<String> names) {
        return names.stream().collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
    }

}
