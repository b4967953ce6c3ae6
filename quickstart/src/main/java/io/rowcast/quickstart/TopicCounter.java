package io.rowcast.quickstart;

/**
 * Counts the records of a topic as they come, so that a look every second does not read
 * it anew. One thread.
 */
final class TopicCounter implements AutoCloseable {

    private final TopicReader reader;

    private long count;

    TopicCounter(TopicStore topic) {
        this.reader = new TopicReader(topic);
    }

    long count() {
        this.reader.readToEnd(record -> this.count++);
        return this.count;
    }

    @Override
    public void close() {
        this.reader.close();
    }

}
