package io.rowcast.bench;

import java.util.stream.Stream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.RowTopic;

/** A topic with rows of the table {@code users}, as ingest-service writes them. */
final class UsersTopic {

    static final String NAME = "P_users";

    private static final int PARTITIONS = 4;

    private static final String SCHEMA = RowTopic.struct(Stream
        .concat(Stream.concat(Stream.of(RowTopic.field("index", "int64", null, false)),
                Stream.of("job", "company", "ssn", "residence", "username", "name", "sex", "address", "mail")
                    .map(name -> RowTopic.field(name, "string", null, true))),
                Stream.of(RowTopic.field("birthdate", "int32", "io.debezium.time.Date", true),
                        RowTopic.field("timestamp", "int64", "io.debezium.time.MicroTimestamp", false)))
        .toArray(String[]::new));

    private UsersTopic() {
    }

    /** Creates the topic and fills it. */
    static void fill(KafkaServer kafka, int rows) {
        try (RowTopic topic = new RowTopic(kafka.bootstrapServers(), NAME, PARTITIONS)) {
            topic.schema("00000000000000be", SCHEMA);
            for (int i = 0; i < rows; i++) {
                topic.send(i % PARTITIONS, "{\"index\":" + i + "}", row(i));
                if (i % 10_000 == 0) {
                    topic.await();
                }
            }
            topic.await();
        }
    }

    /** A row of about 320 bytes. */
    static String row(int i) {
        return "{\"index\":" + i + field("job", "Systems developer " + i % 100)
                + field("company", "Harper, Vargas and " + i % 1000) + field("ssn", "498-52-" + i % 10000)
                + field("residence", i + " Michael Way, East Sarah, AZ 12345") + field("username", "user" + i)
                + field("name", "Christopher Smith " + i % 5000) + field("sex", (i % 2 == 0) ? "F" : "M")
                + field("address", i + " Sherry Stream, TN 82411") + field("mail", "user" + i + "@example.org")
                + field("birthdate", "1917-06-03") + field("timestamp", "2020-06-29T11:20:20.355755") + "}";
    }

    private static String field(String name, String text) {
        return ",\"" + name + "\":\"" + text + "\"";
    }

}
