package io.rowcast.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.rowcast.testkit.ElasticsearchServer;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.contract.ContractRow;
import io.rowcast.testkit.contract.SinkContract;
import io.rowcast.testkit.contract.SinkTarget;

/** The contract of all sinks. */
class SearchSinkContractIT extends SinkContract {

    SearchSinkContractIT(KafkaServer kafka, ElasticsearchServer server) {
        super(kafka, new Indices(server, new IndexReader(server)));
    }

    private record Indices(ElasticsearchServer server, IndexReader reader) implements SinkTarget {

        @Override
        public Class<?> application() {
            return SearchSinkApplication.class;
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("spring.elasticsearch.uris", this.server.url(), "rowcast.search.settings.number-of-replicas",
                    "0");
        }

        @Override
        public boolean replaces() {
            return true;
        }

        @Override
        public boolean deletes() {
            return true;
        }

        @Override
        public List<ContractRow> rows(String topic) {
            return this.reader.documents(topic.substring(topic.lastIndexOf('_') + 1))
                .stream()
                .map(ContractRow::of)
                .toList();
        }

        /** What is JSON by its header goes into the bulk as it is. */
        @Override
        public Optional<String> refuse(String topic) {
            return Optional.of("{\"id\":1,\"name\":\n secret");
        }

        @Override
        public void cut() {
            this.server.kill();
        }

        @Override
        public void restore() {
            this.server.start();
        }

    }

}
