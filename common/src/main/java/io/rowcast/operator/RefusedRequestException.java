package io.rowcast.operator;

/**
 * What an operator asks for can never be done. The message names what was asked for and
 * what is allowed.
 */
public final class RefusedRequestException extends RuntimeException {

    public RefusedRequestException(String message) {
        super(message);
    }

}
