package io.rowcast.sink.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.rowcast.operator.ReadinessCheck;
import io.rowcast.operator.Reasons;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@link OperationsTopic} on a thread of its own, from the beginning, and knows
 * which topics there are. Who takes a partition over waits until everything is known that
 * was asked before: a paused partition must not be written, nor a request be done twice.
 */
final class OperationsReader implements ReadinessCheck, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OperationsReader.class);

    private static final TopicPartition PARTITION = new TopicPartition(OperationsTopic.NAME, 0);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(200);

    /** How often to look whether the topic is there, and the same as before. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final OperationsTopic topic;

    private final Operations operations;

    private final SinkTopics topics;

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    private final Thread thread;

    private volatile boolean running = true;

    private volatile Optional<String> failure = Optional.empty();

    /** What was asked before this moment is known. */
    private volatile long knownNanos = System.nanoTime() - 1;

    private volatile long wantedNanos = System.nanoTime();

    private long lookedNanos = System.nanoTime() - LOOK_NANOS;

    private Optional<Uuid> current = Optional.empty();

    private @Nullable Consumer<byte[], byte[]> consumer;

    OperationsReader(OperationsTopic topic, Operations operations, SinkTopics topics,
            Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.operations = operations;
        this.topics = topics;
        this.consumers = consumers;
        this.thread = Thread.ofPlatform().daemon().name("operations").start(this::run);
    }

    /**
     * Whether everything is known that was asked before a moment; if not, it will be
     * soon.
     * @param nanos of {@link System#nanoTime()}
     */
    boolean isKnown(long nanos) {
        if (this.knownNanos - nanos >= 0) {
            return true;
        }
        if (this.wantedNanos - nanos < 0) {
            this.wantedNanos = nanos;
        }
        return false;
    }

    @Override
    public String name() {
        return OperationsTopic.NAME;
    }

    @Override
    public Optional<String> failure() {
        return this.failure;
    }

    private void run() {
        while (this.running) {
            try {
                follow();
                report(Optional.empty());
            }
            catch (RuntimeException ex) {
                report(Optional.of(Reasons.of(ex)));
                pause(Duration.ofSeconds(1));
            }
        }
        disconnect();
    }

    private void follow() {
        Consumer<byte[], byte[]> reader = consumer();
        this.topics.refresh(reader);
        boolean wanted = this.wantedNanos - this.knownNanos > 0;
        long now = System.nanoTime();
        if (now - this.lookedNanos >= LOOK_NANOS || (wanted && this.current.isEmpty())) {
            look(reader);
            this.lookedNanos = now;
        }
        if (this.current.isEmpty()) {
            // The topic may have been made since it was looked for.
            this.knownNanos = this.lookedNanos;
            pause(POLL);
            return;
        }
        long end = wanted ? reader.endOffsets(List.of(PARTITION), TIMEOUT).get(PARTITION) : Long.MAX_VALUE;
        reader.poll(POLL).forEach(this.operations::accept);
        if (reader.position(PARTITION, TIMEOUT) >= end) {
            this.knownNanos = now;
        }
    }

    /** Begins anew where the topic is not the one that it was. */
    private void look(Consumer<byte[], byte[]> reader) {
        Optional<Uuid> id = this.topic.id();
        if (id.equals(this.current)) {
            return;
        }
        this.operations.clear();
        List<TopicPartition> assigned = id.isPresent() ? List.of(PARTITION) : List.of();
        reader.assign(assigned);
        reader.seekToBeginning(assigned);
        this.current = id;
    }

    private Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> reader = this.consumer;
        if (reader == null) {
            reader = this.consumers.get();
            this.consumer = reader;
        }
        return reader;
    }

    private void disconnect() {
        // The mark of an interruption would keep it from closing.
        Thread.interrupted();
        if (this.consumer != null) {
            this.consumer.close();
        }
    }

    private void report(Optional<String> reason) {
        if (this.running && !reason.equals(this.failure)) {
            reason.ifPresent(words -> log.warn("topic {} cannot be read: {}", OperationsTopic.NAME, words));
        }
        this.failure = reason;
    }

    private void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        }
        catch (InterruptedException ex) {
            this.running = false;
        }
    }

    @Override
    public void close() {
        this.running = false;
        this.thread.interrupt();
    }

}
