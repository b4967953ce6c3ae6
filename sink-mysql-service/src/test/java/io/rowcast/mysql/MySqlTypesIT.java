package io.rowcast.mysql;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

import com.zaxxer.hikari.HikariDataSource;
import io.rowcast.record.Iso8601;
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
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Each type, its column, and its values as MySQL gives them back, whichever way they are
 * sent.
 */
@ExtendWith(Servers.class)
@ParameterizedClass
@ValueSource(ints = { 0, 1 })
class MySqlTypesIT {

    private static final TopicPartition TYPES = new TopicPartition("P_types", 0);

    private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();

    private final int loadDataMinRows;

    private final Database database;

    private final HikariDataSource pool;

    private final MySqlSinkWriter writer;

    private long next;

    MySqlTypesIT(int loadDataMinRows, MySqlServer server) {
        this.loadDataMinRows = loadDataMinRows;
        this.database = new Database(server);
        this.pool = this.database.pool();
        this.writer = new MySqlSinkWriter(this.pool, "types", new TableNames("P_"),
                Database.properties(WriteMode.UPSERT, this.loadDataMinRows));
        this.writer.open(TYPES, new CommittedOffset(0, ""));
    }

    @AfterEach
    void close() {
        this.pool.close();
    }

    private void write(Schema schema, Object... values) {
        Schema row = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).field("v", schema).build();
        GivenRecords records = new GivenRecords();
        for (Object value : values) {
            int id = (int) this.next;
            records.add(TYPES, this.next++, new Struct(KEY).put("id", id),
                    new Struct(row).put("id", id).put("v", value));
        }
        this.writer.write(records.batch());
    }

    private void assertKept(Schema schema, String columnType, Map<Object, String> values) {
        write(schema, values.keySet().toArray());
        assertThat(this.database.value("SELECT COLUMN_TYPE FROM information_schema.COLUMNS WHERE TABLE_NAME = 'types' "
                + "AND COLUMN_NAME = 'v' AND TABLE_SCHEMA = DATABASE()"))
            .isEqualTo(columnType);
        // The driver would leave out a fraction of zeros.
        String text = columnType.startsWith("date") ? "CAST(v AS CHAR)" : "v";
        assertThat(this.database.rows("SELECT " + text + " FROM types ORDER BY id"))
            .containsExactlyElementsOf(values.values());
    }

    private void assertRefused(Schema schema, Object value) {
        SinkRejectionException failure = catchThrowableOfType(SinkRejectionException.class, () -> write(schema, value));
        assertThat(failure.rejections()).as("%s", value).hasSize(1);
        this.next--;
    }

    private static Map<Object, String> values(Object... valuesAndTexts) {
        Map<Object, String> values = new LinkedHashMap<>();
        for (int i = 0; i < valuesAndTexts.length; i += 2) {
            values.put(valuesAndTexts[i], (String) valuesAndTexts[i + 1]);
        }
        return values;
    }

    @Test
    void booleans() {
        assertKept(Schema.OPTIONAL_BOOLEAN_SCHEMA, "tinyint(1)", values(true, "1", false, "0", null, "NULL"));
    }

    @Test
    void int8() {
        assertKept(Schema.INT8_SCHEMA, "tinyint", values((byte) -128, "-128", (byte) 127, "127"));
    }

    @Test
    void int16() {
        assertKept(Schema.INT16_SCHEMA, "smallint", values((short) -32768, "-32768", (short) 32767, "32767"));
    }

    @Test
    void int32() {
        assertKept(Schema.INT32_SCHEMA, "int", values(Integer.MIN_VALUE, "-2147483648", 0, "0"));
    }

    @Test
    void int64() {
        assertKept(Schema.INT64_SCHEMA, "bigint",
                values(Long.MIN_VALUE, "-9223372036854775808", Long.MAX_VALUE, "9223372036854775807"));
    }

    @Test
    void floats() {
        write(Schema.FLOAT32_SCHEMA, 0.1f, Float.MIN_VALUE, Float.MAX_VALUE, -3.4e-5f);
        assertThat(this.database.rows("SELECT v FROM types ORDER BY id").stream().map(Float::valueOf))
            .containsExactly(0.1f, Float.MIN_VALUE, Float.MAX_VALUE, -3.4e-5f);
        assertThat(this.database.value("SELECT v FROM types WHERE id = 0")).isEqualTo("0.1");
        assertRefused(Schema.FLOAT32_SCHEMA, Float.NaN);
    }

    @Test
    void doubles() {
        Double[] numbers = { 0.1, Double.MAX_VALUE, Double.MIN_NORMAL, -1.0 / 3, 1e22, 123456789012345680.0 };
        write(Schema.FLOAT64_SCHEMA, (Object[]) numbers);
        assertThat(this.database.rows("SELECT v FROM types ORDER BY id").stream().map(Double::valueOf))
            .containsExactly(numbers);
        assertRefused(Schema.FLOAT64_SCHEMA, Double.POSITIVE_INFINITY);
    }

    @Test
    void decimals() {
        assertKept(SemanticTypes.decimal(10, 2).build(), "decimal(10,2)", values(new BigDecimal("12345678.90"),
                "12345678.90", new BigDecimal("-0.01"), "-0.01", new BigDecimal("0.00"), "0.00"));
        assertRefused(SemanticTypes.decimal(12, 2).build(), new BigDecimal("1234567890.00"));
    }

    @Test
    void numerics() {
        String digits = "12345678901234567890123456789012345.123456789012345678901234567891";
        assertKept(SemanticTypes.numeric().optional().build(), "decimal(65,30)",
                values(digits, digits, "-1E+3", "-1000.000000000000000000000000000000", null, "NULL"));
        assertRefused(SemanticTypes.numeric().optional().build(), "NaN");
        assertRefused(SemanticTypes.numeric().optional().build(), "0.0000000000000000000000000000001");
    }

    @Test
    void decimalsOfWhichSomeAreNoNumbersKeepTheirColumn() {
        Schema numeric = SemanticTypes.numeric(10, 2).build();
        assertRefused(numeric, "NaN");
        assertKept(numeric, "decimal(10,2)", values("12345678.90", "12345678.90"));
        write(SemanticTypes.decimal(10, 2).optional().build(), new BigDecimal("1.50"));
        assertThat(this.database.rows("SELECT v FROM types ORDER BY id")).containsExactly("12345678.90", "1.50");
    }

    @Test
    void strings() {
        String odd = "\u0000'\"\\\n\r\t\u001a%_\uD83D\uDE00\u00e9 ";
        assertKept(SemanticTypes.string(20).optional().build(), "varchar(20)",
                values(odd, odd, "", "", "NULL ", "NULL ", null, "NULL"));
        assertRefused(SemanticTypes.string(30).optional().build(), "x".repeat(21));
    }

    @Test
    void unboundedStrings() {
        String large = "x\uD83D\uDE00".repeat(200_000);
        assertKept(Schema.STRING_SCHEMA, "longtext", values(large, large));
    }

    @Test
    void bytes() {
        assertKept(Schema.OPTIONAL_BYTES_SCHEMA, "longblob", values(ByteBuffer.wrap(new byte[] { 0, 39, 92, -1, 10 }),
                "00275cff0a", ByteBuffer.allocate(0), "", null, "NULL"));
    }

    @Test
    void uuids() {
        String uuid = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";
        assertKept(SemanticTypes.uuid().build(), "char(36)", values(uuid, uuid));
    }

    @Test
    void json() {
        assertKept(SemanticTypes.json().optional().build(), "json",
                values("{\"a\":[1,2.5,\"\u00e9\\n\"],\"b\":null}", "{\"a\": [1, 2.5, \"\u00e9\\n\"], \"b\": null}",
                        "null", "null", "18446744073709551615", "18446744073709551615", null, "NULL"));
        assertRefused(SemanticTypes.json().optional().build(), "[0.12345678901234567890]");
    }

    @Test
    void enumerations() {
        assertKept(SemanticTypes.enumeration(63).optional().build(), "varchar(63)",
                values("ok, \"so\"", "ok, \"so\"", "", "", null, "NULL"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            zoned time | 11:20:20.355755+02:00
            interval | P-1Y-2M3DT4H5M6.789S
            xml | <a b="1">ü</a>
            pair | (1,"a ""b""\","2020-01-01 00:00:00+00")
            int4range | [1,10)
            """)
    void textsOfTheSourceAreWrittenAsTheyAre(String type, String value) {
        Schema schema = switch (type) {
            case "zoned time" -> SemanticTypes.zonedTime().build();
            case "interval" -> SemanticTypes.interval().build();
            case "xml" -> SemanticTypes.xml().build();
            default -> SemanticTypes.sourceText(type).build();
        };
        assertKept(schema, "longtext", values(value, value));
    }

    @Test
    void maps() {
        Schema hstore = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA).build();
        assertKept(hstore, "json",
                values(Collections.singletonMap("a", null), "{\"a\": null}", Map.of("q", "1"), "{\"q\": \"1\"}"));
    }

    @Test
    void anArrayOfMoreDimensionsGoesIntoTheColumnOfTheOthers() {
        assertKept(SchemaBuilder.array(Schema.OPTIONAL_INT64_SCHEMA).optional().build(), "json",
                values(Arrays.asList(1L, null), "[1, null]"));
        write(SemanticTypes.json().build(), "[[1,2],[3,null]]", "\"[0:1]={1,2}\"");
        assertThat(this.database.rows("SELECT v FROM types ORDER BY id")).containsExactly("[1, null]",
                "[[1, 2], [3, null]]", "\"[0:1]={1,2}\"");
    }

    @Test
    void arrays() {
        Schema texts = SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build();
        assertKept(texts, "json", values(Arrays.asList("a\"b", null, ""), "[\"a\\\"b\", null, \"\"]", List.of(), "[]"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTC", "Asia/Kathmandu", "America/St_Johns" })
    void timestampsInAnyTimeZone(String zone) {
        inZone(zone,
                () -> assertKept(SemanticTypes.microTimestamp().optional().build(), "datetime(6)",
                        values(Iso8601.parseTimestamp("2020-06-29T11:20:20.355755"), "2020-06-29 11:20:20.355755",
                                Iso8601.parseTimestamp("2021-03-14T02:30:00"), "2021-03-14 02:30:00.000000",
                                Iso8601.parseTimestamp("0001-01-01T00:00:00"), "0001-01-01 00:00:00.000000",
                                Iso8601.parseTimestamp("9999-12-31T23:59:59.999999"), "9999-12-31 23:59:59.999999",
                                Iso8601.parseTimestamp("1969-12-31T23:59:59.999999"), "1969-12-31 23:59:59.999999",
                                null, "NULL")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTC", "Asia/Kathmandu", "America/St_Johns" })
    void zonedTimestampsAreInUtcInAnyTimeZone(String zone) {
        inZone(zone,
                () -> assertKept(SemanticTypes.zonedTimestamp().build(), "datetime(6)",
                        values("2020-06-29T11:20:20.355755Z", "2020-06-29 11:20:20.355755", "2021-03-28T01:30:00Z",
                                "2021-03-28 01:30:00.000000", "2021-03-28T01:30:00+05:45",
                                "2021-03-27 19:45:00.000000")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTC", "Asia/Kathmandu", "America/St_Johns" })
    void datesInAnyTimeZone(String zone) {
        inZone(zone,
                () -> assertKept(SemanticTypes.date().build(), "date",
                        values(Iso8601.parseDate("1917-06-03"), "1917-06-03", Iso8601.parseDate("0001-01-01"),
                                "0001-01-01", Iso8601.parseDate("1582-10-10"), "1582-10-10",
                                Iso8601.parseDate("2011-12-30"), "2011-12-30")));
    }

    @Test
    void timesOfDay() {
        write(SemanticTypes.microTime().build(), 0L, 86_399_999_999L, 86_400_000_000L, 1L);
        assertThat(this.database.rows("SELECT CAST(v AS CHAR) FROM types ORDER BY id"))
            .containsExactly("00:00:00.000000", "23:59:59.999999", "24:00:00.000000", "00:00:00.000001");
    }

    @Test
    void whatIsInfiniteOrBeforeChristIsRefused() {
        Schema timestamp = SemanticTypes.microTimestamp().build();
        write(timestamp, 0L);
        assertRefused(timestamp, SemanticTypes.TIMESTAMP_INFINITY);
        assertRefused(timestamp, Iso8601.parseTimestamp("-0043-03-15T12:00:00"));
        assertRefused(timestamp, Iso8601.parseTimestamp("0000-12-31T12:00:00"));
        assertRefused(SemanticTypes.isoTimestamp().build(), "+294276-12-31T23:59:59.999999");
        assertRefused(SemanticTypes.zonedTimestamp().build(), "+294276-12-31T23:59:59.999999Z");
    }

    @Test
    void aTableOfTheUsersOwnIsWrittenOnlyWhereItKeepsTheValues() {
        this.database.execute("CREATE TABLE types (id INT PRIMARY KEY, v DATETIME)");
        Schema timestamp = SemanticTypes.microTimestamp().build();
        write(timestamp, 1_000_000L);
        assertRefused(timestamp, 1_000_001L);
        assertThat(this.database.rows("SELECT v FROM types")).containsExactly("1970-01-01 00:00:01");
    }

    @Test
    void aLenientServerMakesNoDifference() {
        this.database.execute("CREATE TABLE types (id INT PRIMARY KEY, v TINYINT UNSIGNED)");
        this.database.execute("SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES'");
        try (HikariDataSource lenient = this.database.pool()) {
            MySqlSinkWriter other = new MySqlSinkWriter(lenient, "lenient", new TableNames("P_"),
                    Database.properties(WriteMode.UPSERT, this.loadDataMinRows));
            TopicPartition texts = new TopicPartition("P_texts", 0);
            other.open(texts, new CommittedOffset(0, ""));
            Schema row = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("v", Schema.STRING_SCHEMA)
                .build();
            Struct odd = new Struct(row).put("id", 1).put("v", "a\\'b\"\\");
            other.write(new GivenRecords().add(texts, 0, new Struct(KEY).put("id", 1), odd).batch());
            assertThat(this.database.rows("SELECT v FROM texts")).containsExactly("a\\'b\"\\");
            other.open(TYPES, new CommittedOffset(0, ""));
            Schema number = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("v", Schema.INT32_SCHEMA)
                .build();
            Struct tooLarge = new Struct(number).put("id", 1).put("v", 256);
            SinkRejectionException failure = catchThrowableOfType(SinkRejectionException.class, () -> other
                .write(new GivenRecords().add(TYPES, 0, new Struct(KEY).put("id", 1), tooLarge).batch()));
            assertThat(failure).hasMessageContaining("1264").hasMessageContaining("column v");
        }
        finally {
            this.database.execute("SET GLOBAL sql_mode = DEFAULT");
        }
    }

    /** The JVM's zone is another, and so is the server's. */
    private void inZone(String zone, Runnable test) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        this.database.execute("SET GLOBAL time_zone = '+09:00'");
        try {
            test.run();
        }
        finally {
            this.database.execute("SET GLOBAL time_zone = DEFAULT");
            TimeZone.setDefault(before);
        }
    }

}
