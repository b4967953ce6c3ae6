package io.rowcast.ingest.source.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import io.rowcast.ingest.source.Mode;
import io.rowcast.ingest.source.OnUnmappedColumn;
import io.rowcast.ingest.source.SchemaChange;
import io.rowcast.ingest.source.SourceRelation.Look;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.StartFrom;
import io.rowcast.ingest.source.TableName;
import io.rowcast.ingest.source.Tracking;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(Servers.class)
class TableCatalogIT {

    private static final String ABOVE_ONE = "EXISTS (SELECT 1 FROM people AS t WHERE t.\"id\" > 1)";

    private final PostgresServer server;

    private final String database = "catalog_" + UUID.randomUUID().toString().substring(0, 8);

    private final TableCatalog catalog = new TableCatalog(
            new SourceTable(new TableName("public", "people"), null,
                    new Tracking(Mode.INCREMENTING, "id", new Tracking.Timestamps(List.of(), ZoneOffset.UTC),
                            Duration.ZERO, Duration.ZERO, StartFrom.BEGINNING),
                    List.of(), 100, OnUnmappedColumn.FAIL, SchemaChange.FOLLOW));

    TableCatalogIT(PostgresServer server) {
        this.server = server;
        server.createDatabase(this.database);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(this.server.jdbcUrl(this.database), this.server.username(),
                this.server.password());
    }

    /** A connection without a transaction needs no other round trip to be given back. */
    @Test
    void anIdleTableIsLookedAtWithoutLeavingATransaction() throws SQLException {
        try (Connection connection = connect();
                Connection other = connect();
                Statement statement = other.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE people (id int PRIMARY KEY); INSERT INTO people VALUES (1)");
            Look idle = this.catalog.lookIfIdle(connection, ABOVE_ONE);
            assertThat(idle).isNotNull();
            assertThat(transaction(connection)).isEqualTo(TransactionState.IDLE);
            Look whole = this.catalog.look(connection);
            assertThat(idle.definition()).isEqualTo(whole.definition());
            assertThat(idle.identity()).isEqualTo(whole.identity());
            connection.rollback();
            statement.execute("INSERT INTO people VALUES (2)");
            assertThat(this.catalog.lookIfIdle(connection, ABOVE_ONE)).isNull();
            assertThat(transaction(connection)).isEqualTo(TransactionState.IDLE);
            statement.execute("ALTER TABLE people RENAME id TO number");
            assertThat(this.catalog.lookIfIdle(connection, ABOVE_ONE)).isNull();
            assertThat(transaction(connection)).isEqualTo(TransactionState.IDLE);
            connection.createStatement().execute("SET lock_timeout = '10ms'");
            connection.commit();
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE people IN ACCESS EXCLUSIVE MODE");
            assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> this.catalog.lookIfIdle(connection, ABOVE_ONE.replace("id", "number")))
                .withMessageContaining("lock timeout");
        }
    }

    private static TransactionState transaction(Connection connection) throws SQLException {
        return ((PgConnection) connection.unwrap(PGConnection.class)).getTransactionState();
    }

}
