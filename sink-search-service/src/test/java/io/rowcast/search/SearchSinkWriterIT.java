package io.rowcast.search;

import java.util.List;

import io.rowcast.record.SemanticTypes;
import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.Rejection;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.sink.UndecodableRecordException;
import io.rowcast.sink.WriteResult;
import io.rowcast.testkit.ElasticsearchServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(Servers.class)
class SearchSinkWriterIT {

    private static final Schema USERS = SchemaBuilder.struct()
        .field("index", Schema.INT64_SCHEMA)
        .field("name", Schema.OPTIONAL_STRING_SCHEMA)
        .field("age", Schema.OPTIONAL_INT32_SCHEMA)
        .build();

    private final String index;

    private final Records users;

    private final IndexReader reader;

    private final WriterAlone sink;

    private final ElasticsearchServer server;

    SearchSinkWriterIT(ElasticsearchServer server, TestInfo test) {
        this.index = test.getTestMethod().orElseThrow().getName().toLowerCase();
        this.users = new Records("P_" + this.index, USERS, "00000000000000aa");
        this.server = server;
        this.reader = new IndexReader(server);
        this.sink = new WriterAlone(server);
    }

    @AfterEach
    void close() {
        this.sink.close();
    }

    @Test
    void aRowBecomesTheDocumentOfItsKey() {
        String row = "{\"index\":42,\"name\":\"Łukasz \\u00e9\\n\",\"age\":null}";
        WriteResult result = this.sink.write(this.users.row("{\"index\":42}", row, 7));
        assertThat(result).isEqualTo(WriteResult.written());
        assertThat(this.reader.document(this.index, "42")).isEqualTo(row);
        assertThat(this.reader.version(this.index, "42")).isEqualTo(7);
        assertThat(this.reader.mapping(this.index).get("dynamic").asString()).isEqualTo("strict");
    }

    @Test
    void aStaleRowChangesNothingAndCounts() {
        this.sink.write(row(1, "new", 10), row(1, "old", 9), row(2, "two", 11));
        assertThat(this.sink.write(row(1, "older", 8))).isEqualTo(WriteResult.written());
        assertThat(this.reader.document(this.index, "1")).contains("new");
        assertThat(this.reader.count(this.index)).isEqualTo(2);
        assertThat(this.sink.stale("P_" + this.index)).isEqualTo(2);
    }

    @Test
    void aReplayChangesNothing() {
        TopicRecord[] batch = { row(1, "one", 1), row(2, "two", 2), delete(1, 3), row(1, "again", 4) };
        this.sink.write(batch);
        assertThat(this.sink.write(batch)).isEqualTo(WriteResult.written());
        assertThat(this.reader.document(this.index, "1")).contains("again");
        assertThat(this.reader.version(this.index, "1")).isEqualTo(4);
        assertThat(this.reader.count(this.index)).isEqualTo(2);
    }

    @Test
    void aTombstoneDeletesAndWhatIsOlderStaysDeleted() {
        this.sink.write(row(1, "one", 1), row(2, "two", 2), delete(1, 3));
        assertThat(this.sink.write(row(1, "one", 1), delete(3, 5))).isEqualTo(WriteResult.written());
        assertThat(this.reader.document(this.index, "1")).isNull();
        assertThat(this.reader.document(this.index, "2")).isNotNull();
    }

    @Test
    void aTombstoneMakesNoIndexByGuessing() {
        assertThat(this.sink.write(delete(1, 3))).isEqualTo(WriteResult.written());
        assertThat(this.reader.mapping(this.index).get("dynamic").asString()).isEqualTo("strict");
        this.sink.write(row(1, "one", 4));
        assertThat(this.reader.document(this.index, "1")).contains("one");
    }

