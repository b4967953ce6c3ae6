package io.rowcast.search;

import io.rowcast.sink.TopicRecord;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DocumentIdTest {

    private final Records records = new Records("P_users", SchemaBuilder.struct().build(), "0123456789abcdef");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"index":42} | 42
            {"price":1.50} | 1.50
            {"big":12345678901234567890123.5} | 12345678901234567890123.5
            {"name":"Łukasz \\"x\\""} | Łukasz "x"
            {"flag":true} | true
            {"a":1,"b":"x"} | {"a":1,"b":"x"}
            {"a":null} | {"a":null}
            {"a":""} | {"a":""}
            {"a":[1]} | {"a":[1]}
            {"a":{"b":1}} | {"a":{"b":1}}
            {} | {}
            {"schema":1,"payload":2} | {"schema":1,"payload":2}
            """)
    void theKeyOfARowNamesItsDocument(String key, String id) {
        assertThat(DocumentId.of(this.records.row(key, "{}"))).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            42 | 42
            plain text | plain text
            "quoted" | quoted
            "a" b | "a" b
            {broken | {broken
            {"schema":{"type":"int32"},"payload":42} | 42
            {"schema":{"type":"string"},"payload":"x"} | x
            {"schema":{"type":"struct"},"payload":{"index":7}} | 7
            {"schema":{"type":"struct"},"payload":{"a":1,"b":2}} | {"a":1,"b":2}
            """)
    void keysOfOtherProgramsAreTakenAsText(String key, String id) {
        assertThat(DocumentId.of(this.records.foreign(key, "{}"))).isEqualTo(id);
    }

    @Test
    void aRowWithoutAKeyIsNamedAfterItsSequence() {
        assertThat(DocumentId.of(this.records.row(null, "{}", 17))).isEqualTo("TEST.public.users-17");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", emptyValue = "", textBlock = """
            none
            null
            {"schema":{"type":"string","optional":true},"payload":null}
            ''
            """)
    void aRecordWithoutAKeyIsNamedAfterItsCoordinates(String key) {
        this.records.foreign(null, "{}");
        assertThat(DocumentId.of(this.records.foreign(key, "{}"))).isEqualTo("P_users-0-1");
    }

    @Test
    void aDeleteWithoutAKeyIsRejected() {
        TopicRecord tombstone = this.records.row(null, null);
        assertThatExceptionOfType(DocumentRejectedException.class).isThrownBy(() -> DocumentId.of(tombstone))
            .withMessageContaining("without a key");
    }

    @Test
    void anIdLongerThanElasticsearchTakesIsRejectedWithoutShowingIt() {
        assertThat(DocumentId.of(this.records.row("{\"a\":\"" + "é".repeat(256) + "\"}", "{}"))).hasSize(256);
        TopicRecord tooLong = this.records.row("{\"a\":\"" + "é".repeat(257) + "\"}", "{}");
        assertThatExceptionOfType(DocumentRejectedException.class).isThrownBy(() -> DocumentId.of(tooLong))
            .withMessage("the key makes an _id of 514 bytes, Elasticsearch takes 512; "
                    + "choose shorter columns with key-columns at the source");
    }

}
