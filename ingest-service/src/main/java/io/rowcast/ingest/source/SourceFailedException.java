package io.rowcast.ingest.source;

/** The database did not answer, or not as expected; the same may succeed later. */
public final class SourceFailedException extends RuntimeException {

    public SourceFailedException(String message, Throwable cause) {
        super(message, cause);
    }

}
