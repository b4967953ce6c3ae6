package io.rowcast.mysql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.contract.ContractRow;
import io.rowcast.testkit.contract.SinkContract;
import io.rowcast.testkit.contract.SinkTarget;

/**
 * The contract of all sinks, in mode {@code insert}: in tables without a key a doubled
 * row shows.
 */
class MySqlSinkContractIT extends SinkContract {

    MySqlSinkContractIT(KafkaServer kafka, MySqlServer mysql) {
        super(kafka, new Tables(mysql, new Database(mysql)));
    }

    private record Tables(MySqlServer mysql, Database database) implements SinkTarget {

        @Override
        public Class<?> application() {
            return MySqlSinkApplication.class;
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("spring.datasource.url", this.database.url(), "spring.datasource.username",
                    this.mysql.username(), "spring.datasource.password", this.mysql.password(), "rowcast.mysql.mode",
                    "insert");
        }

        @Override
        public boolean replaces() {
            return false;
        }

        @Override
        public boolean deletes() {
            return true;
        }

        @Override
        public List<ContractRow> rows(String topic) {
            return this.database.rows("SELECT * FROM " + table(topic)).stream().map(Tables::row).toList();
        }

        private static String table(String topic) {
            return topic.substring(topic.lastIndexOf('_') + 1);
        }

        private static ContractRow row(String columns) {
            String[] values = columns.split("\\|");
            return new ContractRow(Long.parseLong(values[0]), values[1],
                    (values.length < 3 || values[2].equals("NULL")) ? null : Integer.valueOf(values[2]));
        }

        @Override
        public Optional<String> refuse(String topic) {
            this.database.execute("CREATE TABLE " + table(topic)
                    + " (id BIGINT, name LONGTEXT, CONSTRAINT CHECK (name <> 'refused'))");
            return Optional.of("{\"id\":1,\"name\":\"refused\"}");
        }

        /** More than its heap has. */
        @Override
        public int largeRows() {
            return 300;
        }

        @Override
        public void cut() {
            this.mysql.kill();
        }

        @Override
        public void restore() {
            this.mysql.start();
        }

    }

}
