package io.rowcast.sink.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.deadletters.DeadLetters;
import org.apache.kafka.common.TopicPartition;

/** The metrics of a sink, tagged with the topic. Thread-safe. */
final class SinkMetrics {

    private static final String CONSUMED = "rowcast.records.consumed";

    private static final String WRITTEN = "rowcast.records.written";

    private static final String FILTERED = "rowcast.records.filtered";

    private static final String RETRIES = "rowcast.retries";

    private static final List<String> COUNTERS = List.of(CONSUMED, WRITTEN, FILTERED, DeadLetters.METER, RETRIES);

    private final MeterRegistry registry;

    private final Timer writes;

    private final DistributionSummary batches;

    private final Map<OwnedPartition, List<Meter>> gauges = new ConcurrentHashMap<>();

    SinkMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.writes = Timer.builder("rowcast.write.seconds")
            .description("time that the target takes for a batch")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(1))
            .register(registry);
        this.batches = DistributionSummary.builder("rowcast.batch.size")
            .description("records handed to the writer at once")
            .register(registry);
    }

    /** Runs a write and measures it. */
    void write(SinkBatch batch, Runnable write) {
        if (batch.records().isEmpty()) {
            write.run();
            return;
        }
        this.batches.record(batch.records().size());
        batch.records()
            .stream()
            .collect(Collectors.groupingBy(record -> record.raw().topic(), Collectors.counting()))
            .forEach((topic, count) -> counter(CONSUMED, topic).increment(count));
        this.writes.record(write);
    }

    /**
     * Records have become durable. The delay end to end is measured on the oldest record
     * of each batch and partition: a sample that costs nothing per record and errs on the
     * slow side.
     */
    void durable(String topic, OwnedPartition.Undurable records) {
        counter(WRITTEN, topic).increment(records.count());
        delays(topic).record(Duration.ofMillis(Math.max(0, System.currentTimeMillis() - records.timestamp())));
    }

    private Timer delays(String topic) {
        return Timer.builder("rowcast.end.to.end.seconds")
            .description("from the reading of a row at the source until it is durable at the target")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(5))
            .maximumExpectedValue(Duration.ofHours(1))
            .tag("topic", topic)
            .register(this.registry);
    }

    void filtered(String topic) {
        counter(FILTERED, topic).increment();
    }

    void retried(String topic) {
        counter(RETRIES, topic).increment();
    }

    /**
     * A counter that appears with its first event hides that from whoever asks how much
     * it has grown, so all are there from now on.
     */
    void watch(OwnedPartition owned) {
        TopicPartition partition = owned.partition();
        COUNTERS.forEach(name -> counter(name, partition.topic()));
        delays(partition.topic());
        Tags tags = Tags.of("topic", partition.topic(), "partition", Integer.toString(partition.partition()));
        this.gauges.put(owned,
                List.of(Gauge.builder("rowcast.lag.records", owned, OwnedPartition::lagRecords)
                    .description("records in the topic that are not yet durable at the target")
                    .tags(tags)
                    .register(this.registry),
                        Gauge.builder("rowcast.lag.seconds", owned, OwnedPartition::lagSeconds)
                            .description("age of the oldest record that is not yet durable at the target")
                            .tags(tags)
                            .register(this.registry)));
    }

    void forget(OwnedPartition owned) {
        this.gauges.getOrDefault(owned, List.of()).forEach(this.registry::remove);
        this.gauges.remove(owned);
    }

    private Counter counter(String name, String topic) {
        return this.registry.counter(name, "topic", topic);
    }

}
