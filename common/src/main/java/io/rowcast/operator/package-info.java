/**
 * What operators look at: the pipeline endpoint, health that follows progress, the names
 * of the metrics; and how long to wait after a failure.
 */
@NullMarked
package io.rowcast.operator;

import org.jspecify.annotations.NullMarked;
