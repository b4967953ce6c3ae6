package io.rowcast.operator;

/** Failures in words for operators: the innermost cause tells most. */
public final class Reasons {

    private Reasons() {
    }

    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
    }

}
