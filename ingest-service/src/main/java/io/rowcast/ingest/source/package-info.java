/**
 * Reads a database, of which a {@link io.rowcast.ingest.source.Dialect} tells what others
 * have not. One pass over a table is one read-only snapshot
 * ({@link io.rowcast.ingest.source.ReadPass}):
 * <ol>
 * <li>the table or query is locked against changes of its columns, and what it looks like
 * now is compared with what is known;</li>
 * <li>one of the ways of reading ({@link io.rowcast.ingest.source.Reading}) looks for
 * what may have come below the position meanwhile: ids that were jumped over
 * ({@link io.rowcast.ingest.source.Gaps}), or rows of a window that were not sent
 * ({@link io.rowcast.ingest.source.WindowSweep});</li>
 * <li>it reads the rows above the position, and notes what may still come below
 * them;</li>
 * <li>each row becomes bytes at once ({@link io.rowcast.ingest.source.RowEncoder}),
 * transformed and in the wanted format ({@link io.rowcast.ingest.source.RowOutput}).</li>
 * </ol>
 * The result is a {@link io.rowcast.ingest.source.SourcePage} with the cursor that holds
 * once it is published.
 */
@NullMarked
package io.rowcast.ingest.source;

import org.jspecify.annotations.NullMarked;
