package io.rowcast.sink;

/**
 * A record that can never be written, and why.
 *
 * @param record the record, of the batch at hand
 * @param reason goes to the headers of the dead letter; its message never holds the value
 * of a row
 */
public record Rejection(TopicRecord record, Exception reason) {
}
