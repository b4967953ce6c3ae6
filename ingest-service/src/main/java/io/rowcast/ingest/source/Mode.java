package io.rowcast.ingest.source;

/** How the rows of a table that are new are found. */
public enum Mode {

    /** By a column that grows with each new row; changes of rows are not seen. */
    INCREMENTING,

    /** By the time of a row's last change. */
    TIMESTAMP,

    /** By the time of a row's last change; rows of the same time by a growing column. */
    TIMESTAMP_INCREMENTING,

    /** Not at all: the whole table is read again and again. */
    BULK

}
