package io.rowcast.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.IdPosition;
import io.rowcast.ingest.source.ModelTable;
import io.rowcast.ingest.source.SourceFailedException;
import io.rowcast.ingest.source.SourcePage;
import io.rowcast.operator.Backoff;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares a first reading in ranges, beside polling, with a model of a table, whatever
 * the order of commits, steps, failures and restarts.
 */
class BackfillModelTest {

    /** With one reader, with two, and so on. */
    private static final List<ChosenTable> CHOSEN = IntStream.rangeClosed(1, 5)
        .mapToObj(BackfillModelTest::chosen)
        .toList();

    private static ChosenTable chosen(int readers) {
        return new TableChoice(new SourceNames("db", "db.", "public"),
                new Binder(new MapConfigurationPropertySource(Map.of("rowcast.tables[0].name", "users",
                        "rowcast.backfill.parallelism", Integer.toString(readers))))
                    .bind("rowcast", IngestProperties.class)
                    .get())
            .of(List.of())
            .getFirst();
    }

    @Property(tries = 300)
    void everyCommittedRowIsPublishedOnce(@ForAll @Size(max = 60) List<@IntRange(max = 9_999) Integer> before,
            @ForAll @Size(max = 300) List<@IntRange(max = 9_999) Integer> steps,
            @ForAll @IntRange(min = 1, max = 5) int readers, @ForAll @IntRange(min = 1, max = 7) int pageSize,
            @ForAll @IntRange(max = 3) int place) {
        Simulation simulation = new Simulation(table(place, pageSize), readers);
        before.forEach(step -> simulation.transactions(step % 7, step / 7));
        steps.forEach(simulation::step);
        simulation.complete();
    }

    /** Near both ends of bigint, around 0, and all over it. */
    private static ModelTable table(int place, int pageSize) {
        return switch (place) {
            case 0 -> new ModelTable(Long.MIN_VALUE, 1, pageSize);
            case 1 -> new ModelTable(-20, 1, pageSize);
            case 2 -> new ModelTable(Long.MAX_VALUE - 2_000, 1, pageSize);
            default -> new ModelTable(Long.MIN_VALUE, 1L << 52, pageSize);
        };
    }

    @Example
    void theGreatestIdThatThereIsIsReadToo() {
        Simulation simulation = new Simulation(new ModelTable(Long.MAX_VALUE - 9, 1, 2), 3);
        for (int i = 0; i < 10; i++) {
            simulation.table.insert();
        }
        while (simulation.table.hasOpenTransactions()) {
            simulation.table.end(0, true);
        }
        simulation.complete();
        assertThat(simulation.published).hasSize(10).contains(Long.MAX_VALUE);
    }

    @Example
    void severalRangesAreReadAtOnceAndEachOnePageAhead() {
        Simulation simulation = new Simulation(new ModelTable(1, 1, 2), 3);
        for (int i = 0; i < 100; i++) {
            simulation.table.insert();
        }
        while (simulation.table.hasOpenTransactions()) {
            simulation.table.end(0, true);
        }
        simulation.poll();
        while (!simulation.steps.isEmpty()) {
            simulation.steps.removeFirst().run();
        }
        for (int page = 0; page < 6; page++) {
            simulation.publish();
        }
        assertThat(simulation.published.stream().sorted().toList()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L,
                10L, 11L, 12L);
        assertThat(simulation.backfill.readySince()).isEmpty();
    }

    /** A table, its cursor, and a first reading whose steps are made one at a time. */
    private static final class Simulation {

        private final ModelTable table;

        private final List<Runnable> steps = new ArrayList<>();

        private final List<Long> published = new ArrayList<>();

        private final Backfill backfill;

        private Cursor cursor = Cursor.START;

        private boolean failsNext;

        Simulation(ModelTable table, int readers) {
            this.table = table;
            Pace pace = new Pace(null, System::nanoTime);
            this.backfill = new Backfill(CHOSEN.get(readers - 1), () -> this::read,
                    new BackfillRun.Means("users", (step, delay) -> this.steps.add(step), pace, 1,
                            new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), () -> {
                            }, () -> {
                            }));
        }

        private SourcePage read(Cursor from) {
            if (this.failsNext) {
                this.failsNext = false;
                throw new SourceFailedException("the connection broke", new IllegalStateException());
            }
            return this.table.read(from);
        }

        void step(int number) {
            int argument = number / 20;
            switch (number % 20) {
                case 0, 1, 2, 3, 4, 5 -> transactions(number % 20, argument);
                case 6 -> poll();
                case 7 -> this.failsNext = true;
                case 8 -> restart();
                case 9, 10, 11, 12 -> publish();
                default -> read(argument);
            }
        }

        void transactions(int number, int argument) {
            switch (number) {
                case 0, 1 -> this.table.insert();
                case 2, 3 -> this.table.end(argument, true);
                case 4 -> this.table.end(argument, false);
                case 5 -> this.table.skip();
                default -> this.table.passTime(argument);
            }
        }

        /** What was read ahead is lost; steps that were under way end in vain. */
        private void restart() {
            this.backfill.stop();
        }

        private void read(int number) {
            if (!this.steps.isEmpty()) {
                this.steps.remove(number % this.steps.size()).run();
            }
        }

        void poll() {
            follow(this.table.poll(this.cursor));
            this.backfill.follow(this.cursor);
        }

        void publish() {
            this.backfill.next(this.cursor).ifPresent(page -> {
                follow(page);
                this.backfill.published(this.cursor);
            });
        }

        private void follow(SourcePage page) {
            assertThat(page.sequenceBefore()).isEqualTo(this.cursor.sequence());
            this.published.addAll(ModelTable.ids(page));
            this.cursor = page.next();
            page.close();
        }

        void complete() {
            while (this.table.hasOpenTransactions()) {
                this.table.end(0, true);
            }
            for (int round = 0; round < 2_000 && !isComplete(); round++) {
                poll();
                read(round);
                publish();
                this.table.passTime(round / 10);
            }
            assertThat(this.published).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(this.table.committed());
            assertThat(isComplete()).isTrue();
            assertThat(this.backfill.readySince()).isEmpty();
        }

        private boolean isComplete() {
            return this.cursor.position() instanceof IdPosition ids && ids.unread().isEmpty() && ids.gaps().isEmpty()
                    && this.published.size() == this.table.committed().size();
        }

    }

}
