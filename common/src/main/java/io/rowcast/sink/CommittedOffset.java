package io.rowcast.sink;

/**
 * What Kafka keeps for a consumer group and partition.
 *
 * @param offset the next offset to read; the beginning of the topic where nothing was
 * ever committed
 * @param metadata what the writer last committed with {@link SinkBatch#commit}, or an
 * empty string
 */
public record CommittedOffset(long offset, String metadata) {
}
