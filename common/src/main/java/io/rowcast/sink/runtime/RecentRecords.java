package io.rowcast.sink.runtime;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many of a partition's latest records were rejected. For one thread.
 */
final class RecentRecords {

    private final int window;

    private final Deque<Step> steps = new ArrayDeque<>();

    private long records;

    private long rejected;

    /** Remembers this many records, and as many more as the oldest step has. */
    RecentRecords(int window) {
        this.window = window;
    }

    /** Notes what became of some records, the last of which has this offset. */
    void add(long lastOffset, int stepRecords, int stepRejected) {
        this.steps.add(new Step(lastOffset, stepRecords, stepRejected));
        this.records += stepRecords;
        this.rejected += stepRejected;
        while (this.records - this.steps.getFirst().records() >= this.window) {
            remove(this.steps.removeFirst());
        }
    }

    /** Forgets what will be read again. */
    void forgetFrom(long offset) {
        while (!this.steps.isEmpty() && this.steps.getLast().lastOffset() >= offset) {
            remove(this.steps.removeLast());
        }
    }

    private void remove(Step step) {
        this.records -= step.records();
        this.rejected -= step.rejected();
    }

    long records() {
        return this.records;
    }

    long rejected() {
        return this.rejected;
    }

    private record Step(long lastOffset, int records, int rejected) {
    }

}
