/**
 * Polls the tables of a database and publishes their rows:
 * <ol>
 * <li>the replicas share the partitions of the topic of cursors, and so the tables
 * ({@link io.rowcast.ingest.TableOwnership});</li>
 * <li>each owned partition has one thread and one producer; it finds the cursors of its
 * tables and polls them in turn ({@link io.rowcast.ingest.PartitionWorker});</li>
 * <li>a pass reads a page, publishes it together with the cursor, and goes on from there
 * ({@link io.rowcast.ingest.TablePoller}).</li>
 * </ol>
 */
@NullMarked
package io.rowcast.ingest;

import org.jspecify.annotations.NullMarked;