    @Test
    void poisonIsRejectedAndItsNeighboursAreWritten() {
        this.sink.write(row(1, "one", 1));
        TopicRecord[] poison = { this.users.row("{\"index\":2}", "no JSON"),
                this.users.row("{\"index\":3}", "{\"index\":\n{\"delete\":{\"_id\":\"1\"}}\n"),
                this.users.row("{\"index\":4}", "{\"index\":4,\"age\":\"secret\"}"),
                this.users.row("{\"index\":5}", "{\"index\":5,\"shoe\":1}"), this.users.row("{\"index\":6}", ""),
                this.users.row("{\"index\":7}", "[7]"), this.users.row("k".repeat(513), "{\"index\":8}"),
                this.users.row(null, null) };
        TopicRecord[] batch = new TopicRecord[poison.length * 2];
        for (int i = 0; i < poison.length; i++) {
            batch[2 * i] = poison[i];
            batch[2 * i + 1] = row(100 + i, "neighbour", 100 + i);
        }
        List<Rejection> rejections = this.sink.write(batch).rejections();
        assertThat(rejections).extracting(Rejection::record).containsExactlyInAnyOrder(poison);
        assertThat(rejections).allSatisfy(each -> assertThat(each.reason().getMessage()).doesNotContain("secret"));
        assertThat(rejections).extracting(each -> each.reason().getMessage())
            .contains("document_parsing_exception: field age is mapped as integer, caused by number_format_exception",
                    "strict_dynamic_mapping_exception: field shoe of _doc is not in the mapping");
        assertThat(this.reader.count(this.index)).isEqualTo(1 + poison.length);
    }

