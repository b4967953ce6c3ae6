/**
 * What plugs in from the world of Kafka Connect, at the source as at the sinks:
 * transformations and their predicates ({@link io.rowcast.connect.TransformChain}), and
 * converters ({@link io.rowcast.connect.RecordConverters}). Any class of that kind on the
 * class path will do.
 */
@NullMarked
package io.rowcast.connect;

import org.jspecify.annotations.NullMarked;
