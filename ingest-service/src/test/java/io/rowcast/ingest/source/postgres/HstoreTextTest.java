package io.rowcast.ingest.source.postgres;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class HstoreTextTest {

    @Test
    void pairsKeepTheirTextAndNull() {
        assertThat(HstoreText.parse("")).isEmpty();
        assertThat(HstoreText.parse("\"a\"=>\"1\", \"NULL\"=>NULL, \"\\\"\\\\\"=>\"=>, \""))
            .containsExactly(entry("a", "1"), entry("NULL", null), entry("\"\\", "=>, "));
    }

}
