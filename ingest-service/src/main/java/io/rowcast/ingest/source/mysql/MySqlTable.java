package io.rowcast.ingest.source.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.rowcast.ingest.source.ColumnDefinition;
import io.rowcast.ingest.source.RowLayout;
import io.rowcast.ingest.source.SourceRelation;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.TableKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table or a view, as MySQL's catalog describes it. */
final class MySqlTable implements SourceRelation {

    private static final String COLUMNS = """
            SELECT column_name, data_type, column_type, is_nullable = 'YES', extra LIKE '%auto_increment%',
                extra LIKE '%INVISIBLE%', coalesce(character_maximum_length, numeric_precision, 0),
                coalesce(numeric_scale, datetime_precision, 0)
            FROM information_schema.columns
            WHERE table_schema = ? AND table_name = ?
            ORDER BY ordinal_position""";

    private static final String PRIMARY_KEY = """
            SELECT column_name
            FROM information_schema.statistics
            WHERE table_schema = ? AND table_name = ? AND index_name = 'PRIMARY'
            ORDER BY seq_in_index""";

    private static final String INDEXES = """
            SELECT count(*), coalesce(max(non_unique = 0 AND last = 1), 0)
            FROM (
                SELECT non_unique, max(seq_in_index) AS last, max(seq_in_index = 1 AND column_name = ?) AS begins
                FROM information_schema.statistics
                WHERE table_schema = ? AND table_name = ? AND sub_part IS NULL AND is_visible = 'YES'
                GROUP BY index_name, non_unique) AS indexes
            WHERE begins""";

    /** Grows with each insert. */
    private static final String COUNTER = " AUTO_INCREMENT=\\d+";

    private static final int SHOW_VIEW_IS_MISSING = 1142;

    private static final Logger log = LoggerFactory.getLogger(MySqlTable.class);

    private final SourceTable table;

    private final MySqlRelation relation;

    private String from;

    /** The columns that a sequence fills, as they were read last. */
    private List<String> generated = List.of();

    MySqlTable(InnodbTransactions innodb, SourceTable table) {
        this.table = table;
        this.from = MySqlSql.table(table.name());
        this.relation = new MySqlRelation(innodb, this.from);
    }

    @Override
    public String from() {
        return this.from;
    }

    /**
     * What {@code SHOW CREATE TABLE} tells costs a quarter of a look into
     * information_schema, and has all that matters. Of a view it is the query, so the
     * columns are compared as well.
     */
    @Override
    public Look look(Connection connection) throws SQLException {
        MySqlRelation.Described described = this.relation.lock(connection);
        String row = MySqlRelation.ANY_ROW;
        String definition = "";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW CREATE TABLE " + this.relation.from())) {
            result.next();
            definition = result.getString(2).replaceFirst(COUNTER, "");
            if (result.getMetaData().getColumnLabel(1).equals("Table")) {
                row = "SELECT 1 FROM " + this.relation.from() + " LIMIT 1";
            }
        }
        catch (SQLException ex) {
            if (ex.getErrorCode() != SHOW_VIEW_IS_MISSING) {
                throw ex;
            }
        }
        MySqlRelation.takeSnapshot(connection, row);
        return new Look(described.snapshot(), described.columns() + definition, null);
    }

    @Override
    public RowLayout layout(Connection connection, String definition) throws SQLException {
        List<ColumnDefinition> columns = columns(connection);
        return RowLayout.of(this.table, definition, columns, new TableKeys(primaryKey(connection), this.generated));
    }

    /** All columns, invisible ones too. */
    private List<ColumnDefinition> columns(Connection connection) throws SQLException {
        List<ColumnDefinition> columns = new ArrayList<>();
        List<String> generated = new ArrayList<>();
        boolean hasInvisible = false;
        try (PreparedStatement statement = prepare(connection, COLUMNS, 1);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                String declaration = result.getString(3);
                MySqlType type = new MySqlType(result.getString(2), declaration.contains(" unsigned"),
                        Math.clamp(result.getLong(7), 0, Integer.MAX_VALUE), result.getInt(8), declaration);
                columns.add(new ColumnDefinition(result.getString(1), type, result.getBoolean(4)));
                if (result.getBoolean(5)) {
                    generated.add(result.getString(1));
                }
                hasInvisible |= result.getBoolean(6);
            }
        }
        this.generated = generated;
        this.from = this.relation.from(columns, hasInvisible);
        return columns;
    }

    private List<String> primaryKey(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = prepare(connection, PRIMARY_KEY, 1);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        return names;
    }

    @Override
    public void warnOfIndexes(Connection connection, String column, boolean unique) throws SQLException {
        try (PreparedStatement statement = prepare(connection, INDEXES, 2)) {
            statement.setString(1, column);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                if (result.getInt(1) == 0) {
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

    private PreparedStatement prepare(Connection connection, String sql, int first) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(first, this.table.name().schema());
        statement.setString(first + 1, this.table.name().table());
        return statement;
    }

}
