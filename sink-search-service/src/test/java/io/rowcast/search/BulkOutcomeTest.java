package io.rowcast.search;

import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;

import co.elastic.clients.elasticsearch.core.BulkResponse;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Responses as Elasticsearch 9.5 gives them. */
class BulkOutcomeTest {

    private static final String WRITTEN = item("index", 201, null);

    private final Records records = new Records("P_users", SchemaBuilder.struct().build(), "0123456789abcdef");

    @Test
    void eachActionHasAnOutcomeOfItsOwn() {
        BulkOutcome outcome = outcome(WRITTEN, item("delete", 404, null),
                error(409, "version_conflict_engine_exception", "x"),
                error(429, "es_rejected_execution_exception", "rejected"),
                error(400, "document_parsing_exception", "[1:6] failed to parse"),
                error(503, "unavailable_shards_exception", "[users][0] primary shard is not active Timeout: [30s], "
                        + "request: [BulkShardRequest [[users][0]] containing [index {[users][secret]}]]"));
        assertThat(outcome.stale()).extracting(BulkAction::id).containsExactly("2");
        assertThat(outcome.busy()).extracting(BulkAction::id).containsExactly("3");
        assertThat(outcome.rejections()).singleElement()
            .satisfies(rejection -> assertThat(rejection.record().offset()).isEqualTo(4));
        assertThat(outcome.failure()).isEqualTo("index users: Elasticsearch answers 503, "
                + "unavailable_shards_exception: [users][0] primary shard is not active Timeout: [30s],");
    }

    @ParameterizedTest
    @CsvSource({ "400, index_closed_exception", "404, index_not_found_exception", "403, cluster_block_exception",
            "429, cluster_block_exception", "401, security_exception", "500, translog_exception",
            "405, something_new" })
    void whatAPersonCanPutRightIsNoRejection(int status, String type) {
        BulkOutcome outcome = outcome(error(status, type, "closed"));
        assertThat(outcome.rejections()).isEmpty();
        assertThat(outcome.failure()).contains(Integer.toString(status), type);
    }

    @Test
    void anAliasWithoutAnIndexToWriteToIsNoRejection() {
        assertThat(outcome(error(400, "illegal_argument_exception", "no write index is defined for alias [users]."))
            .failure()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    [1:10] failed to parse field [age] of type [integer] in document with id 'secret'. Preview of field's value: 'secret' | document_parsing_exception: field age is mapped as integer, caused by number_format_exception
                    [1:9] mapping set to strict, dynamic introduction of [nope] within [_doc] is not allowed | document_parsing_exception: field nope of _doc is not in the mapping, caused by number_format_exception
                    Document contains at least one immense term in field="name" (whose UTF8 encoding is longer), The prefix is: 'secret' | document_parsing_exception: field name is longer than 32766 bytes, caused by number_format_exception
                    [1:5] Unrecognized token 'secret': was expecting | document_parsing_exception, caused by number_format_exception
                    """)
    void aRejectionNamesTheFieldAndNeverAValue(String reason, String message) {
        BulkOutcome outcome = outcome(item("index", 400, """
                {"type":"document_parsing_exception","reason":"%s",
                 "caused_by":{"type":"number_format_exception","reason":"For input string: secret"}}"""
            .formatted(reason.replace("\"", "\\\""))));
        assertThat(outcome.rejections()).singleElement()
            .satisfies(rejection -> assertThat(rejection.reason()).hasMessage(message));
    }

    private BulkOutcome outcome(String... items) {
        List<BulkAction> actions = Stream.iterate(0, i -> i < items.length, i -> i + 1)
            .map(i -> new BulkAction(this.records.row(i.toString(), "{}"), "users", i.toString(), null))
            .toList();
        boolean errors = Stream.of(items).anyMatch(item -> item.contains("error"));
        String json = "{\"took\":1,\"errors\":" + errors + ",\"items\":[" + String.join(",", items) + "]}";
        return BulkOutcome.of(actions, BulkResponse.of(response -> response.withJson(new StringReader(json))));
    }

    private static String error(int status, String type, String reason) {
        return item("index", status, "{\"type\":\"" + type + "\",\"reason\":\"" + reason + "\"}");
    }

    private static String item(String action, int status, String error) {
        return "{\"" + action + "\":{\"_index\":\"users\",\"_id\":\"1\",\"status\":" + status
                + ((error != null) ? ",\"error\":" + error : "") + "}}";
    }

}
