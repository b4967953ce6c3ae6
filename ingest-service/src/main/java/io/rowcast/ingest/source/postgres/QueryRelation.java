package io.rowcast.ingest.source.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.rowcast.ingest.source.ColumnDefinition;
import io.rowcast.ingest.source.RowLayout;
import io.rowcast.ingest.source.SourceRelation;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.TableKeys;
import io.rowcast.ingest.source.TransactionSnapshot;

/**
 * The result of a query, as PostgreSQL describes it. Asked for no rows, it locks the
 * tables of the query, so what is described stays true until the transaction's end.
 */
final class QueryRelation implements SourceRelation {

    /** What a driver calls the columns that a sequence fills. */
    private static final Map<String, String> SERIALS = Map.of("smallserial", "int2", "serial", "int4", "bigserial",
            "int8");

    private final SourceTable table;

    private final String from;

    private final String look;

    private List<ResultColumn> described = List.of();

    QueryRelation(SourceTable table, String query) {
        this.table = table;
        // A comment may be the end of the query.
        this.from = "(" + query.strip().replaceFirst(";$", "") + "\n)";
        this.look = "SELECT * FROM " + this.from + " AS t LIMIT 0;"
                + "SELECT pg_snapshot_xmin(s)::text, pg_snapshot_xmax(s)::text FROM pg_current_snapshot() s";
    }

    @Override
    public String from() {
        return this.from;
    }

    @Override
    public Look look(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(this.look)) {
            statement.execute();
            try (ResultSet none = statement.getResultSet()) {
                this.described = ResultColumn.of(none.getMetaData());
            }
            statement.getMoreResults();
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return new Look(new TransactionSnapshot(result.getLong(1), result.getLong(2)),
                        this.described.toString(), null);
            }
        }
    }

    @Override
    public RowLayout layout(Connection connection, String definition) throws SQLException {
        Set<String> names = new HashSet<>();
        for (ResultColumn column : this.described) {
            if (!names.add(column.name())) {
                throw this.table.stopped("the query has two columns " + column.name() + "; rename one with AS");
            }
        }
        return RowLayout.of(this.table, definition, columns(connection), new TableKeys(List.of(), List.of()));
    }

    private List<ColumnDefinition> columns(Connection connection) throws SQLException {
        List<PostgresType> types = TypeCatalog.describe(connection,
                this.described.stream().map(ResultColumn::type).toList(),
                this.described.stream().map(ResultColumn::modifier).toList());
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String name = this.described.get(i).name();
            columns.add(new ColumnDefinition(name, types.get(i), !isKey(name)));
        }
        return columns;
    }

    /**
     * What the tables of a query say of NULL need not hold for its result. The columns
     * that rows are told apart by are taken to have none; a row that has one is refused.
     */
    private boolean isKey(String column) {
        return this.table.keyColumns().contains(column) || column.equals(this.table.tracking().incrementingColumn());
    }

    @Override
    public void warnOfIndexes(Connection connection, String column, boolean unique) {
        // Which index a query can use only PostgreSQL's planner knows.
    }

    /**
     * A column of the result.
     *
     * @param name its name
     * @param type its type, as PostgreSQL reads it
     * @param modifier as in the catalog; -1 without one
     */
    record ResultColumn(String name, String type, int modifier) {

        static List<ResultColumn> of(ResultSetMetaData result) throws SQLException {
            List<ResultColumn> columns = new ArrayList<>();
            for (int i = 1; i <= result.getColumnCount(); i++) {
                String type = result.getColumnTypeName(i);
                columns.add(new ResultColumn(result.getColumnLabel(i), SERIALS.getOrDefault(type, type),
                        modifier(type, result.getPrecision(i), result.getScale(i))));
            }
            return columns;
        }

        private static int modifier(String type, int precision, int scale) {
            return switch (type) {
                case "numeric" -> (precision > 0) ? (precision << 16 | scale & 0x7ff) + 4 : -1;
                case "varchar", "bpchar" -> (precision > 0 && precision < Integer.MAX_VALUE) ? precision + 4 : -1;
                default -> -1;
            };
        }

    }

}
