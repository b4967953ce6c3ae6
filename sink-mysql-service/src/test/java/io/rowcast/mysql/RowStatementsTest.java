package io.rowcast.mysql;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowStatementsTest {

    @Property
    void theSizeOfATextIsNeverTakenForLess(@ForAll String text) {
        String escaped = text.replaceAll("[\\x00\\n\\r\\\\'\"\\x1a]", "xx");
        int sent = escaped.getBytes(StandardCharsets.UTF_8).length + "'',".length();
        assertThat(RowStatements.maxBytes(text)).isGreaterThanOrEqualTo(sent);
    }

    @Property
    void theSizeOfADecimalIsNeverTakenForLess(@ForAll BigDecimal number) {
        BigDecimal plain = (number.scale() < 0) ? number.setScale(0) : number;
        assertThat(RowStatements.maxBytes(plain)).isGreaterThanOrEqualTo(plain.toPlainString().length() + 1);
    }

    @Test
    void theSizeOfNumbersAndNullIsNeverTakenForLess() {
        assertThat(RowStatements.maxBytes(Long.MIN_VALUE)).isGreaterThan(Long.toString(Long.MIN_VALUE).length());
        assertThat(RowStatements.maxBytes((Object) null)).isGreaterThan("NULL,".length());
    }

}
