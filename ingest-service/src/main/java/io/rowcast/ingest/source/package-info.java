/**
 * Reads a PostgreSQL database. One pass over a table is one read-only snapshot
 * ({@link io.rowcast.ingest.source.ReadPass}):
 * <ol>
 * <li>the table is locked against changes of its columns, and what it looks like now is
 * compared with what is known;</li>
 * <li>ids that were jumped over earlier are looked for again
 * ({@link io.rowcast.ingest.source.Gaps});</li>
 * <li>the rows above the position are read, and the ids that they jump over are
 * noted;</li>
 * <li>each row becomes bytes at once ({@link io.rowcast.ingest.source.RowEncoder}).</li>
 * </ol>
 * The result is a {@link io.rowcast.ingest.source.SourcePage} with the cursor that holds
 * once it is published.
 */
@NullMarked
package io.rowcast.ingest.source;

import org.jspecify.annotations.NullMarked;
