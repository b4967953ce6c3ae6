package io.rowcast.sink;

import java.util.List;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;

/**
 * What became of a batch. Every record is durable unless it is rejected or held.
 *
 * @param rejections records that can never be written; all others are not affected
 * @param heldFrom for each partition of which the writer still holds records, of this or
 * of earlier batches: the offset of the first of them. The runtime commits up to it.
 * Partitions that are not named are durable up to the batch's position
 */
public record WriteResult(List<Rejection> rejections, Map<TopicPartition, Long> heldFrom) {

    private static final WriteResult WRITTEN = new WriteResult(List.of(), Map.of());

    public WriteResult {
        rejections = List.copyOf(rejections);
        heldFrom = Map.copyOf(heldFrom);
    }

    /** Everything is durable. */
    public static WriteResult written() {
        return WRITTEN;
    }

    /** Everything is durable but these. */
    public static WriteResult rejecting(List<Rejection> rejections) {
        return new WriteResult(rejections, Map.of());
    }

}
