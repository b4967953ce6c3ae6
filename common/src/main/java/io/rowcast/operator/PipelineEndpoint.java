package io.rowcast.operator;

import java.util.List;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code GET /actuator/pipeline}: {@code {"service": .., "pipeline": [..]}}, one
 * {@link PipelineStatus} each.
 */
@Endpoint(id = "pipeline")
final class PipelineEndpoint {

    private final String service;

    private final Pipeline pipeline;

    PipelineEndpoint(String service, Pipeline pipeline) {
        this.service = service;
        this.pipeline = pipeline;
    }

    @ReadOperation
    Answer pipeline() {
        return new Answer(this.service, this.pipeline.statuses());
    }

    record Answer(String service, List<PipelineStatus> pipeline) {
    }

}
