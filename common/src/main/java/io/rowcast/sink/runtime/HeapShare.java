package io.rowcast.sink.runtime;

/**
 * What the records of one consumer may take of the heap, so that a service of 256 MB and
 * one of 4 GB both use what they have. A record is there up to four times while it is
 * written: its bytes, its row, what the writer makes of it, and what it sends.
 *
 * @param heap the largest heap of this JVM, in bytes
 * @param consumers how many share it
 */
record HeapShare(long heap, int consumers) {

    /** No fetch is larger, however much memory there is: it would only take longer. */
    private static final long MOST = 50L << 20;

    /** Below this every fetch is one record, or a few. */
    private static final long LEAST = 1L << 20;

    /**
     * Returns the bytes of a fetch from one broker: those that were fetched, and those
     * that are on their way, as the broker keeps them. Unpacked they are some three times
     * as much.
     */
    int fetchBytes() {
        return Math.toIntExact(Math.clamp(this.heap / 32 / this.consumers, LEAST, MOST));
    }

    /**
     * Returns the bytes of a fetch from one partition, so that one does not hold the
     * others up.
     */
    int partitionFetchBytes() {
        return Math.toIntExact(Math.max(LEAST, fetchBytes() / 4));
    }

    /** Returns the bytes, unpacked, that are written at once. */
    long batchBytes() {
        return fetchBytes();
    }

}
