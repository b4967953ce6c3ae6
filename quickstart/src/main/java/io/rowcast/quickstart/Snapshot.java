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
     * How a sink is doing; -1 what it does not tell.
     *
     * @param name of the store
     * @param lag records not yet durable
     * @param delay seconds from the source to durable, of what was written last
     * @param deadLetters records that could not be written
     */
    record Sink(String name, long lag, double delay, long deadLetters) {

        private boolean isSilent() {
            return this.lag < 0 || this.delay < 0 || this.deadLetters < 0;
        }

        private String text() {
            return isSilent() ? String.format(Locale.ROOT, "%-6s tells nothing at the moment", this.name)
                    : String.format(Locale.ROOT, "%-6s lag %,d   delay %.3f s   dead letters %d", this.name, this.lag,
                            this.delay, this.deadLetters);
        }

        private String plain() {
            return isSilent() ? this.name + " tells nothing" : String.format(Locale.ROOT,
                    "%s lag=%d delay=%.3fs dead=%d", this.name, this.lag, this.delay, this.deadLetters);
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
                + this.sinks.stream().map(sink -> " | " + sink.plain()).reduce("", String::concat);
    }

    /** Returns it as lines for a screen. */
    List<String> lines() {
        return List.of("PostgreSQL  " + number(this.postgres, "rows"), "Kafka       " + number(this.topic, "records"),
                "MySQL       " + number(this.mysql, "rows") + this.sinks.get(0).text(),
                "S3          " + number(this.s3, "rows") + this.sinks.get(1).text()
                        + String.format(Locale.ROOT, "   objects %,d", this.objects),
                "Search      " + number(this.search, "documents") + this.sinks.get(2).text());
    }

    private static String number(long count, String what) {
        return (count >= 0) ? String.format(Locale.ROOT, "%,12d %-11s", count, what)
                : String.format(Locale.ROOT, "%12s %-11s", "-", "no answer");
    }

}
