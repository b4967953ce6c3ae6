package io.rowcast.ingest.source;

/**
 * Makes JSON of what the database prints of a value, without the value in between: the
 * very bytes that the value would become.
 */
public interface JsonText {

    /**
     * Appends the JSON of a value.
     * @param text what {@link java.sql.ResultSet#getBytes(int)} has of it
     * @return whether it knows such a text; otherwise nothing is appended, and the value
     * tells what becomes of it
     */
    boolean append(byte[] text, JsonBytes json);

}
