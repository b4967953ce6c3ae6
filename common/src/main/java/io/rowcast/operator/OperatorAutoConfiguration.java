package io.rowcast.operator;

import java.util.List;
import java.util.Set;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * What every service shows to operators, made of its {@link Pipeline} and its
 * {@link ReadinessCheck}s.
 */
@AutoConfiguration(afterName = "io.rowcast.sink.runtime.SinkRuntimeAutoConfiguration")
@ConditionalOnBean(Pipeline.class)
@EnableConfigurationProperties(OperatorProperties.class)
class OperatorAutoConfiguration {

    @Bean
    OperatorToken operatorToken(OperatorProperties properties) {
        return new OperatorToken(properties.token());
    }

    @Bean
    PipelineEndpoint pipelineEndpoint(@Value("${spring.application.name}") String service, Pipeline pipeline,
            OperatorToken token) {
        return new PipelineEndpoint(service, pipeline, token);
    }

    @Bean
    RequestFields pipelineFields() {
        return new RequestFields("pipeline", Set.of("action", "position"));
    }

    @Bean
    StoppedConsumers stoppedConsumers(ApplicationEventPublisher events) {
        return new StoppedConsumers(events);
    }

    @Bean
    PipelineHealthIndicator pipelineHealthIndicator(Pipeline pipeline, ObjectProvider<ReadinessCheck> checks) {
        return new PipelineHealthIndicator(pipeline, List.copyOf(checks.orderedStream().toList()));
    }

}