    @Test
    void aBatchThatBeginsWithPoisonIsWrittenBehindIt() {
        TopicRecord poison = this.users.row("{\"index\":1}", "no JSON");
        List<Rejection> rejections = this.sink.write(poison, row(2, "two", 2)).rejections();
        assertThat(rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.record()).isSameAs(poison);
            assertThat(rejection.reason()).isInstanceOf(UndecodableRecordException.class);
        });
        assertThat(this.reader.document(this.index, "2")).contains("two");
    }

    @Test
    void aNewColumnIsMappedBeforeItsFirstRow() {
        this.sink.write(row(1, "one", 1));
        Schema wider = SchemaBuilder.struct()
            .field("index", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("born", SemanticTypes.date().optional().build())
            .build();
        Records rows = new Records("P_" + this.index, wider, "00000000000000bb");
        this.sink.write(rows.row("{\"index\":2}", "{\"index\":2,\"name\":\"two\",\"born\":\"1917-06-03\"}"),
                row(3, "three", 3));
        assertThat(this.reader.mapping(this.index).at("/properties/born/type").asString()).isEqualTo("date");
        assertThat(this.reader.count(this.index)).isEqualTo(3);
    }

    @Test
    void anIndexThatIsThereKeepsItsTypesAndGetsWhatItLacks() {
        this.reader.json("PUT", "/" + this.index + "-1", """
                {"settings":{"number_of_replicas":0},"aliases":{"%s":{}},
                 "mappings":{"dynamic":"true","properties":{"name":{"type":"keyword"}}}}""".formatted(this.index));
        this.sink.write(row(1, "one", 1));
        assertThat(this.reader.mapping(this.index).at("/properties/name/type").asString()).isEqualTo("keyword");
        assertThat(this.reader.mapping(this.index).at("/properties/age/type").asString()).isEqualTo("integer");
        assertThat(this.reader.document(this.index + "-1", "1")).contains("one");
    }

    @Test
    void anIndexThatMapsNothingByItselfIsLeftAsItIs() {
        this.reader.json("PUT", "/" + this.index, """
                {"settings":{"number_of_replicas":0},"mappings":{"dynamic":"false"}}""");
        this.sink.write(row(1, "one", 1));
        assertThat(this.reader.mapping(this.index).has("properties")).isFalse();
        assertThat(this.reader.document(this.index, "1")).contains("one");
    }

    @Test
    void settingsAreGivenToNewIndices() {
        try (WriterAlone configured = new WriterAlone(this.server, "--rowcast.search.settings.number-of-shards=2",
                "--rowcast.search.settings.refresh-interval=-1s")) {
            configured.write(row(1, "one", 1));
        }
        assertThat(this.reader.settings(this.index).get("number_of_shards").asString()).isEqualTo("2");
        assertThat(this.reader.settings(this.index).get("number_of_replicas").asString()).isEqualTo("0");
        assertThat(this.reader.settings(this.index).get("refresh_interval").asString()).isEqualTo("-1");
    }

    @Test
    void nothingIsMadeWhereThatIsForbidden() {
        try (WriterAlone configured = new WriterAlone(this.server, "--rowcast.search.create-index=false")) {
            assertThatExceptionOfType(TransientSinkException.class).isThrownBy(() -> configured.write(row(1, "one", 1)))
                .withMessage("index " + this.index + " does not exist, and rowcast.search.create-index is false");
            assertThat(this.reader.exists(this.index)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "read_only", "read_only_allow_delete", "write" })
    void aBlockedIndexIsTransient(String block) {
        this.sink.write(row(1, "one", 1));
        block(block, "true");
        assertThatExceptionOfType(TransientSinkException.class)
            .isThrownBy(() -> this.sink.write(row(2, "two", 2), this.users.row("{\"index\":3}", "no JSON")))
            .withMessageContaining("cluster_block_exception: index [" + this.index + "] blocked by");
        block(block, "null");
        assertThat(this.sink.write(row(2, "two", 2))).isEqualTo(WriteResult.written());
    }

    @Test
    void aClosedIndexIsTransient() {
        this.sink.write(row(1, "one", 1));
        this.reader.json("POST", "/" + this.index + "/_close", "");
        assertThatExceptionOfType(TransientSinkException.class).isThrownBy(() -> this.sink.write(row(2, "two", 2)))
            .withMessageContaining("index_closed_exception");
    }

    @Test
    void aColumnThatCannotBeMappedHoldsTheTopic() {
        Schema schema = SchemaBuilder.struct().field("_id", Schema.INT64_SCHEMA).build();
        Records rows = new Records("P_" + this.index, schema, "00000000000000cc");
        assertThatExceptionOfType(TransientSinkException.class)
            .isThrownBy(() -> this.sink.write(rows.row("{\"_id\":1}", "{\"_id\":1}")))
            .withMessageContaining("_id");
    }

    @Test
    void anIndexThatWasDeletedIsMadeAgainWhenThePartitionIsOpened() {
        this.sink.write(row(1, "one", 1));
        this.reader.json("DELETE", "/" + this.index, "");
        this.sink.writer().open(new TopicPartition("P_" + this.index, 0), new CommittedOffset(0, ""));
        this.sink.write(row(1, "one", 1));
        assertThat(this.reader.mapping(this.index).get("dynamic").asString()).isEqualTo("strict");
    }

    @Test
    void twoTopicsOfOneIndexAreToldApart() {
        this.sink.write(row(1, "one", 1));
        Records others = new Records("P_" + this.index.toUpperCase(), USERS, "00000000000000aa");
        assertThatExceptionOfType(TransientSinkException.class)
            .isThrownBy(() -> this.sink.write(others.row("{\"index\":1}", "{\"index\":1}")))
            .withMessageContainingAll("P_" + this.index, "P_" + this.index.toUpperCase(), "both go to index");
    }

    @Test
    void aLargeBatchGoesOutInSeveralRequests() {
        try (WriterAlone configured = new WriterAlone(this.server, "--rowcast.search.bulk.max-bytes=1KB")) {
            TopicRecord[] batch = new TopicRecord[100];
            for (int i = 0; i < batch.length; i++) {
                batch[i] = row(i, "x".repeat(50 * i), i);
            }
            assertThat(configured.write(batch)).isEqualTo(WriteResult.written());
        }
        assertThat(this.reader.count(this.index)).isEqualTo(100);
    }

    @Test
    void theTargetIsThere() {
        this.sink.writer().check();
    }

    private TopicRecord row(long key, String name, long sequence) {
        return this.users.row("{\"index\":" + key + "}", "{\"index\":" + key + ",\"name\":\"" + name + "\",\"age\":1}",
                sequence);
    }

    private TopicRecord delete(long key, long sequence) {
        return this.users.row("{\"index\":" + key + "}", null, sequence);
    }

    private void block(String block, String value) {
        this.reader.json("PUT", "/" + this.index + "/_settings", "{\"index.blocks." + block + "\":" + value + "}");
    }

}
