/**
 * What operators look at: the pipeline endpoint, health that follows progress, and the
 * names of the metrics.
 */
@NullMarked
package io.rowcast.operator;

import org.jspecify.annotations.NullMarked;
