package io.rowcast.sink;

import org.jspecify.annotations.Nullable;

/**
 * A failure that time cures: the target is away, busy, full, or refuses the credentials.
 * The message is shown to operators and never holds the value of a row or a secret.
 */
public final class TransientSinkException extends RuntimeException {

    public TransientSinkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

}
