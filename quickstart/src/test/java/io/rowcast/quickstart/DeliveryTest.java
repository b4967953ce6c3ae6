package io.rowcast.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import static io.rowcast.quickstart.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeliveryTest {

    private static final Rows ROWS = Rows.of("rows", List.of(row(1, "a"), row(2, "b")));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Delivery delivery(RowStore source, RowStore store, Duration patience) {
        return new Delivery(source, List.of(store), patience, new PrintStream(this.out, true, StandardCharsets.UTF_8));
    }

    private static int await(Delivery delivery, long rows) throws Exception {
        return delivery.await(Inserting.start(() -> {
        }), () -> new Snapshot(2, rows, rows, 1, rows, rows, List.of()));
    }

    private List<String> told() {
        return this.out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aStoreThatComesBackIsComparedAgain() throws Exception {
        assertThat(await(delivery(ROWS, ROWS.away(1), Duration.ofMinutes(1)), 2)).isZero();
        assertThat(told()).containsExactly("delivered: postgres=2 rows=2 differences=0");
    }

    @Test
    void aSourceThatComesBackIsComparedAgain() throws Exception {
        assertThat(await(delivery(ROWS.away(1), ROWS, Duration.ofMinutes(1)), 2)).isZero();
        assertThat(told()).containsExactly("delivered: postgres=2 rows=2 differences=0");
    }

    @Test
    void aStoreThatStaysAwayIsADifference() throws Exception {
        assertThat(await(delivery(ROWS, ROWS.away(1_000), Duration.ofSeconds(1)), 2)).isOne();
        assertThat(told()).containsExactly("rows: cannot be read: IOException",
                "delivered: postgres=2 rows=-1 differences=1");
    }

    @Test
    void aSourceThatStaysAwayIsAFailure() {
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> await(delivery(ROWS.away(1_000), ROWS, Duration.ofSeconds(1)), 2));
    }

    @Test
    void whereNothingMovesTheDifferencesAreTold() throws Exception {
        Rows one = Rows.of("rows", List.of(row(1, "a")));
        assertThat(await(delivery(ROWS, one, Duration.ofMillis(1)), 1)).isOne();
        assertThat(told()).containsExactly("Nothing has moved for 0 s", "rows: row 2 is missing",
                "delivered: postgres=2 rows=1 differences=1");
    }

    @Test
    void insertingThatFailsIsNoEndAlsoIfAllThatIsThereHasArrived() {
        Inserting dead = Inserting.start(() -> {
            throw new IllegalStateException("insert: SQLState 23505");
        });
        Snapshot complete = new Snapshot(2, 2, 2, 1, 2, 2, List.of());
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(() -> delivery(ROWS, ROWS, Duration.ofMinutes(1)).await(dead, () -> complete))
            .withMessageContaining("insert: SQLState 23505");
        assertThat(told()).isEmpty();
    }

}
