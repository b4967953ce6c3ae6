package io.rowcast.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScreenTest {

    private static final Pattern UP = Pattern.compile("\u001b\\[(\\d+)A");

    private static final List<String> BELOW = List.of("mysql --port 1", "curl http://127.0.0.1:2");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static Snapshot snapshot(long rows) {
        return new Snapshot(rows, rows, rows, 1, rows, rows, List.of(new Snapshot.Sink("MySQL", 0, 0.1, 0),
                new Snapshot.Sink("S3", 1, 0.2, 0), new Snapshot.Sink("search", 2, 0.3, 4)));
    }

    private String shown(boolean terminal, Snapshot... snapshots) {
        Screen screen = new Screen(new PrintStream(this.out, true, StandardCharsets.UTF_8), terminal, BELOW);
        for (Snapshot each : snapshots) {
            screen.show(each);
        }
        return this.out.toString(StandardCharsets.UTF_8);
    }

    /** What a terminal shows in the end. */
    private static List<String> screen(String written) {
        List<String> screen = new ArrayList<>();
        int row = 0;
        for (String line : written.split("\n")) {
            Matcher up = UP.matcher(line);
            if (up.find()) {
                row -= Integer.parseInt(up.group(1));
                line = up.replaceFirst("");
            }
            assertThat(line).startsWith("\u001b[2K");
            String text = line.substring("\u001b[2K".length());
            if (row == screen.size()) {
                screen.add(text);
            }
            else {
                screen.set(row, text);
            }
            row++;
        }
        return screen;
    }

    @Test
    void aTerminalIsDrawnOverAgain() {
        List<String> expected = new ArrayList<>(snapshot(1_002).lines());
        expected.add("");
        expected.addAll(BELOW);
        assertThat(screen(shown(true, snapshot(9), snapshot(1_001), snapshot(1_002)))).isEqualTo(expected);
        assertThat(expected.get(2)).contains("1,002 rows", "lag 0", "delay 0.100 s", "dead letters 0");
    }

    @Test
    void whatIsNoTerminalGetsPlainLines() {
        assertThat(shown(false, snapshot(1), snapshot(2)).lines()).containsExactly(BELOW.get(0), BELOW.get(1),
                snapshot(1).line(), snapshot(2).line());
    }

    @Test
    void whoDoesNotAnswerIsShownAsSuch() {
        Snapshot away = new Snapshot(7, 7, -1, 1, 7, 7, List.of(new Snapshot.Sink("MySQL", -1, -1, -1),
                new Snapshot.Sink("S3", 1, 0.2, 0), new Snapshot.Sink("search", -1, 0.3, 4)));
        assertThat(screen(shown(true, snapshot(9), away)))
            .anySatisfy(line -> assertThat(line).matches("MySQL +- no answer +MySQL +tells nothing at the moment"))
            .anySatisfy(line -> assertThat(line).matches("S3 +7 rows +S3 +lag 1 .*"))
            .anySatisfy(line -> assertThat(line).matches("Search +7 documents +search +tells nothing at the moment"));
        assertThat(away.line())
            .startsWith("postgres=7 topic=7 mysql=-1 s3=7 (1 objects) search=7 | MySQL tells nothing")
            .contains("| S3 lag=1 delay=0.200s dead=0 | search tells nothing");
    }

}
