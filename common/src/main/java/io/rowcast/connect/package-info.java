/**
 * What plugs in from the world of Kafka Connect, at the source as at the sinks:
 * transformations and their predicates ({@link io.rowcast.connect.TransformChain}). Any
 * class of that kind on the class path will do.
 */
@NullMarked
package io.rowcast.connect;

import org.jspecify.annotations.NullMarked;
