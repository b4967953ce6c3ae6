package io.rowcast.ingest.source;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Holes for which there is no room among the gaps. */
class RangePageTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final long FENCE = 100;

    private static RangePage page(long xmin) {
        RangePosition range = new RangePosition(1_000_000, 1_000_008, true);
        RangeWalk walk = new RangeWalk(range);
        List.of(1_000_001L, 1_000_003L, 1_000_005L, 1_000_007L).forEach(walk::pass);
        walk.passRest();
        RowSchema schema = RowSchema.of(SchemaBuilder.struct().build());
        return new RangePage(range,
                new SourcePage(List.of(), schema, false, new Cursor(walk.rest(), 0, true, null, null),
                        new SourcePage.Stage(true, false, walk.isAtEnd()), NOW,
                        Findings.holes(walk.holes(), new TransactionSnapshot(xmin, 200)), new PageMemory(0).share()));
    }

    /** A cursor with room for so many more. */
    private static Cursor cursor(int room) {
        IdRanges.Builder ranges = new IdRanges.Builder();
        for (int i = 0; i < Gaps.KEPT - room; i++) {
            ranges.add(2L * i, 2L * i);
        }
        Gaps gaps = Gaps.NONE.jumpedOver(ranges.build(), NOW, new TransactionSnapshot(FENCE, FENCE), true);
        return new Cursor(new IdPosition(2_000_000L, gaps, Unread.of(1_000_000, 2_000_000)), 7, false, "00", null);
    }

    @Test
    void holesAreGapsWhileThereIsRoom() {
        SourcePage page = page(50).after(cursor(5), FENCE).orElseThrow();
        assertThat(page.next().position()).isInstanceOfSatisfying(IdPosition.class, ids -> {
            assertThat(ids.openGaps()).isEqualTo(Gaps.KEPT);
            assertThat(ids.unread().ids()).hasToString("1000009-2000000");
        });
        assertThat(page.findings().givenUpInitially().isEmpty()).isTrue();
    }

    @Test
    void withoutRoomThePageWaitsWhileATransactionOfThatTimeIsOpen() {
        assertThat(page(FENCE - 1).after(cursor(4), FENCE)).isEqualTo(Optional.empty());
    }

    @Test
    void withoutRoomThePageWaitsWhileNobodyKnowsTheTransactions() {
        assertThat(page(FENCE).after(cursor(4), null)).isEmpty();
        assertThat(page(FENCE).after(cursor(4), 0L)).isEmpty();
    }

    @Test
    void withoutRoomTheOldestHolesAreGivenUpWhenNoTransactionCanFillThem() {
        SourcePage page = page(FENCE).after(cursor(2), FENCE).orElseThrow();
        assertThat(page.next().position()).isInstanceOfSatisfying(IdPosition.class,
                ids -> assertThat(ids.openGaps()).isEqualTo(Gaps.KEPT));
        assertThat(page.findings().givenUpInitially()).hasToString("1000000, 1000002, 1000004");
    }

}
