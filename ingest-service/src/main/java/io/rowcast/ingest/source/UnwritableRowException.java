package io.rowcast.ingest.source;

/**
 * The configured format has no bytes for a key or a row. The message holds no value.
 */
public final class UnwritableRowException extends RuntimeException {

    UnwritableRowException(String message) {
        super(message);
    }

}
