package io.rowcast.connect;

import org.apache.kafka.connect.errors.DataException;

/**
 * A transformation failed on a record. The message tells which one and with what kind of
 * exception; not that exception's message, because transformations like to quote the
 * value that they could not deal with.
 */
public final class TransformFailedException extends RuntimeException {

    TransformFailedException(String step, Throwable failure) {
        super("rowcast." + step + " failed with " + failure.getClass().getSimpleName() + place(failure));
    }

    /** Of a check whose messages quote no values. */
    TransformFailedException(DataException failure) {
        super("rowcast.transforms: after all of them " + failure.getMessage());
    }

    private static String place(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return (trace.length > 0) ? " in " + trace[0].getClassName() + "." + trace[0].getMethodName() : "";
    }

}
