package io.rowcast.connect;

import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.errors.DataException;

/**
 * A converter failed. The message tells with what kind of exception, not that exception's
 * message: converters like to quote the value.
 */
public final class ConversionFailedException extends RuntimeException {

    private final boolean isTransient;

    private final boolean isOfTheRecord;

    ConversionFailedException(String what, RuntimeException failure) {
        super(what + ": " + kinds(failure));
        this.isTransient = isTransient(failure);
        this.isOfTheRecord = !this.isTransient && isOfTheRecord(failure);
    }

    /**
     * Whether the same may succeed later, because the registry of schemas was away, busy
     * or refused the credentials.
     */
    public boolean isTransient() {
        return this.isTransient;
    }

    /**
     * Whether the converter says that the record is at fault, or the registry that it
     * does not know its schema. Otherwise nobody knows what has failed.
     */
    public boolean isOfTheRecord() {
        return this.isOfTheRecord;
    }

    private static boolean isOfTheRecord(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataException || cause instanceof SerializationException
                    || RegistryFailures.isOfRegistry(cause) || isOfTheBytes(cause)) {
                return true;
            }
        }
        return false;
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
