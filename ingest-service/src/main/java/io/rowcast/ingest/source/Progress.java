package io.rowcast.ingest.source;

/**
 * What a pass has come to.
 *
 * @param next the position once the page is published
 * @param exhausted whether there is nothing more to be read at once
 * @param firstReading whether the rows that follow belong to the first reading
 * @param findings what was found besides rows
 */
record Progress(Position next, boolean exhausted, boolean firstReading, Findings findings) {
}
