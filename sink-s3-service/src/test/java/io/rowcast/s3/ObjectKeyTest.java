package io.rowcast.s3;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ObjectKeyTest {

    @Test
    void namesTellTopicPartitionAndFirstOffset() {
        assertThat(new ObjectKey("topics", "json.gz").of(Rows.USERS, 42))
            .isEqualTo("topics/P_users/partition=3/P_users+3+0000000042.json.gz");
    }

    @Test
    void offsetsBeyondTenDigitsStayWhole() {
        assertThat(new ObjectKey("a/b", "json").of(Rows.JOBS, 12_345_678_901L))
            .isEqualTo("a/b/P_jobs/partition=0/P_jobs+0+12345678901.json");
    }

    @Test
    void withoutAFolderTopicsAreAtTheTop() {
        assertThat(new ObjectKey("", "json").of(Rows.JOBS, 0)).isEqualTo("P_jobs/partition=0/P_jobs+0+0000000000.json");
    }

}
