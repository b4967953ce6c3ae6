package io.rowcast.ingest.source;

/**
 * A value for which its column's schema has no place. The message never tells the value.
 */
final class UnrepresentableValueException extends RuntimeException {

    UnrepresentableValueException(String message) {
        super(message);
    }

}
