package io.rowcast.ingest;

import java.time.Duration;

import io.rowcast.ingest.publish.PublishFailedException;
import io.rowcast.ingest.publish.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Joins the group of replicas that share the tables, as soon as the broker is there, and
 * leaves it at the end.
 */
final class TableOwnership implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TableOwnership.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Topics topics;

    private final MessageListenerContainer member;

    private final OwnedTables tables;

    private @Nullable Thread joining;

    TableOwnership(Topics topics, MessageListenerContainer member, OwnedTables tables) {
        this.topics = topics;
        this.member = member;
        this.tables = tables;
    }

    /** Does not wait for the broker: the service starts without it, and is not ready. */
    @Override
    public synchronized void start() {
        this.joining = Thread.ofPlatform().daemon().name("join").start(this::join);
    }

    private void join() {
        boolean isTold = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                this.topics.requireOwn();
                this.member.start();
                return;
            }
            catch (PublishFailedException ex) {
                if (!isTold) {
                    log.warn("waiting for Kafka: {}", ex.getMessage());
                    isTold = true;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void stop() {
        Thread thread = this.joining;
        this.joining = null;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(PAUSE);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
        this.member.stop();
        this.tables.awaitEnd();
    }

    @Override
    public synchronized boolean isRunning() {
        return this.joining != null;
    }

}
