/**
 * Benchmarks, each a whole run with real servers and services as processes. They print
 * medians, and ratios to a baseline that is measured in turn with them: single times say
 * little on a machine that others use too.
 */
@NullMarked
package io.rowcast.bench;

import org.jspecify.annotations.NullMarked;
