package io.rowcast.operator;

import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.kafka.event.ConsumerStoppedEvent;

/**
 * Notices a Kafka consumer that has ended by itself, such as after an {@link Error}.
 * Nothing moves then and nothing will: it is the one thing that a restart cures, so
 * liveness fails.
 */
final class StoppedConsumers implements ApplicationListener<ConsumerStoppedEvent>, ReadinessCheck {

    private static final Logger log = LoggerFactory.getLogger(StoppedConsumers.class);

    private final ApplicationEventPublisher events;

    private volatile Optional<String> failure = Optional.empty();

    StoppedConsumers(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void onApplicationEvent(ConsumerStoppedEvent event) {
        if (event.getReason() != ConsumerStoppedEvent.Reason.NORMAL) {
            String reason = "a consumer has ended: " + event.getReason();
            log.error("{}, this service has to be restarted", reason);
            this.failure = Optional.of(reason);
            AvailabilityChangeEvent.publish(this.events, this, LivenessState.BROKEN);
        }
    }

    @Override
    public String name() {
        return "consumer";
    }

    @Override
    public Optional<String> failure() {
        return this.failure;
    }

}
