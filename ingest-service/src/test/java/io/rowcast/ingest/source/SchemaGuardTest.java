package io.rowcast.ingest.source;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

import io.rowcast.ingest.source.postgres.PostgresType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SchemaGuardTest {

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

    private final SchemaGuard guard = new SchemaGuard(table(SchemaChange.PAUSE));

    private static RowLayout rows(ColumnDefinition... columns) {
        return RowLayout.of(table(SchemaChange.PAUSE), "", Arrays.asList(columns),
                new TableKeys(List.of("id"), List.of()));
    }

    private static String fingerprint(ColumnDefinition... columns) {
        return rows(columns).published().fingerprint();
    }

    private void assertStopped(String before, RowLayout now, String difference) {
        assertThatExceptionOfType(TableStoppedException.class).isThrownBy(() -> this.guard.pass(before, now))
            .withMessage("table public.people has changed: " + difference
                    + "; resume it to publish rows with the new schema, or undo the change");
    }

    @Test
    void aChangeIsFollowedWhereThatIsAsked() {
        SchemaGuard following = new SchemaGuard(table(SchemaChange.FOLLOW));
        assertThat(following.pass(fingerprint(ID), rows(ID))).isFalse();
        assertThat(following.pass(fingerprint(ID), rows(ID, NAME))).isTrue();
    }

    @Test
    void theFirstRowsAreNoChange() {
        assertThat(this.guard.pass(null, rows(ID))).isFalse();
    }

    @Test
    void whatHasChangedIsNamed() {
        this.guard.pass(fingerprint(ID, NAME), rows(ID, NAME));
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
        String before = fingerprint(ID);
        this.guard.pass(before, rows(ID));
        this.guard.accept();
        RowLayout named = rows(ID, NAME);
        assertStopped(before, named, "there is a new column name text");
        this.guard.accept();
        assertThat(this.guard.pass(before, named)).isTrue();
        assertThat(this.guard.pass(named.published().fingerprint(), named)).isFalse();
        assertStopped(named.published().fingerprint(), rows(ID), "column name text is gone");
        assertThat(this.guard.pass(named.published().fingerprint(), named)).isFalse();
    }

}
