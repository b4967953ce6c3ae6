package io.rowcast.ingest;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.springframework.context.ApplicationListener;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerRetryAuthSuccessfulEvent;
import org.springframework.kafka.event.KafkaEvent;

/**
 * Checks whether the broker lets this replica be a member of the group that shares the
 * tables. What it owns goes on meanwhile, as long as no other replica takes it over.
 * <p>
 * A consumer learns that it is refused only when it joins. One that is a member already
 * goes on in silence: its heartbeats fail, and it takes that for a broker that is away.
 * So the broker is asked what may be done with the group.
 */
final class GroupMembership implements ApplicationListener<KafkaEvent>, Runnable {

    private final Admin admin;

    private final String group;

    private volatile boolean isRefused;

    GroupMembership(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    @Override
    public void onApplicationEvent(KafkaEvent event) {
        if (event instanceof ConsumerRetryAuthEvent) {
            this.isRefused = true;
        }
        else if (event instanceof ConsumerRetryAuthSuccessfulEvent) {
            this.isRefused = false;
        }
    }

    /** Ends after five seconds at the latest. */
    @Override
    public void run() {
        if (this.isRefused || !mayRead()) {
            throw new IllegalStateException("the broker refuses the consumer group " + this.group);
        }
    }

    /**
     * A broker that does not answer, and a group that nobody has joined, refuse nobody.
     */
    private boolean mayRead() {
        try {
            Set<AclOperation> permitted = this.admin
                .describeConsumerGroups(List.of(this.group),
                        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .all()
                .get(5, TimeUnit.SECONDS)
                .get(this.group)
                .authorizedOperations();
            return permitted == null || permitted.contains(AclOperation.READ);
        }
        catch (ExecutionException ex) {
            return !(ex.getCause() instanceof AuthorizationException);
        }
        catch (TimeoutException ex) {
            return true;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

}
