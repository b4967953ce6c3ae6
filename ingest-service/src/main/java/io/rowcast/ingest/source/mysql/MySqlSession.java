package io.rowcast.ingest.source.mysql;

import java.util.Map;

/** What a session of MySQL, and its driver, have to be set to. */
public final class MySqlSession {

    /**
     * Settings on which values and plans depend, whatever the server and the user say.
     * Zero dates are printed as they are, {@code char} without the blanks that pad it. A
     * result is sent as fast as it is taken, which may wait for the broker. A look for
     * 40,000 gaps needs more than the 8 MB that the optimizer may take for ranges, and
     * would read the whole table instead.
     */
    public static final String SETTINGS = "time_zone='+00:00',sql_mode='',character_set_results=utf8mb4,"
            + "range_optimizer_max_mem_size=0,optimizer_switch='derived_merge=on',net_write_timeout=600";

    /**
     * A table that somebody else has locked is tried again later: others wait for the
     * same thread.
     */
    static final String LIMITS = "lock_wait_timeout=2";

    /**
     * Settings of the driver on which reading rests. Values come as the text that the
     * server prints, row by row: so a page is never there twice.
     */
    static final Map<String, String> REQUIRED = Map.of("useServerPrepStmts", "false", "useCursorFetch", "false",
            "characterEncoding", "UTF-8", "characterSetResults", "UTF-8", "tinyInt1isBit", "false", "yearIsDateType",
            "false", "netTimeoutForStreamingResults", "0", "allowMultiQueries", "false");

    /** Settings of the driver for which others can be chosen. Times in milliseconds. */
    static final Map<String, String> DEFAULTS = Map.of("connectTimeout", "10000", "socketTimeout", "75000",
            "tcpKeepAlive", "true", "connectionAttributes", "program_name:rowcast-ingest");

    private MySqlSession() {
    }

}
