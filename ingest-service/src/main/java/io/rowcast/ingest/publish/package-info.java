/**
 * Publishes pages: rows, schema and cursor in one Kafka transaction
 * ({@link io.rowcast.ingest.publish.PartitionPublisher}). The cursors are in the
 * compacted topic {@code rowcast.cursors}; whoever owns a partition of it is the only one
 * to publish its tables.
 */
@NullMarked
package io.rowcast.ingest.publish;

import org.jspecify.annotations.NullMarked;
