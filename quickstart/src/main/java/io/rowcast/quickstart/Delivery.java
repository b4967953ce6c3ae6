package io.rowcast.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The end of a finite run: waits until every store has every row, compares, and tells the
 * result.
 *
 * @param source the rows that should be everywhere
 * @param stores where they should be
 * @param patience how long nothing may move, and how long a store may take to come back
 * while it is compared
 * @param out takes the result
 */
record Delivery(RowStore source, List<RowStore> stores, Duration patience, PrintStream out) {

    /**
     * Waits and compares.
     * @param inserting of the rows
     * @param look shows how far they are
     * @return 0 if every row is everywhere with every value, 1 otherwise
     * @throws Exception if inserting fails, or the source cannot be read any more
     */
    int await(Inserting inserting, Supplier<Snapshot> look) throws Exception {
        Progress progress = new Progress(this.patience, System.nanoTime());
        while (!progress.isStuck(System.nanoTime())) {
            boolean inserted = inserting.isDone();
            Snapshot snapshot = look.get();
            if (inserted && snapshot.isComplete()) {
                return compare(this.patience);
            }
            progress.saw(snapshot, System.nanoTime());
            inserting.awaitSecond();
            LockSupport.parkNanos(inserted ? TimeUnit.MILLISECONDS.toNanos(500) : 0);
        }
        this.out.println("Nothing has moved for " + this.patience.toSeconds() + " s");
        compare(Duration.ZERO);
        return 1;
    }

    /**
     * Compares; again for a while where a store or the source cannot be read, because
     * what has ended just now comes back.
     */
    private int compare(Duration patience) throws Exception {
        long start = System.nanoTime();
        while (true) {
            boolean isLast = System.nanoTime() - start >= patience.toNanos();
            try {
                Comparison comparison = new Comparison(this.source);
                List<Long> rows = this.stores.stream().map(comparison::compare).toList();
                if (comparison.isComplete() || isLast) {
                    return tell(comparison, rows);
                }
            }
            catch (Exception ex) {
                if (isLast) {
                    throw ex;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    private int tell(Comparison comparison, List<Long> rows) {
        comparison.report().forEach(this.out::println);
        String counts = this.stores.stream()
            .map(store -> store.name() + "=" + rows.get(this.stores.indexOf(store)))
            .collect(Collectors.joining(" "));
        this.out.printf("delivered: postgres=%d %s differences=%d%n", comparison.rows(), counts,
                comparison.differences());
        return (comparison.differences() == 0) ? 0 : 1;
    }

}
