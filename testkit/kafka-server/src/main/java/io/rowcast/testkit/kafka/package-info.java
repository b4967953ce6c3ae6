/**
 * A single Kafka node, broker and controller at once, in a JVM of its own.
 */
@NullMarked
package io.rowcast.testkit.kafka;

import org.jspecify.annotations.NullMarked;
