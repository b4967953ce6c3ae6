package io.rowcast.mysql;

import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.rowcast.record.SemanticTypes;
import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.SinkRejectionException;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** When rows are sent with {@code LOAD DATA}, and when not. */
@ExtendWith(Servers.class)
class LoadDataIT {

    private static final int MANY = 100;

    private static final TopicPartition PEOPLE = new TopicPartition("people", 0);

    private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();

    private static final Schema ROW = SchemaBuilder.struct()
        .field("id", Schema.INT64_SCHEMA)
        .field("name", SemanticTypes.string(20).build())
        .build();

    private final MySqlServer server;

    private final Database database;

    private HikariDataSource pool;

    LoadDataIT(MySqlServer server) {
        this.server = server;
        this.database = new Database(server);
        this.pool = this.database.pool();
    }

    @AfterEach
    void close() {
        this.pool.close();
    }

    private MySqlSinkWriter writer(WriteMode mode) {
        MySqlSinkWriter writer = new MySqlSinkWriter(this.pool, "load", new TableNames(""),
                Database.properties(mode, MANY));
        writer.open(PEOPLE, new CommittedOffset(0, ""));
        return writer;
    }

    private static void write(MySqlSinkWriter writer, int offset, int count, String name) {
        GivenRecords records = new GivenRecords();
        IntStream.range(0, count)
            .forEach(id -> records.add(PEOPLE, offset + id, new Struct(KEY).put("id", (long) id),
                    new Struct(ROW).put("id", (long) id).put("name", name)));
        writer.write(records.batch());
    }

    private int loads() {
        return Integer.parseInt(this.database.value("SHOW GLOBAL STATUS LIKE 'Com_load'").split("\\|")[1]);
    }

    private void assertLoads(int expected, Runnable action) {
        int before = loads();
        action.run();
        assertThat(loads() - before).as("statements LOAD DATA").isEqualTo(expected);
    }

    private void assertNames(int rows, String name) {
        assertThat(this.database.rows("SELECT count(*), min(name), max(name) FROM people"))
            .containsExactly(rows + "|" + name + "|" + name);
    }

    @ParameterizedTest
    @EnumSource(WriteMode.class)
    void manyRowsAreLoadedAndFewAreNot(WriteMode mode) {
        MySqlSinkWriter writer = writer(mode);
        assertLoads(0, () -> write(writer, 0, MANY - 1, "Ada"));
        assertLoads(1, () -> write(writer, MANY - 1, MANY, "Ada"));
        assertNames((mode == WriteMode.INSERT) ? 2 * MANY - 1 : MANY, "Ada");
    }

    @Test
    void rowsThatAreThereAreReplaced() {
        MySqlSinkWriter writer = writer(WriteMode.UPSERT);
        write(writer, 0, 2 * MANY, "Ada");
        assertLoads(1, () -> write(writer, 2 * MANY, 2 * MANY, "a\t b\n \\N ' %"));
        assertNames(2 * MANY, "a\t b\n \\N ' %");
    }

    @ParameterizedTest
    @ValueSource(strings = { "ALTER TABLE people ADD COLUMN note VARCHAR(10) DEFAULT 'kept'",
            "CREATE UNIQUE INDEX other ON people (id, name)",
            "CREATE TRIGGER seen AFTER UPDATE ON people FOR EACH ROW SET @seen = 1",
            "CREATE TABLE child (id BIGINT, FOREIGN KEY (id) REFERENCES people (id))",
            "ALTER TABLE people ADD FOREIGN KEY (id) REFERENCES parent (id)" })
    void aTableInWhichReplacingWouldHaveAnotherEffectIsNotLoaded(String change) {
        write(writer(WriteMode.UPSERT), 0, MANY, "Ada");
        this.database.execute("CREATE TABLE parent (id BIGINT PRIMARY KEY) SELECT id FROM people");
        this.database.execute(change);
        MySqlSinkWriter writer = writer(WriteMode.UPSERT);
        assertLoads(0, () -> write(writer, MANY, MANY, "Grace"));
        assertNames(MANY, "Grace");
    }

