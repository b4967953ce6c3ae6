package io.rowcast.mysql;

/**
 * A row, or every row of its shape, has no place in its table. The message names the
 * table and the column and what would help; it never holds a value.
 */
final class UnwritableRowException extends RuntimeException {

    UnwritableRowException(String message) {
        // Data, not a defect: a batch can have thousands, and the place tells nothing.
        super(message, null, false, false);
    }

}
