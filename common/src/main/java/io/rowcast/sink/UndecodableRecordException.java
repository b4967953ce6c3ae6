package io.rowcast.sink;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of a record are not what its headers, or the configured format, say. The
 * message holds no value of a row.
 */
public final class UndecodableRecordException extends RuntimeException {

    public UndecodableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

}
