package io.rowcast.mysql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.rowcast.record.SemanticTypes;
import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkRejectionException;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The writer alone, on a real MySQL, whichever way it sends rows. */
@ExtendWith(Servers.class)
@ParameterizedClass
@ValueSource(ints = { 0, 1 })
class MySqlSinkWriterIT {

    private static final TopicPartition USERS = new TopicPartition("P_users", 0);

    private static final TopicPartition MORE_USERS = new TopicPartition("P_users", 1);

    private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();

    private static final Schema ROW = SchemaBuilder.struct()
        .field("id", Schema.INT64_SCHEMA)
        .field("name", SemanticTypes.string(20).optional().build())
        .build();

    private static final String ALL = "SELECT id, name FROM users ORDER BY id, name";

    private static final String OFFSETS = "SELECT topic, partition_id, next_offset FROM rowcast_offsets ORDER BY 1, 2";

    private final int loadDataMinRows;

    private final Database database;

    private final HikariDataSource pool;

    private MySqlSinkWriter writer;

    MySqlSinkWriterIT(int loadDataMinRows, MySqlServer server) {
        this.loadDataMinRows = loadDataMinRows;
        this.database = new Database(server);
        this.pool = this.database.pool();
        this.writer = writer(this.pool, WriteMode.UPSERT);
    }

    @BeforeEach
    void openAtTheBeginning() {
        open(this.writer);
    }

    @AfterEach
    void close() {
        this.pool.close();
    }

    private MySqlSinkWriter writer(DataSource dataSource, WriteMode mode) {
        return new MySqlSinkWriter(dataSource, "sink-mysql-service", new TableNames("P_"),
                Database.properties(mode, this.loadDataMinRows));
    }

    private static void open(MySqlSinkWriter writer) {
        writer.open(USERS, new CommittedOffset(0, ""));
        writer.open(MORE_USERS, new CommittedOffset(0, ""));
    }

    private void use(WriteMode mode) {
        this.writer = writer(this.pool, mode);
        open(this.writer);
    }

    private static Struct key(long id) {
        return new Struct(KEY).put("id", id);
    }

    private static Struct row(long id, @Nullable String name) {
        return new Struct(ROW).put("id", id).put("name", name);
    }

    private static GivenRecords users(long firstOffset, String... names) {
        GivenRecords records = new GivenRecords();
        for (int i = 0; i < names.length; i++) {
            long id = firstOffset + i;
            records.add(USERS, id, key(id), row(id, names[i]));
        }
        return records;
    }

    @Test
    void rowsAndOffsetsAreThereTogether() {
        this.writer.write(users(0, "Ada", "Grace").add(MORE_USERS, 7, key(9), row(9, null)).batch());
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada", "1|Grace", "9|NULL");
        assertThat(this.database.rows(OFFSETS)).containsExactly("P_users|0|2", "P_users|1|8");
        assertThat(this.writer.open(USERS, new CommittedOffset(0, ""))).isEqualTo(2);
    }

    @Test
    void thePartitionBeginsWhereKafkaSaysWhenMySqlDoesNotKnow() {
        assertThat(this.writer.open(new TopicPartition("P_other", 3), new CommittedOffset(42, ""))).isEqualTo(42);
    }

    @Test
    void theLastRecordOfAKeyWins() {
        GivenRecords records = users(0, "Ada", "Grace", "Edsger");
        records.add(USERS, 3, key(0), row(0, "Ada Lovelace"))
            .add(USERS, 4, key(1), null)
            .add(USERS, 5, key(2), null)
            .add(USERS, 6, key(2), row(2, "Edsger again"));
        this.writer.write(records.batch());
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada Lovelace", "2|Edsger again");
    }

    @Test
    void upsertChangesRowsThatAreThere() {
        this.writer.write(users(0, "Ada", "Grace").batch());
        this.writer.write(new GivenRecords().add(USERS, 2, key(1), row(1, null)).batch());
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada", "1|NULL");
    }

    @Test
    void aTombstoneDeletes() {
        this.writer.write(new GivenRecords().add(USERS, 0, key(1), null).batch());
        this.writer.write(users(1, "Ada", "Grace").batch());
        this.writer.write(new GivenRecords().add(USERS, 3, key(1), null).batch());
        assertThat(this.database.rows(ALL)).containsExactly("2|Grace");
    }

