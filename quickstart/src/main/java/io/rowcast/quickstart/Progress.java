package io.rowcast.quickstart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells whether rows still arrive anywhere. A store that goes away and comes back has not
 * moved. One thread.
 */
final class Progress {

    private final Duration patience;

    private List<Long> most = List.of();

    private long movedNanos;

    Progress(Duration patience, long nanoTime) {
        this.patience = patience;
        this.movedNanos = nanoTime;
    }

    void saw(Snapshot snapshot, long nanoTime) {
        List<Long> now = snapshot.counts();
        List<Long> next = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            next.add(Math.max(now.get(i), this.most.isEmpty() ? 0 : this.most.get(i)));
        }
        if (!next.equals(this.most)) {
            this.movedNanos = nanoTime;
            this.most = next;
        }
    }

    boolean isStuck(long nanoTime) {
        return nanoTime - this.movedNanos > this.patience.toNanos();
    }

}
