package io.rowcast.operator;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code GET /actuator/pipeline}: {@code {"service": .., "pipeline": [..]}}, one
 * {@link PipelineStatus} each. {@code POST /actuator/pipeline/{name}} with
 * {@code {"action": ..}} does something with one of them; docs/operations.md tells all
 * answers. None takes longer than 200 ms.
 */
@Endpoint(id = "pipeline")
final class PipelineEndpoint {

    private static final long PATIENCE_MILLIS = 120;

    private static final int MOST_NAMES = 20;

    private final String service;

    private final Pipeline pipeline;

    private final OperatorToken token;

    PipelineEndpoint(String service, Pipeline pipeline, OperatorToken token) {
        this.service = service;
        this.pipeline = pipeline;
        this.token = token;
    }

    @ReadOperation
    Statuses pipeline() {
        return new Statuses(this.service, this.pipeline.statuses());
    }

    /** Does it, or sees to it that it is done. */
    @WriteOperation
    WebEndpointResponse<?> ask(@Selector String name, @Nullable String action, @Nullable String position) {
        var refusal = this.token.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Collection<String> names = this.pipeline.names();
        if (!names.contains(name)) {
            return error(404, "'" + name + "' is none of " + some(names));
        }
        PipelineAction known = PipelineAction.of(String.valueOf(action)).orElse(null);
        if (known == null || !this.pipeline.actions().contains(known)) {
            return error(400, "action: '" + action + "' is none of those that " + this.service + " has: "
                    + (this.pipeline.actions().isEmpty() ? "none" : PipelineAction.names(this.pipeline.actions())));
        }
        if (known.needsPosition() != (position != null)) {
            return error(400, "position: " + known + (known.needsPosition() ? " needs one" : " takes none"));
        }
        try {
            return answer(new PipelineRequest(name, known, position));
        }
        catch (RefusedRequestException ex) {
            return error(400, String.valueOf(ex.getMessage()));
        }
    }

    private WebEndpointResponse<?> answer(PipelineRequest request) {
        CompletionStage<Void> done = this.pipeline.ask(request);
        try {
            done.toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return new WebEndpointResponse<>(Outcome.of(request, true, this.pipeline.statuses()), 200);
        }
        catch (TimeoutException ex) {
            return new WebEndpointResponse<>(Outcome.of(request, false, this.pipeline.statuses()), 202);
        }
        catch (ExecutionException ex) {
            return error((ex.getCause() instanceof RefusedRequestException) ? 400 : 503, Reasons.of(ex));
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return error(503, "the service ends");
        }
    }

    private static String some(Collection<String> names) {
        String some = names.stream().sorted().limit(MOST_NAMES).collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMES;
        return names.isEmpty() ? "the names, of which there are none yet"
                : (more > 0) ? some + " and " + more + " more" : some;
    }

    private static WebEndpointResponse<?> error(int status, String message) {
        return new WebEndpointResponse<>(Map.of("error", message), status);
    }

    record Statuses(String service, List<PipelineStatus> pipeline) {
    }

    /**
     * The answer to a request that is being followed.
     *
     * @param done whether it is done; if not, {@code GET} tells when it is
     * @param status what has become of the table or partition, null where another replica
     * owns it
     */
    record Outcome(String name, String action, @Nullable String position, boolean done,
            @Nullable PipelineStatus status) {

        static Outcome of(PipelineRequest request, boolean done, List<PipelineStatus> statuses) {
            return new Outcome(request.name(), request.action().toString(), request.position(), done,
                    statuses.stream().filter(status -> status.name().equals(request.name())).findFirst().orElse(null));
        }

    }

}
