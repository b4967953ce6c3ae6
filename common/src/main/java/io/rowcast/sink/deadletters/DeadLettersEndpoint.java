package io.rowcast.sink.deadletters;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.rowcast.operator.OperatorToken;
import io.rowcast.operator.Reasons;
import io.rowcast.operator.RefusedRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code GET /actuator/deadletters} lists the newest dead letters and tells what is done
 * with them, {@code GET /actuator/deadletters/{partition}/{offset}} shows one,
 * {@code POST /actuator/deadletters} replays or discards them. docs/operations.md tells
 * all answers. None takes longer than 200 ms.
 */
@Endpoint(id = "deadletters")
final class DeadLettersEndpoint {

    /** What the body of a change may have. */
    static final Set<String> FIELDS = Set.of("action", "partition", "offset", "error", "since", "until", "dryRun",
            "force");

    private static final long PATIENCE_MILLIS = 150;

    private final String service;

    private final OperatedLetters letters;

    private final OperatorToken token;

    DeadLettersEndpoint(String service, OperatedLetters letters, OperatorToken token) {
        this.service = service;
        this.letters = letters;
        this.token = token;
    }

    @ReadOperation
    WebEndpointResponse<?> list(@Nullable String limit, @Nullable String error, @Nullable String since,
            @Nullable String until, @Nullable String partition) {
        try {
            Map<String, @Nullable String> fields = new HashMap<>();
            fields.put("error", error);
            fields.put("since", since);
            fields.put("until", until);
            LetterFilter filter = LetterQuery.filter(fields);
            int most = LetterQuery.limit(limit, 20, 500);
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS * 4 / 5);
            return list(this.letters.newest(partition, filter, most, deadline));
        }
        catch (RefusedRequestException ex) {
            return error(400, ex);
        }
    }

    private WebEndpointResponse<?> list(CompletableFuture<LetterSearch.Result> search) {
        LetterSearch.Result found = new LetterSearch.Result(List.of(), false);
        String reason = null;
        try {
            found = search.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException ex) {
            search.cancel(false);
            reason = "the broker has not answered in time";
        }
        catch (ExecutionException ex) {
            reason = Reasons.of(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            reason = "the service ends";
        }
        return new WebEndpointResponse<>(
                new Letters(this.service, found.letters(), found.complete(), reason, this.letters.jobs()), 200);
    }

    /** Shows one: the only answer with values of a row, so it needs the token. */
    @ReadOperation
    WebEndpointResponse<?> show(@Selector String partition, @Selector String offset) {
        var refusal = this.token.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        try {
            return show(this.letters.content(partition, LetterQuery.offset(offset)));
        }
        catch (RefusedRequestException ex) {
            return error(404, ex);
        }
    }

    private static WebEndpointResponse<?> show(CompletableFuture<LetterContent> content) {
        try {
            return new WebEndpointResponse<>(content.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS), 200);
        }
        catch (TimeoutException ex) {
            content.cancel(false);
            return error(503, new IllegalStateException("the broker has not answered in time, ask again"));
        }
        catch (ExecutionException ex) {
            return error((ex.getCause() instanceof RefusedRequestException) ? 404 : 503, ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return error(503, ex);
        }
    }

    /** Replays or discards letters, or ends that. */
    @WriteOperation
    WebEndpointResponse<?> ask(@Nullable String action, @Nullable String partition, @Nullable String offset,
            @Nullable String error, @Nullable String since, @Nullable String until, @Nullable String dryRun,
            @Nullable String force) {
        var refusal = this.token.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Map<String, @Nullable String> fields = new HashMap<>();
        fields.put("action", action);
        fields.put("partition", partition);
        fields.put("offset", offset);
        fields.put("error", error);
        fields.put("since", since);
        fields.put("until", until);
        fields.put("dryRun", dryRun);
        fields.put("force", force);
        try {
            return new WebEndpointResponse<>(this.letters.ask(fields), 202);
        }
        catch (RefusedRequestException ex) {
            return error(400, ex);
        }
    }

    private static WebEndpointResponse<?> error(int status, Exception ex) {
        return new WebEndpointResponse<>(Map.of("error", Reasons.of(ex)), status);
    }

    /**
     * The answer to {@code GET}.
     *
     * @param complete whether there was the time to look everywhere
     * @param reason why there was not
     * @param jobs the latest of each partition
     */
    record Letters(String service, List<LetterSummary> letters, boolean complete, @Nullable String reason,
            List<OperatedLetters.Job> jobs) {
    }

}
