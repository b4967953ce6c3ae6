package io.rowcast.ingest;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.rowcast.operator.RefusedRequestException;

/**
 * The requests that operators made to this replica, to tell them what has become of those
 * that this replica does itself. Thread-safe.
 */
final class AskedRequests {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    /** Returns what completes when a request is done here. */
    CompletableFuture<Void> expect(String key) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        this.waiting.put(key, answer);
        // One that another replica does is never heard of again.
        answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((done, failure) -> this.waiting.remove(key));
        return answer;
    }

    void done(String key) {
        CompletableFuture<Void> answer = this.waiting.get(key);
        if (answer != null) {
            answer.complete(null);
        }
    }

    void refused(String key, RefusedRequestException refusal) {
        CompletableFuture<Void> answer = this.waiting.get(key);
        if (answer != null) {
            answer.completeExceptionally(refusal);
        }
    }

}
