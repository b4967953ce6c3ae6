package io.rowcast.testkit.contract;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.ServiceProcess;
import org.apache.kafka.common.TopicPartition;

/**
 * Two replicas of a sink, each a JVM of its own. They take small batches, so that there
 * is a middle for everything that happens in the middle, and a dead one is noticed within
 * seconds. One thread.
 */
final class Replicas implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final ServiceProcess first;

    private final ServiceProcess second;

    Replicas(KafkaServer kafka, SinkTarget target, String prefix) {
        this.first = replica(kafka, target, prefix, 1);
        this.second = replica(kafka, target, prefix, 2);
    }

    private static ServiceProcess replica(KafkaServer kafka, SinkTarget target, String prefix, int number) {
        String log = target.application().getSimpleName() + "-" + ProcessHandle.current().pid() + "-" + number + ".log";
        return ServiceProcess.of(target.application())
            // They start, and are thrown away.
            .withJvmOption("-XX:TieredStopAtLevel=1")
            .withLog(Path.of("target", "contract", log))
            .with("spring.kafka.bootstrap-servers", kafka.bootstrapServers())
            .with("spring.kafka.consumer.group-id", prefix)
            .with("spring.kafka.consumer.max-poll-records", "50")
            .with("spring.kafka.consumer.heartbeat-interval", "300ms")
            .with("spring.kafka.consumer.properties.session.timeout.ms", "3000")
            .with("rowcast.topic-prefix", prefix)
            .with("rowcast.retry.initial", "100ms")
            .with("rowcast.retry.max", "1s")
            .with(target.settings());
    }

    void start() {
        this.first.start();
        this.second.start();
        awaitReady();
    }

    /** Waits for those that run. */
    void awaitReady() {
        all().stream().filter(ServiceProcess::isRunning).forEach(replica -> replica.awaitReady(READY_WITHIN));
    }

    ServiceProcess first() {
        return this.first;
    }

    List<ServiceProcess> all() {
        return List.of(this.first, this.second);
    }

    /** Whether the first has one of the partitions and the second another. */
    boolean share(List<TopicPartition> partitions) {
        return all().stream().allMatch(replica -> owned(replica, partitions) > 0);
    }

    /** Whether the second has all of the partitions. */
    boolean secondHas(List<TopicPartition> partitions) {
        return owned(this.second, partitions) == partitions.size();
    }

    private static long owned(ServiceProcess replica, List<TopicPartition> partitions) {
        String pipeline = pipeline(replica);
        return partitions.stream().filter(partition -> pipeline.contains("\"" + partition + "\"")).count();
    }

    /** One that does not listen yet has nothing. */
    private static String pipeline(ServiceProcess replica) {
        try {
            return replica.get("/actuator/pipeline");
        }
        catch (UncheckedIOException ex) {
            return "";
        }
    }

    @Override
    public void close() {
        this.first.close();
        this.second.close();
    }

}
