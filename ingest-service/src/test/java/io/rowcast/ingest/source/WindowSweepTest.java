package io.rowcast.ingest.source;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.rowcast.ingest.source.postgres.PostgresDialect;
import io.rowcast.ingest.source.postgres.PostgresType;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the window with a model of a database, whatever order its transactions commit
 * in, and whatever their clocks say.
 */
class WindowSweepTest {

    private static final Duration LOOKBACK = Duration.ofSeconds(10);

    private static final LowEnd TIMESTAMPS = new TimeLowEnd(Objects.requireNonNull(type("timestamptz").times()),
            ZoneOffset.UTC);

    private static final LowEnd MARKS = MarkLowEnd.of(LOOKBACK);

    private static final RowOrder ORDER = new RowOrder(new PostgresDialect(),
            List.of(new RowOrder.Column("changed", "", type("text")), new RowOrder.Column("id", "", type("text"))));

    private static SourceType type(String name) {
        return new PostgresType(name, -1, 0, ',', name, name);
    }

    @Property
    void everyChangeIsSentOnceInTheOrderOfTimestamps(
            @ForAll @Size(max = 300) List<@IntRange(max = 9_999) Integer> steps, @ForAll boolean isToldOfAll) {
        new Simulation(TIMESTAMPS, isToldOfAll, WindowSweep.MOST, WindowSweep.MOST_OF_FUTURE).run(steps);
    }

    @Property
    void everyRowIsSentOnceInTheOrderOfAGrowingValue(
            @ForAll @Size(max = 300) List<@IntRange(max = 9_999) Integer> steps, @ForAll boolean isToldOfAll) {
        new Simulation(MARKS, isToldOfAll, WindowSweep.MOST, WindowSweep.MOST_OF_FUTURE).run(steps);
    }

    @Property
    void nothingIsLostOrDoubledWhereFewRowsCanBeRemembered(
            @ForAll @Size(max = 300) List<@IntRange(max = 9_999) Integer> steps, @ForAll boolean isTimed) {
        new Simulation(isTimed ? TIMESTAMPS : MARKS, true, 5, 2).run(steps);
    }

    @Example
    void aTransactionIsWaitedForHoweverLongItIsOpen() {
        Simulation simulation = new Simulation(TIMESTAMPS, false, 100, 10);
        Transaction slow = simulation.begin();
        simulation.write(slow, 0, 1);
        for (int minutes = 0; minutes < 60; minutes++) {
            Transaction quick = simulation.begin();
            simulation.write(quick, 0, 2 + minutes);
            simulation.commit(quick);
            simulation.now = simulation.now.plus(Duration.ofMinutes(1));
            simulation.pass(10, true);
        }
        simulation.commit(slow);
        simulation.pass(10, true);
        assertThat(simulation.sent).hasSize(61).last().matches(version -> version.id() == 1);
    }

