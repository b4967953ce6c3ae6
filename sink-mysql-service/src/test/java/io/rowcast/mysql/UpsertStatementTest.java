package io.rowcast.mysql;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UpsertStatementTest {

    private final UpsertStatement users = new UpsertStatement("users", List.of("index", "name"), List.of("index"));

    private final UpsertStatement orders = new UpsertStatement("orders", List.of("day", "number", "sum"),
            List.of("day", "number"));

    @Test
    void insertAddsAsManyRowsAsAsked() {
        assertThat(this.users.insert(1)).isEqualTo("INSERT INTO `users` (`index`,`name`) VALUES (?,?)");
        assertThat(this.users.insert(3)).isEqualTo("INSERT INTO `users` (`index`,`name`) VALUES (?,?),(?,?),(?,?)");
    }

    @Test
    void upsertChangesAllButTheKey() {
        assertThat(this.orders.upsert(2)).isEqualTo("INSERT INTO `orders` (`day`,`number`,`sum`) VALUES (?,?,?),(?,?,?)"
                + " ON DUPLICATE KEY UPDATE `sum`=VALUES(`sum`)");
    }

    @Test
    void upsertOfNothingButAKeyChangesNothing() {
        UpsertStatement keys = new UpsertStatement("t", List.of("a", "b"), List.of("a", "b"));
        assertThat(keys.upsert(1)).endsWith(" ON DUPLICATE KEY UPDATE `a`=VALUES(`a`)");
    }

    @Test
    void deleteNamesTheKeys() {
        assertThat(this.users.delete(3)).isEqualTo("DELETE FROM `users` WHERE `index` IN (?,?,?)");
        assertThat(this.orders.delete(2)).isEqualTo("DELETE FROM `orders` WHERE (`day`,`number`) IN ((?,?),(?,?))");
    }

    @Test
    void anyNameIsQuoted() {
        UpsertStatement odd = new UpsertStatement("a`b; DROP", List.of("c`", "d e"), List.of("c`"));
        assertThat(odd.insert(1)).isEqualTo("INSERT INTO `a``b; DROP` (`c```,`d e`) VALUES (?,?)");
    }

}
