package io.rowcast.ingest.source;

/** What becomes of a column whose type has no mapping, such as one of an extension. */
public enum OnUnmappedColumn {

    /** The table stops and names the column. */
    FAIL,

    /** It travels as the text that the database prints. */
    TEXT,

    /** It is left out, with a warning. */
    SKIP

}