    @Test
    void aTombstoneWithACompositeKeyDeletes() {
        Schema composite = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", SemanticTypes.string(20).build())
            .build();
        Struct one = new Struct(composite).put("id", 1L).put("name", "x");
        Struct other = new Struct(composite).put("id", 1L).put("name", "X");
        this.writer.write(new GivenRecords().add(USERS, 0, one, one).add(USERS, 1, other, other).batch());
        this.writer.write(new GivenRecords().add(USERS, 2, one, null).batch());
        assertThat(this.database.rows(ALL)).containsExactly("1|X");
    }

    @Test
    void keysThatDifferInCaseAccentsOrSpacesStayApart() {
        Schema text = SchemaBuilder.struct().field("id", SemanticTypes.string(10).build()).build();
        GivenRecords records = new GivenRecords();
        List<String> keys = List.of("a", "A", "\u00e1", "a ", "a\u0000");
        for (int i = 0; i < keys.size(); i++) {
            Struct key = new Struct(text).put("id", keys.get(i));
            records.add(USERS, i, key, key);
        }
        this.writer.write(records.batch());
        assertThat(this.database.rows("SELECT id FROM users")).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void insertKeepsEveryRecordInTheOrderOfTheOffsets() {
        use(WriteMode.INSERT);
        GivenRecords records = users(0, "Ada", "Grace");
        records.add(USERS, 2, key(0), row(0, "Ada again"))
            .add(USERS, 3, key(1), null)
            .add(USERS, 4, key(1), row(1, "Grace again"));
        this.writer.write(records.batch());
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada", "0|Ada again", "1|Grace again");
    }

    @Test
    void aPositionWithoutRecordsMoves() {
        this.writer.write(new GivenRecords().position(USERS, 5).batch());
        this.writer.write(new GivenRecords().position(USERS, 5).batch());
        assertThat(this.database.rows(OFFSETS)).containsExactly("P_users|0|5");
    }

    @Test
    void aRecordThatIsWrittenAlreadyIsPassedOver() {
        use(WriteMode.INSERT);
        this.writer.write(users(0, "Ada", "Grace").batch());
        this.writer.write(users(0, "Ada", "Grace", "Edsger").batch());
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada", "1|Grace", "2|Edsger");
    }

    @Test
    void aTopicThatIsShorterThanWhatIsWrittenHoldsThePartition() {
        this.writer.write(users(0, "Ada", "Grace").batch());
        assertThatThrownBy(() -> this.writer.write(users(0, "Ada").batch())).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("P_users-0")
            .hasMessageContaining("rowcast_offsets");
    }

    @Test
    void aReplicaThatLostThePartitionChangesNothing() {
        use(WriteMode.INSERT);
        MySqlSinkWriter zombie = writer(this.pool, WriteMode.INSERT);
        open(zombie);
        this.writer.write(users(0, "Ada").batch());
        assertThatThrownBy(() -> zombie.write(users(0, "Ada").batch())).isInstanceOf(TransientSinkException.class)
            .hasMessageContaining("another replica");
        this.writer.write(users(1, "Grace").batch());
        open(zombie);
        this.writer.write(users(2, "Edsger").batch());
        assertThatThrownBy(() -> zombie.write(users(2, "Edsger", "Alan").batch()))
            .isInstanceOf(TransientSinkException.class)
            .hasMessageContaining("another replica");
        assertThatThrownBy(() -> zombie.write(users(2, "Edsger", "Alan").batch()))
            .isInstanceOf(TransientSinkException.class)
            .hasMessageContaining("opened again");
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada", "1|Grace", "2|Edsger");
        assertThat(zombie.open(USERS, new CommittedOffset(0, ""))).isEqualTo(3);
        zombie.write(users(3, "Alan").batch());
        assertThat(this.database.rows(OFFSETS)).containsExactly("P_users|0|4");
    }

    @Test
    void aResetMovesTheOffsetForAllButAReplicaThatLostThePartition() {
        use(WriteMode.INSERT);
        this.writer.write(users(0, "Ada", "Grace").batch());
        MySqlSinkWriter zombie = writer(this.pool, WriteMode.INSERT);
        open(zombie);
        MySqlSinkWriter late = writer(this.pool, WriteMode.INSERT);
        open(late);
        this.writer.reset(USERS, 0);
        assertThat(this.writer.open(USERS, new CommittedOffset(2, ""))).isZero();
        this.writer.write(users(0, "Ada", "Grace").batch());
        // The offset is what the others know, but it has been elsewhere.
        assertThatThrownBy(() -> zombie.reset(USERS, 0)).isInstanceOf(TransientSinkException.class)
            .hasMessageContaining("another replica has written on");
        assertThatThrownBy(() -> late.write(users(2, "Edsger").batch())).isInstanceOf(TransientSinkException.class);
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada", "0|Ada", "1|Grace", "1|Grace");
        assertThat(this.database.rows(OFFSETS)).containsExactly("P_users|0|2");
    }

    @Test
    void aDeadLetterIsWrittenOnceAndNotByAReplicaThatLostThePartition() {
        TopicPartition letters = new TopicPartition("P_users.sink-mysql-service.dlq", 0);
        this.writer.write(users(0, "Ada", "Grace").batch());
        this.writer.open(letters, new CommittedOffset(7, ""));
        this.writer.write(new GivenRecords().letter(letters, 7, USERS, 0, key(0), row(0, "Ada again")).batch());
        this.writer.write(new GivenRecords().letter(letters, 7, USERS, 0, key(0), row(0, "once more")).batch());
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada again", "1|Grace");
        assertThat(this.writer.open(letters, new CommittedOffset(7, ""))).isEqualTo(8);
        MySqlSinkWriter owner = writer(this.pool, WriteMode.UPSERT);
        open(owner);
        owner.write(new GivenRecords().add(USERS, 2, key(1), row(1, "newer")).batch());
        // This one has compared the letter with all that it knows to be written.
        assertThatThrownBy(() -> this.writer
            .write(new GivenRecords().letter(letters, 8, USERS, 1, key(1), row(1, "older")).batch()))
            .isInstanceOf(TransientSinkException.class)
            .hasMessageContaining("another replica has written on");
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada again", "1|newer");
        assertThat(this.database.rows(OFFSETS)).containsExactly("P_users|0|3", letters.topic() + "|0|8");
    }

    @Test
    void aReplicaThatIsStoppedInATransactionIsNotWaitedForForEver() throws SQLException {
        this.writer.write(users(0, "Ada").batch());
        try (Connection stopped = this.pool.getConnection(); Statement statement = stopped.createStatement()) {
            statement.executeUpdate("UPDATE rowcast_offsets SET next_offset = 9");
            assertThatThrownBy(() -> this.writer.write(users(1, "Grace").batch()))
                .isInstanceOf(TransientSinkException.class)
                .hasMessageContaining("Lock wait timeout");
            stopped.rollback();
        }
        open(this.writer);
        this.writer.write(users(1, "Grace").batch());
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada", "1|Grace");
    }

    @Test
    void everySessionIsStrictInUtcAndEndsWhenItIsSilent() throws SQLException {
        try (Connection connection = this.pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@sql_mode, @@time_zone, @@wait_timeout, "
                        + "@@innodb_lock_wait_timeout, @@lock_wait_timeout, @@transaction_isolation, @@autocommit")) {
            row.next();
            assertThat(row.getString(1)).contains("STRICT_ALL_TABLES", "NO_ZERO_DATE", "NO_AUTO_VALUE_ON_ZERO");
            assertThat(row.getString(2)).isEqualTo("+00:00");
            assertThat(row.getInt(3)).isEqualTo(60);
            assertThat(row.getInt(4)).isEqualTo(10);
            assertThat(row.getInt(5)).isEqualTo(30);
            assertThat(row.getString(6)).isEqualTo("READ-COMMITTED");
            assertThat(row.getInt(7)).isZero();
        }
    }

