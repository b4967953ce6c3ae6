package io.rowcast.ingest.source;

import org.apache.kafka.common.header.Header;

/**
 * What transformations have made of the way of a row.
 *
 * @param topic the topic that it goes to
 * @param headers headers besides those of Rowcast
 */
public record RowRoute(String topic, Header[] headers) {
}
