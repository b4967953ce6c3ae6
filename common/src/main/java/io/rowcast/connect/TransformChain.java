package io.rowcast.connect;

import java.util.List;

import io.rowcast.connect.TransformProperties.Transform;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/**
 * The configured transformations, for any number of threads at once. Transformations need
 * not be thread-safe, and some of Apache Kafka's are not: each thread has its own.
 *
 * @param <R> the record: {@link org.apache.kafka.connect.source.SourceRecord} or
 * {@link org.apache.kafka.connect.sink.SinkRecord}
 */
public final class TransformChain<R extends ConnectRecord<R>> implements AutoCloseable {

    private final List<Transform> transforms;

    private final Instances<TransformSteps<R>> steps;

    /** Makes the first instances. */
    public TransformChain(TransformProperties properties) {
        this.transforms = properties.transforms();
        this.steps = new Instances<>(() -> TransformSteps.of(this.transforms), TransformSteps::close);
    }

    /** Whether nothing is to be done to any record. */
    public boolean isEmpty() {
        return this.transforms.isEmpty();
    }

    /** Whether it is certain that no transformation changes a key. */
    public boolean keepsKeys() {
        return this.transforms.stream().map(Transform::type).allMatch(TransformSteps::keepsKeys);
    }

    /**
     * Takes a record through all transformations.
     * @return the record as they leave it; null where one of them drops it
     * @throws TransformFailedException when one of them fails
     */
    public @Nullable R apply(R record) {
        return this.steps.use(each -> each.apply(record));
    }

    /** Closes the transformations that are not in use. */
    @Override
    public void close() {
        this.steps.close();
    }

}