    @Test
    void aCommitOfWhichNobodyKnowsIsFoundOut() {
        CutAfterCommit connections = new CutAfterCommit(this.pool);
        MySqlSinkWriter unlucky = writer(connections, WriteMode.INSERT);
        open(unlucky);
        connections.cut = true;
        assertThatThrownBy(() -> unlucky.write(users(0, "Ada").batch())).isInstanceOf(TransientSinkException.class);
        assertThat(unlucky.open(USERS, new CommittedOffset(0, ""))).isEqualTo(1);
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada");
    }

    @Test
    void nothingIsWrittenWhenARowIsRefusedAndTheRestFollowsWithoutIt() {
        GivenRecords records = users(0, "Ada", "a name that is too long for its column", "Edsger");
        SinkRejectionException failure = catchThrowableOfType(SinkRejectionException.class,
                () -> this.writer.write(records.batch()));
        assertThat(failure.rejections()).extracting(rejection -> rejection.record().offset()).containsExactly(1L);
        assertThat(failure.rejections()).extracting(rejection -> rejection.reason().getMessage())
            .containsExactly("column users.name: holds 20 characters");
        assertThat(this.database.rows(ALL)).isEmpty();
        this.writer.write(records.batch().without(failure.rejections().stream().map(Rejection::record).toList()));
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada", "2|Edsger");
        assertThat(this.database.rows(OFFSETS)).containsExactly("P_users|0|3");
    }

