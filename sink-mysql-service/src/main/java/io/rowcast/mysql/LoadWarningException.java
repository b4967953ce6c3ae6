package io.rowcast.mysql;

import java.sql.SQLException;

/**
 * {@code LOAD DATA} has changed or left out what other statements would have refused, or
 * merely has something to say. Only they tell.
 */
final class LoadWarningException extends SQLException {

    private final transient RowLayout layout;

    LoadWarningException(RowLayout layout, int errorCode) {
        super("LOAD DATA warns: error " + errorCode, "01000", errorCode);
        this.layout = layout;
    }

    RowLayout layout() {
        return this.layout;
    }

}
