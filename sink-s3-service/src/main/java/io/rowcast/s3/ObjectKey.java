package io.rowcast.s3;

import org.apache.kafka.common.TopicPartition;

/**
 * The names of objects: {@code
 *
<dir>
 * /<topic>/partition=<partition>/<topic>+<partition>+<first offset>.<extension>}. An
 * object that is built again has the name that it had, and takes its own place.
 *
 * @param dir the folder of all topics, without slashes around it; may be empty
 * @param extension such as {@code json.gz}
 */
record ObjectKey(String dir, String extension) {

    /** Returns the name of the object that begins with this offset. */
    String of(TopicPartition partition, long firstOffset) {
        return of(partition, partition, firstOffset);
    }

    /**
     * Returns the name of the object that begins with this offset.
     * @param source the partition whose folder it is in; that of dead letters is in the
     * folder of where they come from
     */
    String of(TopicPartition source, TopicPartition partition, long firstOffset) {
        return "%s%s%s+%d+%010d.%s".formatted(this.dir.isEmpty() ? "" : this.dir + "/", folder(source),
                partition.topic(), partition.partition(), firstOffset, this.extension);
    }

    private static String folder(TopicPartition partition) {
        return partition.topic() + "/partition=" + partition.partition() + "/";
    }

}