    @Test
    void whatOnlyMySqlRefusesIsRejectedWithoutAName() {
        this.writer.write(users(0, "Ada").batch());
        this.database.execute("ALTER TABLE users ADD CONSTRAINT CHECK (name <> 'SECRET')");
        SinkRejectionException failure = catchThrowableOfType(SinkRejectionException.class,
                () -> this.writer.write(users(1, "Grace", "SECRET").batch()));
        assertThat(failure.rejections()).isEmpty();
        assertThat(failure).hasMessage("refused by MySQL: error 3819 (ER_CHECK_CONSTRAINT_VIOLATED)");
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada");
        this.writer.write(users(1, "Grace").batch());
        assertThat(this.database.rows(ALL)).containsExactly("0|Ada", "1|Grace");
    }

    @Test
    void aKeyOfTheUsersOwnRejectsADuplicateInInsertMode() {
        this.database.execute("CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(20))");
        use(WriteMode.INSERT);
        this.writer.write(users(0, "Ada").batch());
        assertThatThrownBy(() -> this.writer.write(new GivenRecords().add(USERS, 1, key(0), row(0, "x")).batch()))
            .isInstanceOf(SinkRejectionException.class)
            .hasMessageContaining("1062");
    }

    @Test
    void aRowThatIsLargerThanAPacketIsRejected() {
        Schema wide = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("text", Schema.STRING_SCHEMA)
            .build();
        long packet = Long.parseLong(this.database.value("SELECT @@max_allowed_packet"));
        Struct row = new Struct(wide).put("id", 1L).put("text", "x".repeat(Math.toIntExact(packet)));
        assertThatThrownBy(() -> this.writer.write(new GivenRecords().add(USERS, 0, key(1), row).batch()))
            .isInstanceOf(SinkRejectionException.class)
            .hasMessageContaining("max_allowed_packet");
        this.writer.write(users(0, "Ada").batch());
        assertThat(this.database.value("SELECT count(*) FROM users")).isEqualTo("1");
    }

    @Test
    void rowsOfAnySizeAreWrittenInAsManyStatementsAsTheyNeed() {
        Schema wide = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("text", Schema.STRING_SCHEMA)
            .build();
        GivenRecords records = new GivenRecords();
        LongStream.range(0, 40)
            .forEach(id -> records.add(USERS, id, key(id),
                    new Struct(wide).put("id", id).put("text", "\\'".repeat(500_000))));
        this.writer.write(records.batch());
        assertThat(this.database.rows("SELECT count(*), min(length(text)), max(length(text)) FROM users"))
            .containsExactly("40|1000000|1000000");
    }

    @Test
    void aRecordWithoutAKeyIsRejectedInUpsertModeOnly() {
        GivenRecords records = new GivenRecords().add(USERS, 0, null, row(1, "Ada"));
        SinkRejectionException failure = catchThrowableOfType(SinkRejectionException.class,
                () -> this.writer.write(records.batch()));
        assertThat(failure.rejections().getFirst().reason()).hasMessageContaining("rowcast.mysql.mode upsert");
        use(WriteMode.INSERT);
        this.writer.write(records.batch());
        assertThat(this.database.rows(ALL)).containsExactly("1|Ada");
    }

    @Test
    void aTableWithAnotherPrimaryKeyTakesNoUpserts() {
        this.database.execute("CREATE TABLE users (id BIGINT, name VARCHAR(20) PRIMARY KEY)");
        SinkRejectionException failure = catchThrowableOfType(SinkRejectionException.class,
                () -> this.writer.write(users(0, "Ada").batch()));
        assertThat(failure.rejections().getFirst().reason()).hasMessageContaining("primary key [id]")
            .hasMessageContaining("[name]");
    }

    @Test
    void aNewFieldBecomesANewColumn() {
        this.writer.write(users(0, "Ada").batch());
        Schema wider = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", SemanticTypes.string(20).optional().build())
            .field("age", Schema.INT32_SCHEMA)
            .build();
        Struct grace = new Struct(wider).put("id", 1L).put("name", "Grace").put("age", 85);
        this.writer.write(users(1).add(USERS, 1, key(1), grace).add(USERS, 2, key(2), row(2, "Edsger")).batch());
        assertThat(this.database.rows("SELECT id, name, age FROM users ORDER BY id")).containsExactly("0|Ada|NULL",
                "1|Grace|85", "2|Edsger|NULL");
    }

