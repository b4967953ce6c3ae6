package io.rowcast.ingest.source;

/**
 * A table cannot be read as it is, until it or its configuration is changed. The message
 * names the table, the column and the way out.
 */
public final class TableStoppedException extends RuntimeException {

    public TableStoppedException(String message) {
        super(message);
    }

}
