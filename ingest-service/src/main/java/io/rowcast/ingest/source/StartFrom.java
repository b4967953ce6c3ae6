package io.rowcast.ingest.source;

/**
 * Where reading begins in a table without a cursor.
 *
 * @param text {@code beginning}, {@code latest}, or a value of the column by which the
 * mode orders the rows, from which on (itself included) they are read
 */
public record StartFrom(String text) {

    /** From the first row on. */
    public static final StartFrom BEGINNING = new StartFrom("beginning");

    private static final String LATEST = "latest";

    boolean isBeginning() {
        return equals(BEGINNING);
    }

    /** With what commits from now on; nothing that is there is read. */
    boolean isLatest() {
        return this.text.equals(LATEST);
    }

}
