package io.rowcast.ingest.source.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.rowcast.ingest.source.ColumnDefinition;
import io.rowcast.ingest.source.RowLayout;
import io.rowcast.ingest.source.SourceRelation;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.TableKeys;
import io.rowcast.ingest.source.TransactionSnapshot;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table, as PostgreSQL's catalog describes it. */
final class TableCatalog implements SourceRelation {

    private static final String COLUMNS = """
            SELECT attname, atttypid::text, atttypmod, attnotnull
            FROM pg_attribute
            WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped
            ORDER BY attnum""";

    private static final String PRIMARY_KEY = """
            SELECT a.attname
            FROM pg_constraint c
            CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k(attnum, place)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
            WHERE c.conrelid = ?::regclass AND c.contype = 'p'
            ORDER BY k.place""";

    private static final String GENERATED = """
            SELECT a.attname
            FROM pg_attribute a
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%')
            ORDER BY a.attnum""";

    private static final String INDEXES = """
            SELECT coalesce(bool_or(true), false), coalesce(bool_or(i.indisunique AND i.indnkeyatts = 1), false)
            FROM pg_index i
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE i.indrelid = ?::regclass AND a.attname = ? AND i.indisvalid AND i.indpred IS NULL""";

    /** What the codes of failures begin with that concern syntax, names and rights. */
    private static final String NAMES = "42";

    private static final Logger log = LoggerFactory.getLogger(TableCatalog.class);

    private final SourceTable table;

    private final String name;

    private final String look;

    private final String lockAndLook;

    TableCatalog(SourceTable table) {
        this.table = table;
        this.name = PostgresSql.table(table.name());
        // The lock comes before the snapshot, so what the snapshot says of the columns is
        // what the queries of the transaction get. It waits for nobody but ALTER TABLE
        // and its like. A change of a table would otherwise be seen by a query and not by
        // a look into the catalog. A view has no identity: it may be made anew over the
        // same rows.
        this.look = """
                SELECT pg_snapshot_xmin(s)::text, pg_snapshot_xmax(s)::text,
                    (SELECT string_agg(concat_ws(' ', attname, atttypid, atttypmod, attnotnull), ',' ORDER BY attnum)
                    FROM pg_attribute WHERE attrelid = %1$s::regclass AND attnum > 0 AND NOT attisdropped),
                    (SELECT conkey::text FROM pg_constraint WHERE conrelid = %1$s::regclass AND contype = 'p'),
                    (SELECT 'oid ' || oid FROM pg_class WHERE oid = %1$s::regclass AND relkind IN ('r', 'p'))
                FROM pg_current_snapshot() s""".formatted(PostgresSql.literal(this.name));
        this.lockAndLook = "LOCK TABLE " + this.name + " IN ACCESS SHARE MODE; " + this.look;
    }

    @Override
    public String from() {
        return this.name;
    }

    @Override
    public Look look(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            execute(statement);
            statement.getMoreResults();
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return look(result);
            }
        }
    }

    private static Look look(ResultSet result) throws SQLException {
        return new Look(new TransactionSnapshot(result.getLong(1), result.getLong(2)),
                result.getString(3) + " " + result.getString(4), result.getString(5));
    }

    /** No row is read, so no lock is needed that has the catalog agree with it. */
    @Override
    public @Nullable Look lookIfIdle(Connection connection, String condition) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(this.look + " WHERE NOT " + condition + "; COMMIT");
            try (ResultSet result = statement.getResultSet()) {
                return result.next() ? look(result) : null;
            }
        }
        catch (SQLException ex) {
            // Names may be wrong by now: a pass tells what is.
            if (!NAMES.equals(String.valueOf(ex.getSQLState()).substring(0, 2))) {
                throw ex;
            }
            connection.rollback();
            return null;
        }
    }

    /** Foreign tables and materialized views take no lock. */
    private void execute(Statement statement) throws SQLException {
        try {
            statement.execute(this.lockAndLook);
        }
        catch (SQLException ex) {
            if (PSQLState.WRONG_OBJECT_TYPE.getState().equals(ex.getSQLState())) {
                throw this.table.stopped("it is no table that can be locked against changes while it is read, but a "
                        + "foreign table or a materialized view. Read a foreign table where it is: of its transactions "
                        + "nothing is known here, and rows that commit late would be lost. A materialized view can be "
                        + "read by mode bulk and a query");
            }
            throw ex;
        }
    }

    @Override
    public RowLayout layout(Connection connection, String definition) throws SQLException {
        return RowLayout.of(this.table, definition, columns(connection),
                new TableKeys(names(connection, PRIMARY_KEY), names(connection, GENERATED)));
    }

    @Override
    public void warnOfIndexes(Connection connection, String column, boolean unique) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
            statement.setString(1, this.name);
            statement.setString(2, column);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                if (!result.getBoolean(1)) {
                    log.warn("{}: no index begins with {}, so each look reads the whole table", this.table.name(),
                            column);
                }
                else if (unique && !result.getBoolean(2)) {
                    log.warn("{}: no index makes {} unique; of rows with the same value, those that commit later "
                            + "are not found", this.table.name(), column);
                }
            }
        }
    }

    private List<ColumnDefinition> columns(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<Integer> modifiers = new ArrayList<>();
        List<Boolean> nullable = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, this.name);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    names.add(result.getString(1));
                    types.add(result.getString(2));
                    modifiers.add(result.getInt(3));
                    nullable.add(!result.getBoolean(4));
                }
            }
        }
        List<PostgresType> described = TypeCatalog.describe(connection, types, modifiers);
        return IntStream.range(0, names.size())
            .mapToObj(i -> new ColumnDefinition(names.get(i), described.get(i), nullable.get(i)))
            .toList();
    }

    private List<String> names(Connection connection, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, this.name);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    names.add(result.getString(1));
                }
            }
        }
        return names;
    }

}
