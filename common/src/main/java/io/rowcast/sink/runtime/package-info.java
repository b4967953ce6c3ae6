/**
 * The loop around a {@link io.rowcast.sink.SinkWriter}:
 * <ol>
 * <li>a partition is assigned: it is paused until the writer has opened it and said where
 * to begin ({@link io.rowcast.sink.runtime.PartitionOpener});</li>
 * <li>a poll brings records: they are handed to the writer as one batch
 * ({@link io.rowcast.sink.runtime.SinkLoop}), as the configured transformations leave
 * them ({@link io.rowcast.sink.runtime.BatchTransforms});</li>
 * <li>what is rejected is found, by splitting where need be, and goes to the dead letter
 * topic; the others are written ({@link io.rowcast.sink.runtime.BatchWriter},
 * {@link io.rowcast.sink.deadletters.DeadLetters});</li>
 * <li>what is durable is committed to Kafka;</li>
 * <li>after any other failure the partitions of the batch are paused, and opened again
 * after a while: the consumer goes on polling, so it keeps its place in the group however
 * long the target is away.</li>
 * </ol>
 * Writers do not see this package.
 */
@NullMarked
package io.rowcast.sink.runtime;

import org.jspecify.annotations.NullMarked;
