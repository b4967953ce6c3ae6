package io.rowcast.ingest.source;

/**
 * A value for which its column's schema has no place. The message never tells the value.
 */
public final class UnrepresentableValueException extends RuntimeException {

    public UnrepresentableValueException(String message) {
        super(message);
    }

}