    @Test
    void aColumnThatMySqlComputesDoesNotHinder() {
        this.database.execute("CREATE TABLE people (id BIGINT PRIMARY KEY, name VARCHAR(20) NOT NULL, "
                + "initial CHAR(1) AS (LEFT(name, 1)) STORED)");
        MySqlSinkWriter writer = writer(WriteMode.UPSERT);
        assertLoads(1, () -> write(writer, 0, MANY, "Ada"));
        assertThat(this.database.value("SELECT DISTINCT initial FROM people")).isEqualTo("A");
    }

    @Test
    void aUserWhoCannotSeeTriggersDoesNotReplace() {
        write(writer(WriteMode.UPSERT), 0, MANY, "Ada");
        String user = "u_" + this.database.name();
        this.database.execute("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'secret'");
        this.database.execute("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER ON `" + this.database.name()
                + "`.* TO '" + user + "'@'%'");
        HikariDataSource usual = this.pool;
        try (HikariDataSource restricted = this.database.pool(user, "secret")) {
            this.pool = restricted;
            assertLoads(0, () -> write(writer(WriteMode.UPSERT), MANY, MANY, "Grace"));
            this.database.execute("GRANT TRIGGER ON `" + this.database.name() + "`.* TO '" + user + "'@'%'");
            restricted.getHikariPoolMXBean().softEvictConnections();
            assertLoads(1, () -> write(writer(WriteMode.UPSERT), 2 * MANY, MANY, "Edsger"));
        }
        finally {
            this.pool = usual;
        }
        assertNames(MANY, "Edsger");
    }

    @Test
    void tablesThatReferToOneAndCannotBeSeenKeepTheirRows() {
        write(writer(WriteMode.UPSERT), 0, MANY, "Ada");
        String hidden = new Database(this.server).name();
        this.database.execute("CREATE TABLE `%s`.orders (id BIGINT PRIMARY KEY, ".formatted(hidden)
                + "FOREIGN KEY (id) REFERENCES `%s`.people (id) ON DELETE CASCADE)".formatted(this.database.name()));
        this.database.execute("INSERT INTO `" + hidden + "`.orders SELECT id FROM people");
        String user = "f_" + this.database.name();
        this.database.execute("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'secret'");
        this.database.execute("GRANT ALL ON `" + this.database.name() + "`.* TO '" + user + "'@'%'");
        HikariDataSource usual = this.pool;
        try (HikariDataSource restricted = this.database.pool(user, "secret")) {
            this.pool = restricted;
            assertLoads(1, () -> write(writer(WriteMode.UPSERT), MANY, MANY, "Grace"));
        }
        finally {
            this.pool = usual;
        }
        assertNames(MANY, "Grace");
        assertThat(this.database.value("SELECT count(*) FROM `" + hidden + "`.orders")).isEqualTo("100");
    }

    @Test
    void aServerThatDoesNotPermitItIsSentStatements() {
        this.database.execute("SET GLOBAL local_infile = OFF");
        try {
            assertLoads(0, () -> write(writer(WriteMode.INSERT), 0, MANY, "Ada"));
        }
        finally {
            this.database.execute("SET GLOBAL local_infile = ON");
        }
        assertNames(MANY, "Ada");
    }

    @ParameterizedTest
    @EnumSource(WriteMode.class)
    void whatLoadingWouldLeaveOutOrChangeIsRejected(WriteMode mode) {
        this.database.execute("CREATE TABLE people (id BIGINT PRIMARY KEY, name VARCHAR(20) CHECK (name <> 'SECRET'))");
        MySqlSinkWriter writer = writer(mode);
        assertThatThrownBy(() -> write(writer, 0, MANY, "SECRET")).isInstanceOf(SinkRejectionException.class)
            .hasMessage("refused by MySQL: error 3819 (ER_CHECK_CONSTRAINT_VIOLATED)");
        assertThat(this.database.value("SELECT count(*) FROM people")).isEqualTo("0");
        assertLoads(1, () -> write(writer, 0, MANY, "Ada"));
        assertNames(MANY, "Ada");
    }

    @Test
    void aKeyThatIsThereAlreadyIsRejectedByInsert() {
        this.database.execute("CREATE TABLE people (id BIGINT PRIMARY KEY, name VARCHAR(20))");
        MySqlSinkWriter writer = writer(WriteMode.INSERT);
        write(writer, 0, MANY, "Ada");
        assertThatThrownBy(() -> write(writer, MANY, MANY, "Grace")).isInstanceOf(SinkRejectionException.class)
            .hasMessageContaining("1062");
        assertNames(MANY, "Ada");
    }

}
