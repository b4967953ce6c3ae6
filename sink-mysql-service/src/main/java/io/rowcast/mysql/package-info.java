/**
 * Rows to MySQL tables. A batch is decoded, planned ({@link io.rowcast.mysql.BatchPlan})
 * against the tables as they are ({@link io.rowcast.mysql.TableCatalog}), and written in
 * one transaction that moves the offsets first ({@link io.rowcast.mysql.WrittenOffsets}):
 * that makes every row arrive exactly once and a replica that was thought dead harmless.
 */
@NullMarked
package io.rowcast.mysql;

import org.jspecify.annotations.NullMarked;
