package io.rowcast.ingest.source;

/** What happens when the rows of a table get another schema. */
public enum SchemaChange {

    /** They are published with it. */
    FOLLOW,

    /** The table stops and tells what has changed, until the change is accepted. */
    PAUSE

}
