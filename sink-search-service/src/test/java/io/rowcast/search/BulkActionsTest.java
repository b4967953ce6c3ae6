package io.rowcast.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.util.BinaryData;
import io.rowcast.search.SearchSinkProperties.Bulk;
import io.rowcast.sink.TopicRecord;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class BulkActionsTest {

    private final Records records = new Records("P_users", SchemaBuilder.struct().build(), "0123456789abcdef");

    @Test
    void aRowReplacesItsDocumentUnlessThatIsNewer() throws Exception {
        TopicRecord row = this.records.row("{\"index\":42}", "{\"index\":42}", 7);
        BulkOperation operation = actions(1_000, 10).action(row).operation();
        assertThat(operation.index().index()).isEqualTo("users");
        assertThat(operation.index().id()).isEqualTo("42");
        assertThat(operation.index().version()).isEqualTo(7);
        assertThat(operation.index().versionType()).isEqualTo(VersionType.External);
        assertThat(((BinaryData) operation.index().document()).asByteBuffer().array()).isSameAs(row.raw().value());
    }

    @Test
    void aTombstoneDeletesItsDocumentUnlessThatIsNewer() {
        BulkOperation operation = actions(1_000, 10).action(this.records.row("{\"index\":42}", null, 7)).operation();
        assertThat(operation.delete().id()).isEqualTo("42");
        assertThat(operation.delete().version()).isEqualTo(7);
        assertThat(operation.delete().versionType()).isEqualTo(VersionType.External);
    }

    @Test
    void theOffsetIsTheVersionOfARecordWithoutASequence() {
        this.records.foreign("1", "{}");
        assertThat(actions(1_000, 10).action(this.records.foreign("1", "{}")).operation().index().version())
            .isEqualTo(1);
    }

    @Test
    void aDocumentIsOneLine() {
        byte[] json = actions(1_000, 10).action(this.records.row("1", "{\"a\":\r\n1}\n")).json();
        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{\"a\":  1} ");
    }

    @Test
    void requestsKeepToTheirLimitsAndTheOrder() {
        BulkActions actions = actions(1_000, 3);
        List<BulkAction> all = new ArrayList<>();
        for (int size : new int[] { 10, 10, 10, 10, 5_000, 10, 700, 700 }) {
            all.add(actions.action(this.records.row("1", "x".repeat(size))));
        }
        List<List<BulkAction>> requests = actions.requests(all);
        assertThat(requests.stream().map(List::size)).containsExactly(3, 1, 1, 2, 1);
        assertThat(requests.stream().flatMap(List::stream)).containsExactlyElementsOf(all);
        assertThat(actions.requests(List.of())).isEmpty();
    }

    private static BulkActions actions(int maxBytes, int maxActions) {
        return new BulkActions(new IndexName("P_"), new Bulk(DataSize.ofBytes(Math.max(1024, maxBytes)), maxActions));
    }

}
