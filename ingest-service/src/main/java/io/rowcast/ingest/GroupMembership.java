package io.rowcast.ingest;

import java.util.Optional;

import io.rowcast.operator.ReadinessCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerRetryAuthSuccessfulEvent;
import org.springframework.kafka.event.KafkaEvent;

/**
 * Whether the broker lets this replica be a member of the group that shares the tables.
 * What it owns goes on meanwhile, as long as no other replica takes it over.
 */
final class GroupMembership implements ApplicationListener<KafkaEvent>, ReadinessCheck {

    private static final Logger log = LoggerFactory.getLogger(GroupMembership.class);

    private final String group;

    private volatile Optional<String> failure = Optional.empty();

    GroupMembership(String group) {
        this.group = group;
    }

    @Override
    public void onApplicationEvent(KafkaEvent event) {
        if (event instanceof ConsumerRetryAuthEvent refused && this.failure.isEmpty()) {
            String reason = "the broker refuses the consumer group " + this.group + ": " + refused.getReason();
            this.failure = Optional.of(reason);
            log.warn("{}", reason);
        }
        else if (event instanceof ConsumerRetryAuthSuccessfulEvent) {
            this.failure = Optional.empty();
            log.info("the broker takes the consumer group {} again", this.group);
        }
    }

    @Override
    public String name() {
        return "group";
    }

    @Override
    public Optional<String> failure() {
        return this.failure;
    }

}
