package io.rowcast.mysql;

import java.util.List;
import java.util.stream.IntStream;

import io.rowcast.record.SemanticTypes;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TableDefinitionTest {

    private static final String END = ") ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE c";

    private static final Schema ID = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();

    private static String create(WriteMode mode, Schema key, Schema value) {
        return new TableDefinition(new RowShape("t", key, value), mode, "c").create();
    }

    @Test
    void upsertMakesThePrimaryKeyOfTheRecordsKey() {
        Schema row = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", SemanticTypes.string(200).optional().build())
            .build();
        assertThat(create(WriteMode.UPSERT, ID, row)).isEqualTo("CREATE TABLE IF NOT EXISTS `t` "
                + "(`id` BIGINT NOT NULL, `name` VARCHAR(200) NULL, PRIMARY KEY (`id`)" + END);
    }

    @Test
    void insertMakesAnIndexThatPermitsDuplicates() {
        assertThat(create(WriteMode.INSERT, ID, ID))
            .isEqualTo("CREATE TABLE IF NOT EXISTS `t` (`id` BIGINT NOT NULL, KEY rowcast_key (`id`)" + END);
        assertThat(create(WriteMode.INSERT, null, ID))
            .isEqualTo("CREATE TABLE IF NOT EXISTS `t` (`id` BIGINT NOT NULL" + END);
    }

    @Test
    void aColumnThatOnlyTheKeyHasIsMadeAsWell() {
        Schema row = SchemaBuilder.struct().field("name", Schema.BOOLEAN_SCHEMA).build();
        assertThat(create(WriteMode.UPSERT, ID, row)).contains("(`name` TINYINT(1) NOT NULL, `id` BIGINT NOT NULL,");
    }

    @Test
    void keysOfTextFitIntoAnIndex() {
        Schema one = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
        assertThat(create(WriteMode.UPSERT, one, one)).contains("`a` VARCHAR(255) NOT NULL");
        Schema three = SchemaBuilder.struct()
            .field("a", SemanticTypes.string(900).build())
            .field("b", Schema.STRING_SCHEMA)
            .field("c", Schema.BYTES_SCHEMA)
            .build();
        assertThat(create(WriteMode.UPSERT, three, three))
            .contains("`a` VARCHAR(256) NOT NULL, `b` VARCHAR(255) NOT NULL, `c` VARBINARY(255) NOT NULL");
    }

    @Test
    void jsonIsNoKey() {
        Schema json = SchemaBuilder.struct().field("j", SemanticTypes.json().build()).build();
        assertThatThrownBy(() -> create(WriteMode.UPSERT, json, json)).isInstanceOf(UnwritableRowException.class)
            .hasMessageContaining("key column j");
    }

    @Test
    void stringsThatMakeTheRowTooLargeAreKeptElsewhere() {
        SchemaBuilder row = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA);
        IntStream.range(0, 20).forEach(i -> row.field("s" + i, SemanticTypes.string(1_000).optional().build()));
        String sql = create(WriteMode.UPSERT, ID, row.build());
        assertThat(sql).contains("`s0` LONGTEXT NULL", "`s3` LONGTEXT NULL", "`s19` VARCHAR(1000) NULL");
    }

    @Test
    void addedColumnsMayBeNull() {
        Schema row = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("a", Schema.INT32_SCHEMA)
            .field("b", SemanticTypes.string(900).build())
            .build();
        TableDefinition definition = new TableDefinition(new RowShape("t", ID, row), WriteMode.UPSERT, "c");
        assertThat(definition.add(List.of("a", "b")))
            .isEqualTo("ALTER TABLE `t` ADD COLUMN `a` INT NULL, ADD COLUMN `b` LONGTEXT NULL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10 |  2 | DECIMAL(10,2)
            65 | 30 | DECIMAL(65,30)
             3 |  5 | DECIMAL(5,5)
             2 | -3 | DECIMAL(5,0)
            66 |  0 | LONGTEXT
            40 | 31 | LONGTEXT
            """)
    void decimalsKeepTheirDigits(int precision, int scale, String type) {
        assertThat(ColumnType.of(SemanticTypes.decimal(precision, scale).build()).sql()).isEqualTo(type);
    }

    @Test
    void decimalsWithoutAPrecisionTakeTheGreatest() {
        assertThat(ColumnType.of(Decimal.schema(4)).sql()).isEqualTo("DECIMAL(65,4)");
        assertThat(ColumnType.of(SemanticTypes.numeric().build()).sql()).isEqualTo("DECIMAL(65,30)");
    }

    @Test
    void longOrUnboundedStringsAreLargeObjects() {
        assertThat(ColumnType.of(SemanticTypes.string(1_000).build()).sql()).isEqualTo("VARCHAR(1000)");
        assertThat(ColumnType.of(SemanticTypes.string(1_001).build()).sql()).isEqualTo("LONGTEXT");
        assertThat(ColumnType.of(Schema.STRING_SCHEMA).sql()).isEqualTo("LONGTEXT");
    }

}
