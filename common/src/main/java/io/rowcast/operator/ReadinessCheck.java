package io.rowcast.operator;

import java.util.Optional;

/**
 * Something without which no row moves: the broker, the database, the target. Answers at
 * once. Thread-safe.
 */
public interface ReadinessCheck {

    /** Returns what is checked, such as {@code kafka}. */
    String name();

    /** Returns the reason why it is not available, in words, or empty. */
    Optional<String> failure();

}
