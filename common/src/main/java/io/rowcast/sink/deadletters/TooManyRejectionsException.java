package io.rowcast.sink.deadletters;

/**
 * So many records of a partition would be dead letters that the configuration is wrong
 * rather than the data. The partition is held: what is the matter can be mended, and
 * thousands of dead letters would have to be replayed.
 */
public final class TooManyRejectionsException extends RuntimeException {

    public TooManyRejectionsException(String message, Throwable cause) {
        super(message, cause);
    }

}
