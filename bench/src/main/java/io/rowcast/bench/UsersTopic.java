package io.rowcast.bench;

import java.util.List;
import java.util.stream.Stream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.RowTopic;

/** A topic with rows of the table {@code users}, as ingest-service writes them. */
final class UsersTopic {

    static final String NAME = "P_users";

    static final int PARTITIONS = 4;

    static final List<String> COLUMNS = List.of("index", "job", "company", "ssn", "residence", "username", "name",
            "sex", "address", "mail", "birthdate", "timestamp");

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
        List<String> values = values(i);
        StringBuilder row = new StringBuilder("{\"index\":" + i);
        for (int column = 1; column < COLUMNS.size(); column++) {
            row.append(",\"" + COLUMNS.get(column) + "\":\"" + values.get(column) + "\"");
        }
        return row.append('}').toString();
    }

    /** The values of a row as texts. */
    static List<String> values(int i) {
        return List.of(Integer.toString(i), "Systems developer " + i % 100, "Harper, Vargas and " + i % 1000,
                "498-52-" + i % 10000, i + " Michael Way, East Sarah, AZ 12345", "user" + i,
                "Christopher Smith " + i % 5000, (i % 2 == 0) ? "F" : "M", i + " Sherry Stream, TN 82411",
                "user" + i + "@example.org", "1917-06-03", "2020-06-29T11:20:20.355755");
    }

}
