package io.rowcast.operator;

import java.util.concurrent.TimeUnit;

/** Records per second over the last minute. Written by one thread, read by any. */
public final class Throughput {

    private static final int SECONDS = 60;

    private final long[] counts = new long[SECONDS];

    private long lastSecond = Long.MIN_VALUE / 2;

    public synchronized void add(long records, long nanoTime) {
        advance(nanoTime);
        this.counts[Math.floorMod(this.lastSecond, SECONDS)] += records;
    }

    public synchronized double perSecond(long nanoTime) {
        advance(nanoTime);
        long sum = 0;
        for (long count : this.counts) {
            sum += count;
        }
        return sum / (double) SECONDS;
    }

    private void advance(long nanoTime) {
        long second = TimeUnit.NANOSECONDS.toSeconds(nanoTime);
        long from = Math.max(this.lastSecond + 1, second - SECONDS + 1);
        for (long each = from; each <= second; each++) {
            this.counts[Math.floorMod(each, SECONDS)] = 0;
        }
        this.lastSecond = Math.max(this.lastSecond, second);
    }

}
