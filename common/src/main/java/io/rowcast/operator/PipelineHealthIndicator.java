package io.rowcast.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.rowcast.operator.PipelineStatus.State;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down while any table or partition of this replica does not move, with the reason of
 * each; part of the readiness group. What an operator has paused is told, and is well.
 */
final class PipelineHealthIndicator implements HealthIndicator {

    private final Pipeline pipeline;

    private final List<ReadinessCheck> checks;

    PipelineHealthIndicator(Pipeline pipeline, List<ReadinessCheck> checks) {
        this.pipeline = pipeline;
        this.checks = checks;
    }

    @Override
    public Health health() {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (ReadinessCheck check : this.checks) {
            check.failure().ifPresent(failure -> reasons.put(check.name(), failure));
        }
        List<PipelineStatus> statuses = this.pipeline.statuses();
        for (PipelineStatus status : statuses) {
            if (!status.state().isHealthy()) {
                reasons.put(status.name(), status.state() + ": " + status.lastError());
            }
        }
        Health.Builder health = reasons.isEmpty() ? Health.up() : Health.down().withDetails(reasons);
        List<String> paused = paused(statuses);
        return (paused.isEmpty() ? health : health.withDetail("paused", paused)).build();
    }

    private static List<String> paused(List<PipelineStatus> statuses) {
        return statuses.stream().filter(status -> status.state() == State.PAUSED).map(PipelineStatus::name).toList();
    }

}
