package io.rowcast.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.GapGroup;
import io.rowcast.ingest.source.Gaps;
import io.rowcast.ingest.source.IdRanges;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CursorJsonTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Cursor withGaps(IdRanges ranges) {
        return new Cursor(42L, 17, false, new Gaps(List.of(new GapGroup(ranges, NOW, 7, true, false, Instant.EPOCH))));
    }

    @Test
    void aCursorComesBackAsItWas() {
        IdRanges.Builder ranges = new IdRanges.Builder();
        ranges.add(Long.MIN_VALUE, -5);
        ranges.add(5, 9);
        ranges.add(12, 12);
        ranges.add(Long.MAX_VALUE, Long.MAX_VALUE);
        Cursor cursor = withGaps(ranges.build());
        Cursor read = CursorJson.read(CursorJson.write(cursor, "00", NOW));
        assertThat(read.position()).isEqualTo(42);
        assertThat(read.sequence()).isEqualTo(17);
        assertThat(read.gaps().groups()).isEqualTo(cursor.gaps().groups());
        assertThat(CursorJson.read(CursorJson.write(Cursor.START, "00", NOW)).position()).isNull();
    }

    @Test
    void aCursorCanBeReadByPeople() {
        IdRanges.Builder ranges = new IdRanges.Builder();
        ranges.add(5, 9);
        ranges.add(12, 12);
        assertThat(new String(CursorJson.write(withGaps(ranges.build()), "00", NOW), StandardCharsets.UTF_8)).isEqualTo(
                "{\"position\":42,\"sequence\":17,\"firstReading\":false,\"gaps\":[{\"seen\":\"2026-01-01T00:00:00Z\","
                        + "\"fence\":7,\"settled\":true,\"initial\":false,\"ranges\":[5,4,3,0]}],\"schema\":\"00\","
                        + "\"time\":\"2026-01-01T00:00:00Z\"}");
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
        assertThat(CursorJson.write(withGaps(ranges.build()), "00", NOW)).hasSizeLessThan(1_000_000);
    }

    @Test
    void whatIsNoCursorIsRefused() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> CursorJson.read("{\"position\":".getBytes(StandardCharsets.UTF_8)));
    }

}
