package io.rowcast.ingest.source;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import static org.assertj.core.api.Assertions.assertThat;

class IdRangesTest {

    @Property
    void withoutLeavesAllOtherIds(@ForAll Set<@LongRange(min = -50, max = 50) Long> ids,
            @ForAll Set<@LongRange(min = -60, max = 60) Long> removed) {
        Set<Long> expected = new TreeSet<>(ids);
        expected.removeAll(removed);
        IdRanges rest = ranges(ids).without(removed.stream().mapToLong(Long::longValue).sorted().toArray());
        assertThat(ids(rest)).containsExactlyElementsOf(expected);
    }

    @Property
    void headAndTailMakeUpTheWhole(@ForAll Set<@LongRange(min = -50, max = 50) Long> ids,
            @ForAll @LongRange(max = 40) long count) {
        IdRanges all = ranges(ids);
        assertThat(all.head((int) count).and(all.tail((int) count))).isEqualTo(all);
    }

    @Property
    void aRangeIsTakenOut(@ForAll Set<@LongRange(min = -50, max = 50) Long> ids,
            @ForAll @LongRange(min = -60, max = 60) long first, @ForAll @LongRange(max = 30) long length) {
        assertThat(ids(ranges(ids).without(first, first + length)))
            .containsExactlyElementsOf(ids.stream().filter(id -> id < first || id > first + length).sorted().toList());
    }

    @Example
    void theEndsOfBigintAreIdsLikeOthers() {
        IdRanges.Builder all = new IdRanges.Builder();
        all.add(Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(all.build().without(new long[] { 0, Long.MAX_VALUE }))
            .hasToString("up to -1, 1-" + (Long.MAX_VALUE - 1));
        assertThat(all.build().without(new long[] { Long.MIN_VALUE }).first(0)).isEqualTo(Long.MIN_VALUE + 1);
        assertThat(all.build().without(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(IdRanges.NONE);
        assertThat(all.build().without(0, Long.MAX_VALUE)).hasToString("up to -1");
    }

    private static IdRanges ranges(Set<Long> ids) {
        IdRanges.Builder builder = new IdRanges.Builder();
        List<Long> sorted = ids.stream().sorted().toList();
        for (int i = 0; i < sorted.size(); i++) {
            long first = sorted.get(i);
            while (i + 1 < sorted.size() && sorted.get(i + 1) == sorted.get(i) + 1) {
                i++;
            }
            builder.add(first, sorted.get(i));
        }
        return builder.build();
    }

    private static List<Long> ids(IdRanges ranges) {
        return LongStream.range(0, ranges.size())
            .boxed()
            .flatMap(i -> LongStream.rangeClosed(ranges.first(i.intValue()), ranges.last(i.intValue())).boxed())
            .collect(Collectors.toList());
    }

}
