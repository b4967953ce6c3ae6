package io.rowcast.ingest.source.postgres;

import java.util.Map;

/** What a session of PostgreSQL has to be set to. */
public final class PostgresSession {

    /**
     * Settings on which the text of values depends, whatever the database, the role and
     * the zone of this JVM say. {@code DateStyle} is set by the driver itself.
     */
    public static final String SETTINGS = "SET TimeZone = 'UTC'; SET IntervalStyle = 'iso_8601'; "
            + "SET bytea_output = 'hex'; SET extra_float_digits = 3";

    /**
     * What SQL that takes too long does, if nothing else is chosen. A table that somebody
     * else has locked is tried again later: others wait for the same thread. Costs of
     * short queries over many ranges look high enough to be compiled, which takes longer
     * than they do.
     */
    static final String LIMITS = "SET statement_timeout = '60s'; SET lock_timeout = '2s'; "
            + "SET idle_in_transaction_session_timeout = '5min'; SET jit = off";

    /**
     * Settings of the driver for which others can be chosen. Times are in seconds, that
     * of the socket longer than a statement takes, so that only a connection that is dead
     * ends this way. Without a limit of its own a login that nobody answers would last as
     * long, and the pool makes one connection after the other. A prepared statement fails
     * when its table is altered. What one fetch may take of the heap is limited; fewer
     * rows are fetched at once when they do not fit.
     */
    static final Map<String, String> DRIVER = Map.of("ApplicationName", "rowcast-ingest", "connectTimeout", "10",
            "loginTimeout", "10", "socketTimeout", "75", "tcpKeepAlive", "true", "prepareThreshold", "0",
            "maxResultBuffer", "10p");

    private PostgresSession() {
    }

}
