package io.rowcast.s3;

import io.rowcast.sink.CommittedOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlannedEndTest {

    @Test
    void isReadableInTheToolsOfKafka() {
        assertThat(new PlannedEnd(12345).metadata()).isEqualTo("end=12345");
    }

    @Property
    void comesBackAsItWasCommitted(@ForAll @LongRange(max = Long.MAX_VALUE / 100) long offset,
            @ForAll @LongRange(min = 1, max = 1_000_000) long length) {
        PlannedEnd planned = new PlannedEnd(offset + length);
        assertThat(PlannedEnd.of(new CommittedOffset(offset, planned.metadata()))).contains(planned);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "end=", "end=-5", "end=5 ", "END=5", "something else", "end=99999999999999999999" })
    void whatOthersLeaveThereIsNone(String metadata) {
        assertThat(PlannedEnd.of(new CommittedOffset(0, metadata))).isEmpty();
    }

    @Test
    void anEndBeforeTheOffsetIsNone() {
        assertThat(PlannedEnd.of(new CommittedOffset(5, "end=5"))).isEmpty();
        assertThat(PlannedEnd.of(new CommittedOffset(5, "end=6"))).isPresent();
    }

}
