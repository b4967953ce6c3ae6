package io.rowcast.mysql;

/** What a record does to its table. */
enum WriteMode {

    /**
     * Every record becomes a row of its own: a log of what came. The table has no primary
     * key.
     */
    INSERT,

    /** A record takes the place of the row with its key, or becomes a new one. */
    UPSERT

}
