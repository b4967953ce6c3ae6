package io.rowcast.ingest.source.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import io.rowcast.ingest.source.ColumnDefinition;
import io.rowcast.ingest.source.RowLayout;
import io.rowcast.ingest.source.SourceRelation;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.TableKeys;

/** The result of a query, as the driver describes it. */
final class MySqlQuery implements SourceRelation {

    private static final int DUPLICATE_COLUMN = 1060;

    private final SourceTable table;

    private final MySqlRelation relation;

    private String from;

    private List<ResultColumn> described = List.of();

    MySqlQuery(InnodbTransactions innodb, SourceTable table, String query) {
        this.table = table;
        // A comment may be the end of the query.
        this.from = "(" + query.strip().replaceFirst(";$", "") + "\n)";
        this.relation = new MySqlRelation(innodb, this.from);
    }

    @Override
    public String from() {
        return this.from;
    }

    @Override
    public Look look(Connection connection) throws SQLException {
        try {
            MySqlRelation.Described look = this.relation.lock(connection);
            this.described = look.columns();
            MySqlRelation.takeSnapshot(connection, MySqlRelation.ANY_ROW);
            return new Look(look.snapshot(), this.described.toString(), null);
        }
        catch (SQLException ex) {
            if (ex.getErrorCode() == DUPLICATE_COLUMN) {
                throw this.table
                    .stopped("the query has two columns of one name (" + ex.getMessage() + "); rename one with AS");
            }
            throw ex;
        }
    }

    @Override
    public RowLayout layout(Connection connection, String definition) {
        List<ColumnDefinition> columns = this.described.stream()
            .map(column -> new ColumnDefinition(column.name(), column.type(), !isKey(column.name())))
            .toList();
        this.from = this.relation.from(columns, false);
        return RowLayout.of(this.table, definition, columns, new TableKeys(List.of(), List.of()));
    }

    /**
     * What the tables of a query say of NULL need not hold for its result. The columns
     * that rows are told apart by are taken to have none; a row that has one is refused.
     */
    private boolean isKey(String column) {
        return this.table.keyColumns().contains(column) || column.equals(this.table.tracking().incrementingColumn());
    }

    @Override
    public void warnOfIndexes(Connection connection, String column, boolean unique) throws SQLException {
        // Which index a query can use only MySQL's optimizer knows.
    }

}
