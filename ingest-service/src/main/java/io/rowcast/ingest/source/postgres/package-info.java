/**
 * PostgreSQL as a source: its SQL, its catalog, its types, and what it tells of the
 * transactions that are open.
 */
@NullMarked
package io.rowcast.ingest.source.postgres;

import org.jspecify.annotations.NullMarked;
