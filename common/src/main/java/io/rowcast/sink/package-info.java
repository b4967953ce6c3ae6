/**
 * The sink contract: a sink service implements {@link io.rowcast.sink.SinkWriter},
 * decides in one class which failures of its client are transient and which reject a
 * record, and the runtime does the rest.
 */
@NullMarked
package io.rowcast.sink;

import org.jspecify.annotations.NullMarked;
