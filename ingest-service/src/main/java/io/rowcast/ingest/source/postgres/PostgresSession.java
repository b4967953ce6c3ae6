package io.rowcast.ingest.source.postgres;

/** What a session of PostgreSQL has to be set to. */
public final class PostgresSession {

    /**
     * Settings on which the text of values depends, whatever the database, the role and
     * the zone of this JVM say. {@code DateStyle} is set by the driver itself.
     */
    public static final String SETTINGS = "SET TimeZone = 'UTC'; SET IntervalStyle = 'iso_8601'; "
            + "SET bytea_output = 'hex'; SET extra_float_digits = 3";

    private PostgresSession() {
    }

}
