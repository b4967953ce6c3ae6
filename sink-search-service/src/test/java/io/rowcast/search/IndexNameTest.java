package io.rowcast.search;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class IndexNameTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            P_users, users
            P_Users.By-Name, users.by-name
            orders, orders
            P__audit, audit
            P_.hidden, hidden
            P_-_+a, a
            P_, p_
            P_a b:c*d, a_b_c_d
            """)
    void anIndexIsNamedAfterItsTopic(String topic, String index) {
        assertThat(new IndexName("P_").of(topic)).isEqualTo(index);
    }

}
