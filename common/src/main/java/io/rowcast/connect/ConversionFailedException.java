package io.rowcast.connect;

import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.errors.RetriableException;

/**
 * A converter failed. The message tells with what kind of exception, not that exception's
 * message: converters like to quote the value.
 */
public final class ConversionFailedException extends RuntimeException {

    private final boolean isTransient;

    ConversionFailedException(String what, RuntimeException failure) {
        super(what + ": " + kinds(failure));
        this.isTransient = isTransient(failure);
    }

    /**
     * Whether the same may succeed later, because the registry of schemas was away, busy
     * or refused the credentials.
     */
    public boolean isTransient() {
        return this.isTransient;
    }

    private static boolean isTransient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (RegistryFailures.isOfRegistry(cause)) {
                return !RegistryFailures.isLasting(cause);
            }
            if (cause instanceof RetriableException || cause instanceof TimeoutException
                    || cause instanceof org.apache.kafka.connect.errors.RetriableException
                    || (cause instanceof IOException && !isOfTheBytes(cause))) {
                return true;
            }
        }
        return false;
    }

    /** Jackson's and Avro's own failures to read bytes are IOExceptions, too. */
    private static boolean isOfTheBytes(Throwable failure) {
        String name = failure.getClass().getName();
        return failure instanceof EOFException || failure instanceof CharConversionException
                || name.contains(".jackson.") || name.startsWith("org.apache.avro.");
    }

    private static String kinds(Throwable failure) {
        Throwable cause = failure.getCause();
        String kind = failure.getClass().getSimpleName();
        return (cause != null) ? kind + " because of " + cause.getClass().getSimpleName() : kind;
    }

}
