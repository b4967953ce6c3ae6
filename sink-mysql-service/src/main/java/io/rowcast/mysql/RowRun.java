package io.rowcast.mysql;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Rows that are written one behind the other by the same kind of statement.
 *
 * @param action what is done with them
 * @param layout their layout
 * @param rows their parameters
 */
record RowRun(Action action, RowLayout layout, List<@Nullable Object[]> rows) {

    String sql(int count) {
        UpsertStatement statements = this.layout.statements();
        return switch (this.action) {
            case INSERT -> statements.insert(count);
            case UPSERT -> statements.upsert(count);
            case DELETE -> statements.delete(count);
        };
    }

    /** Returns the statement that loads the rows, or null where none does the same. */
    @Nullable String loadSql() {
        return switch (this.action) {
            case INSERT -> this.layout.load(false);
            case UPSERT -> this.layout.load(true);
            case DELETE -> null;
        };
    }

    /** What is done with rows. */
    enum Action {

        INSERT, UPSERT, DELETE

    }

}
