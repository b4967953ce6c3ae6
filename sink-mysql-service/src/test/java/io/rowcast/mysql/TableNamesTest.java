package io.rowcast.mysql;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TableNamesTest {

    private final TableNames names = new TableNames("P_");

    @Test
    void theTableIsTheTopicWithoutThePrefix() {
        assertThat(this.names.table("P_users")).isEqualTo("users");
        assertThat(this.names.table("users")).isEqualTo("users");
        assertThat(this.names.table("P_")).isEqualTo("P_");
    }

    @Test
    void rowcastsOwnTablesTakeNoRows() {
        assertThatThrownBy(() -> this.names.table("P_rowcast_offsets")).isInstanceOf(UnwritableRowException.class)
            .hasMessageContaining("P_rowcast_offsets");
    }

}
