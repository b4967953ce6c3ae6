package io.rowcast.ingest.source.mysql;

import java.util.List;

import io.rowcast.ingest.source.IdRanges;
import io.rowcast.ingest.source.RowComparison;
import io.rowcast.ingest.source.TableName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MySqlSqlTest {

    @Test
    void namesMayHaveAnyCharacter() {
        assertThat(MySqlSql.table(new TableName("my`app", "a b"))).isEqualTo("`my``app`.`a b`");
    }

    @Test
    void rangesAreConstants() {
        IdRanges.Builder ranges = new IdRanges.Builder();
        ranges.add(Long.MIN_VALUE, -1);
        ranges.add(7, 7);
        assertThat(MySqlSql.rowsInRanges("`db`.`t`", "`id`", ranges.build()))
            .isEqualTo("SELECT t.* FROM `db`.`t` AS t WHERE t.`id` BETWEEN -9223372036854775808 AND -1 "
                    + "OR t.`id` BETWEEN 7 AND 7 LIMIT ?");
    }

    @Test
    void rowsAreComparedColumnByColumnWithTheIndex() {
        assertThat(MySqlSql.above(List.of("t.a"), List.of("?")))
            .isEqualTo(new RowComparison("((t.a > ?))", List.of(0)));
        assertThat(MySqlSql.above(List.of("t.a", "t.b", "t.c"), List.of("?", "UNHEX(?)", "?")))
            .isEqualTo(new RowComparison(
                    "((t.a > ?) OR (t.a = ? AND t.b > UNHEX(?)) " + "OR (t.a = ? AND t.b = UNHEX(?) AND t.c > ?))",
                    List.of(0, 0, 1, 0, 1, 2)));
    }

}
