package io.rowcast.quickstart;

import java.net.URI;
import java.util.List;

import io.rowcast.testkit.ElasticsearchServer;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.S3Server;

/**
 * Where the rows of the table are: at the source, in the topic, and at the three targets
 * of the services.
 */
public record Stores(PostgresServer postgres, KafkaServer kafka, MySqlServer mysql, S3Server s3,
        ElasticsearchServer elasticsearch) {

    static final String DATABASE = "TEST";

    static final String TARGET = "rowcast";

    static final String BUCKET = "rowcast";

    /** Returns the rows at the source. */
    public RowStore source() {
        return SqlStore.postgres(this.postgres.jdbcUrl(DATABASE), this.postgres.username(), this.postgres.password());
    }

    public TopicStore topic() {
        return new TopicStore(this.kafka.bootstrapServers(), "P_users");
    }

    public RowStore mysqlTable() {
        return mysqlTable(TARGET);
    }

    /**
     * Returns the table that a sink-mysql-service fills in another database of the
     * server.
     */
    public RowStore mysqlTable(String database) {
        return SqlStore.mysql(mysqlUrl(database), this.mysql.username(), this.mysql.password());
    }

    public ObjectStore objects() {
        return new ObjectStore(this.s3.endpoint(), this.s3.region(), this.s3.accessKey(), this.s3.secretKey(), BUCKET,
                "topics/P_users/");
    }

    public SearchStore index() {
        return new SearchStore(URI.create(this.elasticsearch.url()), "users");
    }

    String mysqlUrl(String database) {
        return this.mysql.jdbcUrl(database) + "&createDatabaseIfNotExist=true";
    }

    /** Returns a line for each store that lets one look into it. */
    List<String> lookFurther() {
        return List.of(
                "postgres  psql postgresql://%s:%s@%s:%d/%s".formatted(this.postgres.username(),
                        this.postgres.password(), this.postgres.host(), this.postgres.port(), DATABASE),
                "kafka     bootstrap.servers=" + this.kafka.bootstrapServers() + " topic P_users",
                "mysql     mysql -h%s -P%d -u%s -p%s %s -e 'select count(*) from users'".formatted(this.mysql.host(),
                        this.mysql.port(), this.mysql.username(), this.mysql.password(), TARGET),
                "s3        curl --aws-sigv4 aws:amz:%s:s3 -u %s:%s '%s/%s?list-type=2'".formatted(this.s3.region(),
                        this.s3.accessKey(), this.s3.secretKey(), this.s3.endpoint(), BUCKET),
                "search    curl '" + this.elasticsearch.url() + "/users/_search?size=1&pretty'");
    }

}
