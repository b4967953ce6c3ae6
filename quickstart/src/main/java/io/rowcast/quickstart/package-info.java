/**
 * The whole pipeline on one machine: {@link io.rowcast.quickstart.Quickstart} starts the
 * servers and the services, fills the table and shows what arrives where.
 */
@NullMarked
package io.rowcast.quickstart;

import org.jspecify.annotations.NullMarked;
