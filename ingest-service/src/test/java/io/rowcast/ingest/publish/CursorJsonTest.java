package io.rowcast.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import io.rowcast.ingest.source.Bound;
import io.rowcast.ingest.source.BulkPosition;
import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.GapGroup;
import io.rowcast.ingest.source.Gaps;
import io.rowcast.ingest.source.IdPosition;
import io.rowcast.ingest.source.IdRanges;
import io.rowcast.ingest.source.RowHashes;
import io.rowcast.ingest.source.Unread;
import io.rowcast.ingest.source.WindowPosition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CursorJsonTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Cursor withGaps(IdRanges ranges) {
        Gaps gaps = new Gaps(List.of(new GapGroup(ranges, NOW, 7, true, false, Instant.EPOCH)));
        return new Cursor(new IdPosition(42L, gaps), 17, false, "00", "16385");
    }

    @Test
    void aCursorComesBackAsItWas() {
        IdRanges.Builder ranges = new IdRanges.Builder();
        ranges.add(Long.MIN_VALUE, -5);
        ranges.add(5, 9);
        ranges.add(12, 12);
        ranges.add(Long.MAX_VALUE, Long.MAX_VALUE);
        Cursor cursor = withGaps(ranges.build());
        Cursor read = CursorJson.read(CursorJson.write(cursor, NOW));
        assertThat(read.sequence()).isEqualTo(17);
        assertThat(read.firstReading()).isFalse();
        assertThat(read.schema()).isEqualTo("00");
        assertThat(read.identity()).isEqualTo("16385");
        assertThat(read.position()).isInstanceOfSatisfying(IdPosition.class, ids -> {
            assertThat(ids.id()).isEqualTo(42);
            assertThat(ids.unread()).isEqualTo(Unread.NONE);
            assertThat(ids.gaps().groups()).isEqualTo(((IdPosition) cursor.position()).gaps().groups());
        });
    }

    @Test
    void aWindowComesBackAsItWas() {
        WindowPosition window = new WindowPosition(List.of("changed", "id"),
                new Bound(List.of("2026-01-01 00:00:00.000001", "7"), false), NOW, List.of("2026-01-01 00:00:01", "9"),
                List.of(new WindowPosition.Mark(List.of("2026-01-01 00:00:00.5", "8"), NOW)),
                RowHashes.of(new long[] { -1, Long.MIN_VALUE, 5 }), List.of("6"), Instant.EPOCH);
        assertThat(CursorJson.read(CursorJson.write(new Cursor(window, 3, true, "00", null), NOW)).position())
            .isInstanceOfSatisfying(WindowPosition.class, read -> {
                assertThat(read).usingRecursiveComparison().isEqualTo(window);
                assertThat(read.sent().toArray()).containsExactly(Long.MIN_VALUE, -1, 5);
            });
    }

    @Test
    void aRoundComesBackAsItWas() {
        BulkPosition round = new BulkPosition(List.of("a", "7"), 70);
        Cursor cursor = new Cursor(round, 3, true, "00", null);
        assertThat(CursorJson.read(CursorJson.write(cursor, NOW))).isEqualTo(cursor);
    }

    @Test
    void cursorsOfTheFirstVersionAreStillRead() {
        String json = "{\"position\":42,\"sequence\":17,\"firstReading\":false,\"gaps\":[{\"seen\":"
                + "\"2026-01-01T00:00:00Z\",\"fence\":7,\"settled\":true,\"initial\":false,\"ranges\":[5,4,3,0]}],"
                + "\"schema\":\"00\",\"time\":\"2026-01-01T00:00:00Z\"}";
        Cursor read = CursorJson.read(json.getBytes(StandardCharsets.UTF_8));
        assertThat(read.sequence()).isEqualTo(17);
        assertThat(read.position()).isInstanceOfSatisfying(IdPosition.class, ids -> {
            assertThat(ids.id()).isEqualTo(42);
            assertThat(ids.unread()).isEqualTo(Unread.NONE);
            assertThat(ids.gaps().groups().getFirst().ranges()).hasToString("5-9, 12");
        });
        String empty = "{\"position\":null,\"sequence\":0,\"firstReading\":true,\"gaps\":[],\"schema\":\"00\","
                + "\"time\":\"2026-01-01T00:00:00Z\"}";
        assertThat(CursorJson.read(empty.getBytes(StandardCharsets.UTF_8)).position())
            .isInstanceOfSatisfying(IdPosition.class, ids -> assertThat(ids.id()).isNull());
    }

    @Test
    void whatTheFirstReadingHasLeftComesBackAsItWas() {
        IdRanges.Builder ids = new IdRanges.Builder();
        ids.add(Long.MIN_VALUE, -5);
        ids.add(12, 19);
        ids.add(Long.MAX_VALUE, Long.MAX_VALUE);
        Cursor cursor = new Cursor(new IdPosition(Long.MAX_VALUE, Gaps.NONE, new Unread(ids.build(), 4_000)), 4_000,
                false, "00", null);
        assertThat(CursorJson.read(CursorJson.write(cursor, NOW)).position()).isInstanceOfSatisfying(IdPosition.class,
                read -> {
                    assertThat(read.id()).isEqualTo(Long.MAX_VALUE);
                    assertThat(read.unread().ids()).isEqualTo(ids.build());
                    assertThat(read.unread().rows()).isEqualTo(4_000);
                });
        assertThat(new String(CursorJson.write(cursor, NOW), StandardCharsets.UTF_8))
            .contains("\"unread\":{\"ids\":[-9223372036854775808,9223372036854775803,17,7,9223372036854775788,0],"
                    + "\"rows\":4000}");
    }

    @Test
    void aCursorCanBeReadByPeople() {
        IdRanges.Builder ranges = new IdRanges.Builder();
        ranges.add(5, 9);
        ranges.add(12, 12);
        assertThat(new String(CursorJson.write(withGaps(ranges.build()), NOW), StandardCharsets.UTF_8)).isEqualTo(
                "{\"position\":42,\"sequence\":17,\"firstReading\":false,\"gaps\":[{\"seen\":\"2026-01-01T00:00:00Z\","
                        + "\"fence\":7,\"settled\":true,\"initial\":false,\"ranges\":[5,4,3,0]}],\"schema\":\"00\","
                        + "\"identity\":\"16385\",\"time\":\"2026-01-01T00:00:00Z\"}");
    }

    @Test
    void asManyGapsAsThereMayBeFitIntoARecord() {
        IdRanges.Builder ranges = new IdRanges.Builder();
        Random random = new Random(1);
        long id = Long.MIN_VALUE;
        for (int i = 0; i < 40_000; i++) {
            long length = random.nextLong(1L << 48);
            ranges.add(id, id + length);
            id += length + 2 + random.nextLong(1_000);
        }
        assertThat(CursorJson.write(withGaps(ranges.build()), NOW)).hasSizeLessThan(1_000_000);
    }

    @Test
    void asManyRowsAsMayBeRememberedFitIntoARecord() {
        WindowPosition window = new WindowPosition(List.of("id"), null, null, List.of("7"), List.of(),
                RowHashes.of(new Random(1).longs(60_000).toArray()), null, NOW);
        assertThat(CursorJson.write(new Cursor(window, 3, false, "00", null), NOW)).hasSizeLessThan(1_000_000);
    }

    @Test
    void whatIsNoCursorIsRefused() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> CursorJson.read("{\"position\":".getBytes(StandardCharsets.UTF_8)));
    }

}
