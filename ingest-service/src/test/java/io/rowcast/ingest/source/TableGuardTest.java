package io.rowcast.ingest.source;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

import io.rowcast.ingest.source.postgres.PostgresType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TableGuardTest {

    private static final ColumnDefinition ID = column("id", "int8", "bigint", false);

    private static final ColumnDefinition NAME = column("name", "text", "text", true);

    private static ColumnDefinition column(String name, String type, String declaration, boolean isNullable) {
        return new ColumnDefinition(name, new PostgresType(type, -1, 0, ',', declaration, declaration), isNullable);
    }

    private static SourceTable table(SchemaChange change) {
        Tracking tracking = new Tracking(Mode.INCREMENTING, "id", new Tracking.Timestamps(List.of(), ZoneOffset.UTC),
                Duration.ZERO, Duration.ofMinutes(5), StartFrom.BEGINNING);
        return new SourceTable(new TableName("public", "people"), null, tracking, List.of(), 100, OnUnmappedColumn.FAIL,
                change);
    }

    private final TableGuard guard = new TableGuard(table(SchemaChange.PAUSE));

    private static RowLayout rows(ColumnDefinition... columns) {
        return RowLayout.of(table(SchemaChange.PAUSE), "", Arrays.asList(columns),
                new TableKeys(List.of("id"), List.of()));
    }

    private static String fingerprint(ColumnDefinition... columns) {
        return rows(columns).published().fingerprint();
    }

    private static Cursor at(@Nullable String schema) {
        return new Cursor(new IdPosition(7L, Gaps.NONE), 7, false, schema, null);
    }

    private void assertStopped(String before, RowLayout now, String difference) {
        assertThatExceptionOfType(TableStoppedException.class).isThrownBy(() -> this.guard.pass(at(before), null, now))
            .withMessage("table public.people has changed: " + difference
                    + "; resume it to publish rows with the new schema, or undo the change");
    }

    @Test
    void aChangeIsFollowedWhereThatIsAsked() {
        TableGuard following = new TableGuard(table(SchemaChange.FOLLOW));
        assertThat(following.pass(at(fingerprint(ID)), null, rows(ID))).isFalse();
        assertThat(following.pass(at(fingerprint(ID)), null, rows(ID, NAME))).isTrue();
    }

    @Test
    void theFirstRowsAreNoChange() {
        assertThat(this.guard.pass(Cursor.START, null, rows(ID))).isFalse();
    }

    @Test
    void whatHasChangedIsNamed() {
        this.guard.pass(at(fingerprint(ID, NAME)), null, rows(ID, NAME));
        assertStopped(fingerprint(ID, NAME), rows(ID, column("name", "int4", "integer", false)),
                "column name text is now name integer NOT NULL");
        assertStopped(fingerprint(ID, NAME), rows(ID, column("mail", "text", "text", true)),
                "there is a new column mail text, column name text is gone");
        assertStopped(fingerprint(ID, NAME), rows(NAME, ID), "its columns have another order");
    }

    @Test
    void aRestartAcceptsNothing() {
        assertStopped("00", rows(ID, NAME), "its rows had schema 00, now they have " + fingerprint(ID, NAME)
                + " with the columns [id bigint NOT NULL, name text]");
    }

    @Test
    void thatChangeIsAcceptedAndNoOther() {
        Cursor before = at(fingerprint(ID));
        this.guard.pass(before, null, rows(ID));
        assertThat(this.guard.accept(before)).isEqualTo(before);
        assertStopped(fingerprint(ID), rows(ID, NAME), "there is a new column name text");
        Cursor accepted = this.guard.accept(before);
        assertThat(accepted).isEqualTo(at(fingerprint(ID, NAME)));
        assertThat(this.guard.pass(accepted, null, rows(ID, NAME))).isFalse();
        assertStopped(fingerprint(ID, NAME), rows(ID), "column name text is gone");
        assertThat(this.guard.pass(accepted, null, rows(ID, NAME))).isFalse();
        assertThat(this.guard.accept(accepted)).isEqualTo(accepted);
    }

    @Test
    void anotherTableOfTheNameStopsWhereItsRowsWouldBePassedOver() {
        TableGuard following = new TableGuard(table(SchemaChange.FOLLOW));
        Cursor former = new Cursor(new IdPosition(7L, Gaps.NONE), 7, false, fingerprint(ID), "oid 1");
        assertThat(following.pass(former, "oid 1", rows(ID))).isFalse();
        assertThatExceptionOfType(TableStoppedException.class)
            .isThrownBy(() -> following.pass(former, "oid 2", rows(ID, NAME)))
            .withMessage(
                    "table public.people: it was dropped and created anew (oid 1 is now oid 2), and may have other "
                            + "rows at the ids that were read; reset it to beginning to read all of it, or resume it to go on "
                            + "from 7");
        assertThat(following.pass(following.accept(former), "oid 2", rows(ID, NAME))).isFalse();
        assertThat(following.pass(former.ofAnyTable(), "oid 2", rows(ID))).isFalse();
        assertThat(following.pass(former.at(new IdPosition(null, Gaps.NONE), true), "oid 2", rows(ID))).isFalse();
        assertThat(following.pass(former.at(BulkPosition.START, true), "oid 2", rows(ID))).isFalse();
    }

}
