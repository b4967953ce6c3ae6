package io.rowcast.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(Servers.class)
class ServersIT {

    private final PostgresServer postgres;

    ServersIT(PostgresServer postgres) {
        this.postgres = postgres;
    }

    @BeforeAll
    static void serversRunBeforeTheFirstTest(PostgresServer postgres, MySqlServer mysql) {
        assertThat(postgres.isRunning()).isTrue();
        assertThat(mysql.isRunning()).isTrue();
    }

    @Test
    void allTestsShareOneServerOfAKind(PostgresServer postgres) {
        assertThat(postgres).isSameAs(this.postgres);
    }

    @Test
    void aTestMakesDatabasesOfItsOwn(PostgresServer postgres, MySqlServer mysql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.createDatabase("own"), postgres.username(),
                postgres.password())) {
            assertThat(connection.getCatalog()).isEqualTo("own");
        }
        try (Connection connection = DriverManager.getConnection(mysql.createDatabase("own"), mysql.username(),
                mysql.password())) {
            assertThat(connection.getCatalog()).isEqualTo("own");
        }
        try (Connection connection = DriverManager.getConnection(mysql.jdbcUrl("own"), "root", mysql.rootPassword())) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

}
