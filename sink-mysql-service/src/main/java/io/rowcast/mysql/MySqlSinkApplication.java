package io.rowcast.mysql;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;

/**
 * Streams the rows of topics to MySQL tables. Flyway is run by {@link OffsetsMigration}
 * and not by Spring Boot, which would end the service where MySQL is away at its start.
 */
@SpringBootApplication(exclude = FlywayAutoConfiguration.class)
public class MySqlSinkApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(MySqlSinkApplication.class, args);
    }

}
