package io.rowcast.s3;

import java.util.List;
import java.util.Map;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.S3Server;
import io.rowcast.testkit.contract.ContractRow;
import io.rowcast.testkit.contract.SinkContract;
import io.rowcast.testkit.contract.SinkTarget;

/** The contract of all sinks, with objects that the clock and the counter complete. */
class S3SinkContractIT extends SinkContract {

    S3SinkContractIT(KafkaServer kafka, S3Server s3) {
        super(kafka, new Objects(s3, new Bucket(s3)));
    }

    private record Objects(S3Server s3, Bucket bucket) implements SinkTarget {

        @Override
        public Class<?> application() {
            return S3SinkApplication.class;
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("rowcast.s3.bucket", this.bucket.name(), "rowcast.s3.endpoint", this.s3.endpoint().toString(),
                    "rowcast.s3.path-style", "true", "rowcast.s3.access-key", this.s3.accessKey(),
                    "rowcast.s3.secret-key", this.s3.secretKey(), "rowcast.s3.rotate.records", "170",
                    "rowcast.s3.rotate.interval", "300ms", "rowcast.s3.timeout.attempt", "2s",
                    "rowcast.s3.timeout.call", "4s");
        }

        @Override
        public boolean replaces() {
            return false;
        }

        @Override
        public boolean deletes() {
            return false;
        }

        @Override
        public List<ContractRow> rows(String topic) {
            return this.bucket.lines("topics/" + topic + "/").stream().map(ContractRow::of).toList();
        }

        @Override
        public void cut() {
            this.s3.pause();
        }

        @Override
        public void restore() {
            this.s3.resume();
        }

        @Override
        public void close() {
            this.bucket.close();
        }

    }

}