    @Example
    void nothingIsRememberedOfATableThatRests() {
        Simulation simulation = new Simulation(TIMESTAMPS, true, 100, 10);
        Transaction transaction = simulation.begin();
        simulation.write(transaction, 0, 1);
        simulation.commit(transaction);
        simulation.pass(10, true);
        assertThat(simulation.position.sent().size()).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            simulation.now = simulation.now.plusSeconds(20);
            simulation.pass(10, true);
        }
        assertThat(simulation.position.sent().size()).isZero();
        assertThat(simulation.sent).hasSize(1);
    }

    /** A version of a row, and its place in the order. */
    private record Version(int id, String at) {
    }

    /** A transaction, and what it has written. */
    private static final class Transaction {

        private final Instant began;

        private final Map<Integer, Version> written = new HashMap<>();

        private @Nullable Long id;

        private Transaction(Instant began) {
            this.began = began;
        }

    }

    /** The database and a reader, step by step. */
    private static final class Simulation {

        private final LowEnd lowEnd;

        /** Whether the reader is told when each transaction began. */
        private final boolean isToldOfAll;

        private final int most;

        private final int mostOfFuture;

        private OpenTransactions openTransactions = new OpenTransactions();

        private final Map<Integer, Version> committed = new HashMap<>();

        private final List<Transaction> open = new ArrayList<>();

        private final List<Version> sent = new ArrayList<>();

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        private long nextTransaction = 100;

        private int nextId;

        private int nextValue;

        private WindowPosition position = new WindowPosition(List.of("changed", "id"), null, null, List.of(), List.of(),
                RowHashes.NONE, null, Instant.EPOCH);

        /**
         * Where reading goes on after a restart: a position is published with rows only.
         */
        private WindowPosition published = this.position;

        Simulation(LowEnd lowEnd, boolean isToldOfAll, int most, int mostOfFuture) {
            this.lowEnd = lowEnd;
            this.isToldOfAll = isToldOfAll;
            this.most = most;
            this.mostOfFuture = mostOfFuture;
        }

        void run(List<Integer> steps) {
            steps.forEach(this::step);
            while (!this.open.isEmpty()) {
                commit(this.open.getFirst());
            }
            for (int i = 0; i < 150; i++) {
                this.now = this.now.plusSeconds(15);
                pass(1_000, true);
            }
            assertThat(this.sent).doesNotHaveDuplicates().containsAll(this.committed.values());
            assertThat(this.position.sent().size()).isZero();
        }

        private void step(int number) {
            int argument = number / 10;
            // No two times are the same, as no two versions of a row have the same.
            this.now = this.now.plusNanos(1_000);
            switch (number % 10) {
                case 0, 1 -> {
                    Transaction transaction = begin();
                    // Who is not told of readers learns of a transaction when it writes.
                    if (!this.isToldOfAll || argument % 2 == 0) {
                        write(transaction, argument, this.nextId++);
                    }
                }
                case 2, 3 -> ifAnyIsOpen(argument, transaction -> write(transaction, argument / 7, this.nextId++));
                case 4 -> ifAnyIsOpen(argument, transaction -> update(transaction, argument));
                case 5, 6 -> ifAnyIsOpen(argument, this::commit);
                case 7 -> {
                    if (argument % 3 == 0) {
                        ifAnyIsOpen(argument, this.open::remove);
                    }
                    if (argument % 7 == 0) {
                        this.position = this.published;
                        this.openTransactions = new OpenTransactions();
                    }
                    this.now = this.now.plusSeconds(argument % 40);
                }
                default -> pass(1 + argument % 5, argument % 3 > 0);
            }
        }

        private void ifAnyIsOpen(int number, Consumer<Transaction> action) {
            if (!this.open.isEmpty()) {
                action.accept(this.open.get(number % this.open.size()));
            }
        }

        Transaction begin() {
            Transaction transaction = new Transaction(this.now);
            this.open.add(transaction);
            return transaction;
        }

        /** The time is that of the transaction's begin, or of a clock that is wrong. */
        void write(Transaction transaction, int number, int id) {
            if (transaction.id == null) {
                transaction.id = this.nextTransaction++;
            }
            Instant time = (number % 3 == 0) ? transaction.began : this.now.plusSeconds(number % 16 - 9);
            String at = (this.lowEnd == MARKS) ? "%08d".formatted(this.nextValue++) : time.toString();
            transaction.written.put(id, new Version(id, at));
        }

        private void update(Transaction transaction, int number) {
            List<Integer> ids = this.committed.keySet()
                .stream()
                .filter(id -> this.open.stream().noneMatch(other -> other.written.containsKey(id)))
                .toList();
            if (this.lowEnd == TIMESTAMPS && !ids.isEmpty()) {
                int id = ids.get(number % ids.size());
                // With the time of the transaction an older version might come back.
                write(transaction, 3 * number + 1, id);
            }
        }

        void commit(Transaction transaction) {
            this.open.remove(transaction);
            this.committed.putAll(transaction.written);
        }

        void pass(int pageSize, boolean isWanted) {
            Instant settled = settled();
            boolean isWhole = isWanted || this.position.at().isEmpty();
            Bound settledTo = this.lowEnd.settled(this.position, settled);
            WindowSweep sweep = new WindowSweep(this.position, isWhole, settledTo, this.most, this.mostOfFuture);
            Bound floor = isWhole ? this.position.floor() : Bound.after(this.position.at());
            int room = pageSize;
            boolean isComplete = true;
            for (Version version : this.committed.values()
                .stream()
                .filter(version -> floor == null || isAbove(values(version), floor))
                .sorted((one, other) -> compare(values(one), values(other)))
                .toList()) {
                WindowSweep.Verdict verdict = (room == 0) ? WindowSweep.Verdict.END : sweep.next(
                        ORDER.hash(values(version)), values(version), place(version, settledTo),
                        this.position.at().isEmpty() || isAbove(values(version), Bound.after(this.position.at())));
                if (verdict == WindowSweep.Verdict.END) {
                    isComplete = false;
                    break;
                }
                if (verdict == WindowSweep.Verdict.NEW) {
                    this.sent.add(version);
                    room--;
                }
            }
            WindowPosition next = sweep.end(isComplete, settled, this.now);
            assertThat(next.sent().size()).isLessThanOrEqualTo(this.most);
            boolean hasRows = room < pageSize;
            this.position = next.withMarks(this.lowEnd.marks(this.position, next.at(), this.now, settled));
            this.published = hasRows ? this.position : this.published;
        }

        private Instant settled() {
            List<Transaction> writing = this.open.stream().filter(transaction -> transaction.id != null).toList();
            long xmin = writing.stream().mapToLong(transaction -> transaction.id).min().orElse(this.nextTransaction);
            Instant oldest = this.open.stream()
                .map(transaction -> transaction.began)
                .min(Comparator.naturalOrder())
                .orElse(this.now);
            Instant since = this.openTransactions.since(new TransactionSnapshot(xmin, this.nextTransaction),
                    this.isToldOfAll ? new OpenTransactions.Look(this.now, oldest, true)
                            : new OpenTransactions.Look(this.now, this.now, writing.isEmpty()));
            return since.equals(OpenTransactions.UNKNOWN) ? since : since.minus(LOOKBACK);
        }

        private WindowSweep.Place place(Version version, @Nullable Bound settled) {
            String ceiling = this.lowEnd.ceiling(this.now);
            if (ceiling != null && Instant.parse(version.at()).isAfter(Instant.parse(ceiling))) {
                return WindowSweep.Place.FUTURE;
            }
            return (settled == null || isAbove(values(version), settled)) ? WindowSweep.Place.OPEN
                    : WindowSweep.Place.SETTLED;
        }

        private static List<String> values(Version version) {
            return List.of(version.at(), "%08d".formatted(version.id()));
        }

        private boolean isAbove(List<String> values, Bound bound) {
            return bound.inclusive() ? compareFirst(values, bound.values()) >= 0 : compare(values, bound.values()) > 0;
        }

        private int compare(List<String> one, List<String> other) {
            int first = compareFirst(one, other);
            return (first != 0) ? first : one.get(1).compareTo(other.get(1));
        }

        private int compareFirst(List<String> one, List<String> other) {
            return (this.lowEnd == MARKS) ? one.getFirst().compareTo(other.getFirst())
                    : Instant.parse(one.getFirst()).compareTo(Instant.parse(other.getFirst()));
        }

    }

}
