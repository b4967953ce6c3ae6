package io.rowcast.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down while any table or partition of this replica does not move, with the reason of
 * each; part of the readiness group.
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
        for (PipelineStatus status : this.pipeline.statuses()) {
            if (!status.state().isHealthy()) {
                reasons.put(status.name(), status.state() + ": " + status.lastError());
            }
        }
        return reasons.isEmpty() ? Health.up().build() : Health.down().withDetails(reasons).build();
    }

}