    @Test
    void aFieldThatIsGoneOrMayBeNullLoosensItsColumn() {
        Schema strict = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", SemanticTypes.string(20).build())
            .field("age", Schema.INT32_SCHEMA)
            .build();
        Struct ada = new Struct(strict).put("id", 0L).put("name", "Ada").put("age", 36);
        this.writer.write(new GivenRecords().add(USERS, 0, key(0), ada).batch());
        this.writer.write(new GivenRecords().add(USERS, 1, key(1), row(1, null)).batch());
        assertThat(this.database.rows("SELECT id, name, age FROM users ORDER BY id")).containsExactly("0|Ada|36",
                "1|NULL|NULL");
    }

    @Test
    void withoutAutoCreateAMissingColumnRejectsAndAMissingTableWaits() {
        MySqlSinkProperties fixed = new MySqlSinkProperties(WriteMode.UPSERT, false, 100, this.loadDataMinRows,
                Duration.ofSeconds(30));
        MySqlSinkWriter careful = new MySqlSinkWriter(this.pool, "sink-mysql-service", new TableNames("P_"), fixed);
        open(careful);
        assertThatThrownBy(() -> careful.write(users(0, "Ada").batch())).isInstanceOf(TransientSinkException.class)
            .hasMessageContaining("table users does not exist");
        this.database.execute("CREATE TABLE users (id BIGINT PRIMARY KEY)");
        open(careful);
        SinkRejectionException failure = catchThrowableOfType(SinkRejectionException.class,
                () -> careful.write(users(0, "Ada").batch()));
        assertThat(failure.rejections().getFirst().reason()).hasMessageContaining("table users lacks the column name");
    }

    @Test
    void aTableThatIsDroppedMeanwhileIsMadeAgain() {
        this.writer.write(users(0, "Ada").batch());
        this.database.execute("DROP TABLE users");
        assertThatThrownBy(() -> this.writer.write(users(1, "Grace").batch()))
            .isInstanceOf(TransientSinkException.class);
        open(this.writer);
        this.writer.write(users(1, "Grace").batch());
        assertThat(this.database.rows(ALL)).containsExactly("1|Grace");
    }

    @Test
    void anyNameOfATableOrColumnIsTaken() {
        TopicPartition odd = new TopicPartition("P_a-b.c", 0);
        Schema names = SchemaBuilder.struct()
            .field("select", Schema.INT64_SCHEMA)
            .field("a`b; -- ?", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
        Struct key = new Struct(SchemaBuilder.struct().field("select", Schema.INT64_SCHEMA).build()).put("select", 1L);
        this.writer.open(odd, new CommittedOffset(0, ""));
        this.writer.write(
                new GivenRecords().add(odd, 0, key, new Struct(names).put("select", 1L).put("a`b; -- ?", "x")).batch());
        assertThat(this.database.rows("SELECT * FROM `a-b.c`")).containsExactly("1|x");
    }

    @Test
    void aDatabaseThatIsNotEmptyIsTakenAsItIs() {
        Database other = this.database;
        other.execute("DROP TABLE rowcast_offsets, rowcast_schema_history");
        other.execute("CREATE TABLE somebody_elses (id INT)");
        MySqlSinkWriter second = writer(this.pool, WriteMode.UPSERT);
        open(second);
        second.check();
        assertThat(other.rows("SHOW TABLES")).containsExactly("rowcast_offsets", "rowcast_schema_history",
                "somebody_elses");
    }

    @Test
    void checkTellsThatTheRightToWriteIsMissing(MySqlServer server) throws SQLException {
        String user = "reader_" + this.database.name();
        this.database.execute("CREATE USER " + user + " IDENTIFIED BY 'secret'");
        this.database.execute("GRANT SELECT ON " + this.database.name() + ".* TO " + user);
        try (HikariDataSource reading = this.database.pool()) {
            reading.getHikariPoolMXBean().softEvictConnections();
            reading.getHikariConfigMXBean().setUsername(user);
            reading.getHikariConfigMXBean().setPassword("secret");
            MySqlSinkWriter reader = writer(reading, WriteMode.UPSERT);
            assertThatThrownBy(reader::check).isInstanceOf(TransientSinkException.class).hasMessageContaining("denied");
        }
        this.writer.check();
    }

    /** A connection that breaks when the commit went through, but before it is known. */
    private static final class CutAfterCommit extends DelegatingDataSource {

        private boolean cut;

        CutAfterCommit(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
                    (proxy, method, arguments) -> {
                        Object result;
                        try {
                            result = method.invoke(connection, arguments);
                        }
                        catch (InvocationTargetException ex) {
                            throw ex.getCause();
                        }
                        if (this.cut && method.getName().equals("commit")) {
                            throw new SQLNonTransientConnectionException("Communications link failure", "08S01");
                        }
                        return result;
                    });
        }

    }

}
