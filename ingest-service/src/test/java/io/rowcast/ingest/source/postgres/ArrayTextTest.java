package io.rowcast.ingest.source.postgres;

import java.util.Arrays;

import io.rowcast.ingest.source.UnrepresentableValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArrayTextTest {

    private static String json(String text, char delimiter) {
        return ArrayText.json(text, delimiter, each -> each, each -> "<" + each + ">");
    }

    @Test
    void nullIsToldFromItsTextAndQuotesAreUndone() {
        assertThat(ArrayText.list("{}", ',', text -> text)).isEmpty();
        assertThat(ArrayText.list("{1,NULL,\"NULL\",\"a,\\\"b\\\\\",\"\"}", ',', text -> text))
            .isEqualTo(Arrays.asList("1", null, "NULL", "a,\"b\\", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {{1,2},{3,4}}
            {{}}
            [0:1]={1,2}
            """)
    void aListIsOfOneDimensionAndBeginsWithOne(String text) {
        assertThatExceptionOfType(UnrepresentableValueException.class)
            .isThrownBy(() -> ArrayText.list(text, ',', each -> each));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {} | , | []
            {{1,NULL},{3,4}} | , | [[1,null],[3,4]]
            {"a\\"}",b} | , | [a"},b]
            {(1,2),(3,4);(5,6),(7,8)} | ; | [(1,2),(3,4),(5,6),(7,8)]
            [0:1]={1,2} | , | <[0:1]={1,2}>
            {"null",NULL} | , | <{"null",NULL}>
            """)
    void anyArrayHasAJsonThatTellsItAll(String text, char delimiter, String json) {
        assertThat(json(text, delimiter)).isEqualTo(json);
    }

}
