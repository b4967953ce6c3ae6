package io.rowcast.mysql;

import java.net.ConnectException;
import java.sql.DataTruncation;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import com.mysql.cj.jdbc.exceptions.PacketTooBigException;
import io.rowcast.sink.SinkRejectionException;
import io.rowcast.sink.TransientSinkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MySqlFailuresTest {

    private static RuntimeException classify(SQLException failure) {
        return MySqlFailures.classify("the rows cannot be written", failure);
    }

    @ParameterizedTest
    @CsvSource({ "40001,1213", "HY000,1205", "08004,1040", "HY000,1290", "HY000,1836", "28000,1045", "42000,1044",
            "42000,1142", "HY000,1021", "HY000,1114", "08S01,1053", "42000,1049", "42S02,1146", "42S22,1054" })
    void whatTimeOrAPersonCuresIsTransient(String state, int code) {
        assertThat(classify(new SQLException("the reason", state, code))).isInstanceOf(TransientSinkException.class)
            .hasMessage("the rows cannot be written: the reason (" + code + ")");
    }

    @Test
    void thePoolsReasonIsTold() {
        SQLException refused = new SQLException("Communications link failure\n\nThe last packet", "08S01",
                new ConnectException("Connection refused"));
        assertThat(
                classify(new SQLTransientConnectionException("mysql - Connection is not available", "08001", refused)))
            .isInstanceOf(TransientSinkException.class)
            .hasMessage("the rows cannot be written: Connection refused");
    }

    @ParameterizedTest
    @CsvSource({ "22001,1406", "22003,1264", "22007,1292", "HY000,1366", "23000,1048", "23000,1062", "22032,3140",
            "22003,1690", "HY000,3819", "23000,1452", "08S01,1153", "22012,1365" })
    void whatARowCannotGetPastIsRejected(String state, int code) {
        RuntimeException failure = classify(new SQLException("Duplicate entry 'SECRET' for key 'x'", state, code));
        assertThat(failure).isInstanceOf(SinkRejectionException.class).hasMessageContaining("error " + code);
        assertThat(((SinkRejectionException) failure).rejections()).isEmpty();
        assertNothingOfTheRowIsTold(failure);
    }

    @Test
    void theColumnIsToldAndTheValueIsNot() {
        SQLException failure = new SQLException(
                "Incorrect datetime value: 'SECRET for column 'SECRET' at row 1' for column 'birthdate' at row 7",
                "22007", 1292);
        assertThat(classify(failure))
            .hasMessage("refused by MySQL: error 1292 (ER_TRUNCATED_WRONG_VALUE), column birthdate");
        assertThat(classify(new SQLException("Column 'name' cannot be null", "23000", 1048)))
            .hasMessage("refused by MySQL: error 1048 (ER_BAD_NULL_ERROR), column name");
    }

    @Test
    void aRowThatIsTooLargeForAPacketIsRejected() {
        assertThat(classify(new PacketTooBigException(10, 5))).isInstanceOf(SinkRejectionException.class)
            .hasMessageContaining("max_allowed_packet");
    }

    @Test
    void dataTruncationOfTheDriverIsRejected() {
        assertThat(classify(new DataTruncation(1, true, false, 10, 5))).isInstanceOf(SinkRejectionException.class);
    }

    @Test
    void whatIsNotKnownIsNeitherAndTellsNothingOfTheRow() {
        RuntimeException failure = classify(new SQLException("near 'SECRET' at line 1", "42000", 1064));
        assertThat(failure).isInstanceOf(UnexpectedMySqlException.class).hasMessageContaining("1064");
        assertNothingOfTheRowIsTold(failure);
    }

    @Test
    void aTableThatCanNeverBeMadeRefusesItsRows() {
        assertThat(MySqlFailures.classifyDefinition("table t", new SQLException("Row size", "42000", 1118)))
            .isInstanceOf(UnwritableRowException.class)
            .hasMessageContaining("table t")
            .hasMessageContaining("ER_TOO_BIG_ROWSIZE");
        assertThat(MySqlFailures.classifyDefinition("table t", new SQLException("denied", "42000", 1142)))
            .isInstanceOf(TransientSinkException.class);
    }

    private static void assertNothingOfTheRowIsTold(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain("SECRET");
        }
    }

}
