package io.rowcast.quickstart;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SinkViewTest {

    @Test
    void theLagIsThatOfAllPartitions() {
        assertThat(SinkView.lag("{\"pipeline\":[{\"lagRecords\":2},{\"lagRecords\":3}]}")).isEqualTo(5);
    }

    @Test
    void aSinkWithoutPartitionsTellsNoLag() {
        assertThat(SinkView.lag("{\"pipeline\":[]}")).isEqualTo(-1);
        assertThat(SinkView.lag("{\"status\":404}")).isEqualTo(-1);
    }

}
