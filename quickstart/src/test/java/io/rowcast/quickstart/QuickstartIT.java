package io.rowcast.quickstart;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.rowcast.testkit.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The quickstart as a whole, from the outside. */
class QuickstartIT {

    private static final Duration CTRL_C = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void ctrlCWhileItStartsLeavesNothing() throws Exception {
        try (QuickstartProcess quickstart = new QuickstartProcess(this.folder, "rows=")) {
            quickstart.awaitChild("mysqld", "--initialize-insecure");
            quickstart.signalGroup("INT");
            quickstart.awaitEnd(CTRL_C);
            assertThat(quickstart.leftovers()).isEmpty();
            assertThat(quickstart.err()).isEmpty();
        }
    }

    /** A build is killed like that: not the group, and without a word to its children. */
    @Test
    void theEndOfWhoeverStartedItLeavesNothing() throws Exception {
        try (QuickstartProcess quickstart = QuickstartProcess.ofShell(this.folder, "rows=")) {
            quickstart.awaitChild("mysqld", "--initialize-insecure");
            quickstart.signal("KILL");
            quickstart.awaitEnd(CTRL_C);
            assertThat(quickstart.leftovers()).isEmpty();
        }
    }

    @Test
    void ctrlCEndsALiveRunAndLeavesNothing() throws Exception {
        try (QuickstartProcess quickstart = new QuickstartProcess(this.folder, "rows-per-second=5")) {
            quickstart.awaitLine("postgres=\\d+ .*");
            assertThat(Processes.mentioning(this.folder)).hasSizeGreaterThan(10);
            quickstart.signal("INT");
            quickstart.awaitEnd(CTRL_C);
            assertThat(quickstart.leftovers()).isEmpty();
            assertThat(quickstart.err()).isEmpty();
        }
    }

    @Test
    void everyRunGoesOnFromTheOneBefore() throws Exception {
        String data = "data=" + this.folder.resolve("data");
        try (QuickstartProcess first = new QuickstartProcess(this.folder, "rows=2000", data)) {
            killWhatStartsAndWhatRuns(first);
            assertThat(first.awaitEnd()).as(first::toString).isZero();
            assertThat(first.out()).last().isEqualTo(delivered(2000, 0));
            assertThat(first.out()).noneMatch(line -> line.contains("\u001b"));
        }
        try (QuickstartProcess live = new QuickstartProcess(this.folder, "rows-per-second=5", data)) {
            live.awaitLine("postgres=\\d+ topic=N mysql=N s3=N .* search=N .*".replace("N", "2(?:0[1-9]|[1-9]\\d)\\d"));
            live.awaitChild("postgres", "").destroyForcibly();
            live.awaitTrouble("insert: \\w+, SQLState \\w+; trying again");
            live.signalGroup("KILL");
            live.awaitEnd(CTRL_C);
        }
        try (QuickstartProcess last = new QuickstartProcess(this.folder, "rows=1000", data)) {
            changeRow(last.awaitLine("mysql +mysql -h.*"), 1);
            assertThat(last.awaitEnd()).as(last::toString).isOne();
            assertThat(last.out()).contains("mysql: row 1 has other values than at the source")
                .last()
                .asString()
                .matches("delivered: postgres=(3\\d{3}) topic=\\1 mysql=\\1 s3=\\1 search=\\1 differences=1");
        }
    }

    /** Two servers and a service while they start; a server and its service at once. */
    private static void killWhatStartsAndWhatRuns(QuickstartProcess quickstart) {
        quickstart.awaitChild("java", "kafka-server").destroyForcibly();
        quickstart.awaitChild("mysqld", "").destroyForcibly();
        quickstart.awaitChild("java", "sink-search-service-exec.jar").destroyForcibly();
        quickstart.awaitLine("postgres=.*");
        ProcessHandle service = quickstart.awaitChild("java", "sink-mysql-service-exec.jar");
        ProcessHandle server = quickstart.awaitChild("mysqld", "");
        service.destroyForcibly();
        server.destroyForcibly();
    }

    @Test
    void aFiniteRunInWhichNothingMovesSaysWhatDiffersAndFails() throws Exception {
        try (QuickstartProcess quickstart = new QuickstartProcess(this.folder, "rows=100", "patience=5")) {
            quickstart.awaitLine("search +curl.*");
            QuickstartProcess.signal(quickstart.awaitChild("java", "s3proxy.properties"), "STOP");
            assertThat(quickstart.awaitEnd()).as(quickstart::toString).isOne();
            assertThat(quickstart.out()).contains("Nothing has moved for 5 s")
                .anyMatch(line -> line.startsWith("s3: cannot be read: "));
            assertThat(quickstart.out()).last()
                .asString()
                .matches("delivered: postgres=100 topic=\\d+ mysql=\\d+ s3=-1 search=\\d+ differences=[1-9]\\d*");
            assertThat(quickstart.leftovers()).isEmpty();
        }
    }

    private static String delivered(long rows, int differences) {
        return "delivered: postgres=%1$d topic=%1$d mysql=%1$d s3=%1$d search=%1$d differences=%2$d".formatted(rows,
                differences);
    }

    /** Changes a row in MySQL behind everybody's back. */
    private static void changeRow(String lookFurther, int index) throws SQLException {
        Matcher address = Pattern.compile("-h(\\S+) -P(\\d+) -u(\\S+) -p(\\S+) (\\S+)").matcher(lookFurther);
        assertThat(address.find()).isTrue();
        String url = "jdbc:mysql://%s:%s/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true".formatted(address.group(1),
                address.group(2), address.group(5));
        try (Connection connection = DriverManager.getConnection(url, address.group(3), address.group(4));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE users SET job = 'none' WHERE `index` = " + index)).isOne();
        }
    }

}
