package io.rowcast.sink.runtime;

/**
 * So many records of a partition would be dead letters that the configuration is wrong
 * rather than the data. The partition is held: what is the matter can be mended, and
 * thousands of dead letters would have to be replayed.
 */
final class TooManyRejectionsException extends RuntimeException {

    TooManyRejectionsException(String message, Throwable cause) {
        super(message, cause);
    }

}
