package io.rowcast.connect;

import java.nio.charset.StandardCharsets;

import io.rowcast.record.RecordHeaders;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderBytesTest {

    private static Headers written(ConnectHeaders headers) {
        Headers written = new org.apache.kafka.common.header.internals.RecordHeaders();
        HeaderBytes.write(headers, written);
        return written;
    }

    @Property(tries = 300)
    void aHeaderThatNobodyChangesGetsItsVeryBytesBack(@ForAll @NotEmpty String key, @ForAll byte[] value) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        headers.add(key, value).add(key, null).add(RecordHeaders.SEQUENCE, value);
        assertThat(written(HeaderBytes.read(headers))).containsExactly(headers.toArray());
    }

    @Test
    void theSequenceIsANumberAndTextIsText() {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        headers.add(RecordHeaders.SEQUENCE, RecordHeaders.sequence(7))
            .add("tenant", "blue".getBytes(StandardCharsets.UTF_8));
        ConnectHeaders read = HeaderBytes.read(headers);
        assertThat(read.lastWithName(RecordHeaders.SEQUENCE).value()).isEqualTo(7L);
        assertThat(read.lastWithName("tenant").value()).isEqualTo("blue");
        assertThat(written(read)).containsExactly(headers.toArray());
    }

    @Test
    void whatIsNeitherTextNorBytesIsWrittenAsText() {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addInt("level", 3).addBoolean("last", true).addLong("count", 5);
        assertThat(written(headers)).extracting(header -> new String(header.value(), StandardCharsets.UTF_8))
            .containsExactly("3", "true", "5");
    }

}
