package io.rowcast.sink.deadletters;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OffsetRangesTest {

    @Property(tries = 300)
    void theyAreTheSetOfTheirOffsets(@ForAll List<@LongRange(max = 40) Long> first,
            @ForAll List<@LongRange(max = 40) Long> second, @ForAll @LongRange(max = 41) long from) {
        Set<Long> model = new HashSet<>(first);
        model.addAll(second);
        OffsetRanges ranges = OffsetRanges.NONE.with(first).with(second);
        for (long offset = 0; offset <= 41; offset++) {
            assertThat(ranges.contains(offset)).isEqualTo(model.contains(offset));
            assertThat(ranges.from(from).contains(offset)).isEqualTo(offset >= from && model.contains(offset));
        }
        long missing = from;
        while (model.contains(missing)) {
            missing++;
        }
        assertThat(ranges.firstMissing(from)).isEqualTo(missing);
        assertThat(OffsetRanges.parse(ranges.toString())).isEqualTo(ranges);
    }

    @Test
    void theyAreWrittenAsRuns() {
        assertThat(OffsetRanges.NONE.with(List.of(7L, 0L, 2L, 1L))).hasToString("0-2,7");
        assertThat(OffsetRanges.parse("")).isEqualTo(OffsetRanges.NONE);
    }

}
