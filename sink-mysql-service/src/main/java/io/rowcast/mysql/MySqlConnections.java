package io.rowcast.mysql;

import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariConfig;

/**
 * What every connection has, whatever the server's defaults are. {@code RATIONALE.md}
 * gives the reason for each.
 */
final class MySqlConnections {

    /** Values are refused and never changed. */
    private static final String SQL_MODE = "STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
            + "NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO";

    /** Waiting ends: for rows, for tables, and for a client that is not heard of. */
    private static final String SESSION = "sql_mode='" + SQL_MODE
            + "',time_zone='+00:00',innodb_lock_wait_timeout=10,lock_wait_timeout=30,wait_timeout=60";

    private MySqlConnections() {
    }

    /** Sets what a configuration of one's own may change. */
    static void setDefaults(HikariConfig config, int concurrency) {
        config.setPoolName("mysql");
        // One for each consumer, one for the health check, one to spare.
        config.setMaximumPoolSize(concurrency + 2);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(10));
        config.setValidationTimeout(TimeUnit.SECONDS.toMillis(5));
        config.addDataSourceProperty("connectTimeout", TimeUnit.SECONDS.toMillis(5));
        config.addDataSourceProperty("socketTimeout", TimeUnit.SECONDS.toMillis(90));
    }

    /** Sets what the promises rest on. */
    static void enforce(HikariConfig config) {
        // A service that starts while MySQL is away waits for it.
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setKeepaliveTime(TimeUnit.SECONDS.toMillis(30));
        // The driver has to know the SQL mode to escape strings; a URL of one's own may
        // hide it from the driver, so it is set once more.
        config.addDataSourceProperty("sessionVariables", SESSION);
        config.setConnectionInitSql("SET SESSION " + SESSION);
        config.addDataSourceProperty("useLocalSessionState", true);
        // The second says to the server what RowLoad needs; it permits no file.
        config.addDataSourceProperty("allowLoadLocalInfile", false);
        config.addDataSourceProperty("allowLoadLocalInfileInPath", "/dev/null");
    }

}
