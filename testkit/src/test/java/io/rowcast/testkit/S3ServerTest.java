package io.rowcast.testkit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class S3ServerTest {

    @Test
    void whatIsStillBeingWrittenIsNoObject() {
        assertThat(S3Server.isObject("topics/P_users/partition=0/P_users+0+0000000070.json")).isTrue();
        assertThat(S3Server.isObject("topics/P_32887ebc-8cf6-4fd8-be9d-20454c30369f/a.json")).isTrue();
        assertThat(S3Server.isObject("a.json-32887ebc-8cf6-4fd8-be9d-20454c30369f")).isFalse();
    }

}
