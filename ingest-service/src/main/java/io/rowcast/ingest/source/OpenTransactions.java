package io.rowcast.ingest.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Tells since when each transaction has begun whose rows a snapshot does not show yet.
 * What lies before that time can be changed by nobody any more. Knows no database.
 * <p>
 * What was open is taken from the look before: a transaction that ends between a snapshot
 * and a look at those that are open is in neither. Where a look could not tell of each
 * when it began, the time is that of an earlier snapshot of which all have ended.
 */
public final class OpenTransactions {

    /** At such a time nothing is known. */
    public static final Instant UNKNOWN = Instant.EPOCH;

    private static final int MOST_SAMPLES = 200;

    private final List<Sample> samples = new ArrayList<>();

    private @Nullable Look previous;

    /**
     * Returns the time for a snapshot.
     * @param look made in the transaction of the snapshot
     */
    public Instant since(TransactionSnapshot snapshot, Look look) {
        Look before = this.previous;
        Instant since = UNKNOWN;
        if (before != null) {
            since = before.isComplete() ? before.oldest() : earlier(before.oldest(), allEndedBefore(snapshot));
        }
        this.previous = look;
        note(new Sample(look.began(), snapshot.xmax()));
        return since;
    }

    private Instant allEndedBefore(TransactionSnapshot snapshot) {
        return this.samples.reversed()
            .stream()
            .filter(sample -> snapshot.isBeyond(sample.fence()))
            .map(Sample::time)
            .findFirst()
            .orElse(UNKNOWN);
    }

    /** The older the samples are, the farther apart they may be. */
    private void note(Sample sample) {
        this.samples.add(sample);
        if (this.samples.size() > MOST_SAMPLES) {
            for (int i = MOST_SAMPLES - 1; i > 0; i -= 2) {
                this.samples.remove(i);
            }
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /**
     * A look at the transactions that are open.
     *
     * @param began when the look began
     * @param oldest when the oldest of them began; {@code began} where there is none
     * @param isComplete whether it is known of each that was writing when it began
     */
    public record Look(Instant began, Instant oldest, boolean isComplete) {
    }

    private record Sample(Instant time, long fence) {
    }

}
