package io.rowcast.operator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that operators made to this replica, to tell them what has become of those
 * that this replica does itself. Thread-safe.
 */
public final class AskedRequests {

    private static final Logger log = LoggerFactory.getLogger(AskedRequests.class);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    /**
     * Follows a request on its way through Kafka.
     * @param key tells it from all others
     * @param write writes it to where its owner finds it
     * @return completes when it is done here, exceptionally when it is refused or has not
     * reached Kafka
     */
    public CompletableFuture<Void> follow(String key, PipelineRequest request,
            Supplier<CompletableFuture<Void>> write) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        this.waiting.put(key, answer);
        // One that another replica does is never heard of again.
        answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((done, failure) -> this.waiting.remove(key));
        write.get().whenComplete((taken, failure) -> {
            if (failure != null) {
                log.warn("{}: an operator's {} has not reached Kafka and will not be done: {}", request.name(),
                        request.action(), Reasons.of(failure));
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    /** A request was done by this replica. */
    public void done(String key) {
        CompletableFuture<Void> answer = this.waiting.get(key);
        if (answer != null) {
            answer.complete(null);
        }
    }

    /** A request will not be done. */
    public void refused(String key, RefusedRequestException refusal) {
        CompletableFuture<Void> answer = this.waiting.get(key);
        if (answer != null) {
            answer.completeExceptionally(refusal);
        }
    }

}
