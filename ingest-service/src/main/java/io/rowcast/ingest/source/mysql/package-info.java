/**
 * MySQL as a source: its SQL, its catalog, its types, and what InnoDB tells of the
 * transactions that are open.
 */
@NullMarked
package io.rowcast.ingest.source.mysql;

import org.jspecify.annotations.NullMarked;
