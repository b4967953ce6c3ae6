package io.rowcast.ingest.source.mysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.rowcast.ingest.SilentProxy;
import io.rowcast.ingest.source.TransactionSnapshot;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(Servers.class)
class InnodbTransactionsIT {

    private final MySqlServer server;

    private final String database = "innodb_" + UUID.randomUUID().toString().substring(0, 8);

    InnodbTransactionsIT(MySqlServer server) {
        this.server = server;
        server.createDatabase(this.database);
    }

    private Connection connect(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url, this.server.username(), this.server.password());
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void aConnectionThatIsDeadHoldsUpNoOther() throws Exception {
        String url = this.server.jdbcUrl(this.database);
        InnodbTransactions innodb = new InnodbTransactions();
        try (SilentProxy proxy = new SilentProxy(this.server.host(), this.server.port());
                Connection dead = connect(url.replace(":" + this.server.port() + "/", ":" + proxy.port() + "/"));
                Connection alive = connect(url);
                Connection writer = connect(url);
                Statement write = writer.createStatement()) {
            proxy.fallSilent();
            CompletableFuture<TransactionSnapshot> hanging = CompletableFuture.supplyAsync(() -> look(innodb, dead));
            write.execute("CREATE TABLE rows_of_it (id int PRIMARY KEY)");
            write.execute("INSERT INTO rows_of_it VALUES (1)");
            TransactionSnapshot before = innodb.look(alive);
            assertThat(hanging).isNotDone();
            assertThat(before.xmin()).isLessThan(before.xmax());
            assertThat(innodb.look(alive)).isNotNull();
            dead.abort(Runnable::run);
            assertThatThrownBy(hanging::join).hasCauseInstanceOf(SQLException.class);
        }
    }

    private static TransactionSnapshot look(InnodbTransactions innodb, Connection connection) {
        try {
            return innodb.look(connection);
        }
        catch (SQLException ex) {
            throw new CompletionException(ex);
        }
    }

}
