package io.rowcast.ingest;

import io.rowcast.ingest.source.Dialect;
import io.rowcast.ingest.source.TableName;
import org.jspecify.annotations.Nullable;

/**
 * What the source is called.
 *
 * @param source in cursors, transactional ids and topics
 * @param prefix what stands before the name of a table in headers
 * @param defaultSchema the schema of tables that are named without one
 */
record SourceNames(String source, String prefix, String defaultSchema) {

    /**
     * Names a source.
     * @param name the configured name; null stands for that of the database
     */
    static SourceNames of(Dialect dialect, String url, @Nullable String name) {
        String database = dialect.databaseOf(url);
        String source = (name != null) ? name : database;
        if (source.isEmpty()) {
            throw new IllegalStateException(
                    "rowcast.source-name: is needed, as spring.datasource.url: '" + url + "' names no database");
        }
        String schema = dialect.defaultSchema(database);
        // A schema of MySQL is a database: its name need not stand there twice.
        boolean isSchema = name == null && !dialect.hasSchemasInDatabases();
        return new SourceNames(source, isSchema ? "" : source + ".", schema);
    }

    /** Returns the name of a table in headers. */
    String header(TableName table) {
        return this.prefix + table;
    }

}
