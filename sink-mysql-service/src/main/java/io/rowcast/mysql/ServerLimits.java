package io.rowcast.mysql;

/**
 * What the server permits.
 *
 * @param maxPacket the greatest size of a statement, in bytes
 * @param localInfile whether it takes {@code LOAD DATA LOCAL INFILE}
 */
record ServerLimits(long maxPacket, boolean localInfile) {
}
