package io.rowcast.quickstart;

import java.util.List;
import java.util.Locale;

/**
 * What is where at one moment; -1 where a store did not answer.
 *
 * @param postgres rows at the source
 * @param topic records in the topic
 * @param mysql rows in MySQL
 * @param objects objects in S3
 * @param s3 rows in them
 * @param search documents in Elasticsearch
 * @param sinks one for each sink: MySQL, S3, search
 */
record Snapshot(long postgres, long topic, long mysql, long objects, long s3, long search, List<Sink> sinks) {

    /**
     * How a sink is doing.
     *
     * @param name of the store
     * @param lag records not yet durable
     * @param delay seconds from the source to durable, of what was written last
     * @param deadLetters records that could not be written
     */
    record Sink(String name, long lag, double delay, long deadLetters) {

        private String text() {
            return String.format(Locale.ROOT, "%-6s lag %,d   delay %.3f s   dead letters %d", this.name, this.lag,
                    this.delay, this.deadLetters);
        }

    }

    /** Whether every store has every row. */
    boolean isComplete() {
        return this.topic == this.postgres && this.mysql == this.postgres && this.s3 == this.postgres
                && this.search == this.postgres;
    }

    /** Returns the rows of each store. */
    List<Long> counts() {
        return List.of(this.postgres, this.topic, this.mysql, this.s3, this.search);
    }

    /** Returns it as one line. */
    String line() {
        return String.format(Locale.ROOT, "postgres=%d topic=%d mysql=%d s3=%d (%d objects) search=%d", this.postgres,
                this.topic, this.mysql, this.s3, this.objects, this.search)
                + this.sinks.stream()
                    .map(sink -> String.format(Locale.ROOT, " | %s lag=%d delay=%.3fs dead=%d", sink.name, sink.lag,
                            sink.delay, sink.deadLetters))
                    .reduce("", String::concat);
    }

    /** Returns it as lines for a screen. */
    List<String> lines() {
        return List.of(String.format(Locale.ROOT, "PostgreSQL  %,12d rows", this.postgres),
                String.format(Locale.ROOT, "Kafka       %,12d records", this.topic),
                String.format(Locale.ROOT, "MySQL       %,12d rows       %s", this.mysql, this.sinks.get(0).text()),
                String.format(Locale.ROOT, "S3          %,12d rows       %s   objects %,d", this.s3,
                        this.sinks.get(1).text(), this.objects),
                String.format(Locale.ROOT, "Search      %,12d documents  %s", this.search, this.sinks.get(2).text()));
    }

}
