package io.rowcast.ingest.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the gaps with a model of a database, whatever order its transactions commit
 * in.
 */
class GapsTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    @Property
    void everyCommittedRowIsReadOnceWhateverTheOrderOfCommits(
            @ForAll @Size(max = 300) List<@IntRange(max = 9_999) Integer> steps) {
        Simulation simulation = new Simulation(Gaps.KEPT);
        steps.forEach(simulation::step);
        simulation.endAll();
        assertThat(simulation.read).doesNotHaveDuplicates()
            .containsExactlyInAnyOrderElementsOf(simulation.database.committed);
        assertThat(simulation.gaps.isEmpty()).isTrue();
    }

    @Property
    void idsMayBeAllocatedInBlocksByManyInstancesAndLieAnywhereInBigint(
            @ForAll @Size(max = 300) List<@IntRange(max = 9_999) Integer> steps, @ForAll @IntRange(max = 3) int start) {
        Simulation simulation = new Simulation(Gaps.KEPT);
        simulation.database.blockSize = 10;
        // Longer than an instance keeps a block.
        simulation.timeout = Duration.ofDays(30);
        // The last block ends with the greatest id that there is.
        simulation.database.nextId = List.of(Long.MIN_VALUE, -500L, 0L, Long.MAX_VALUE - 10_009).get(start);
        simulation.position = null;
        steps.forEach(simulation::step);
        simulation.database.nextId = Math.max(simulation.database.nextId, Long.MAX_VALUE - 9);
        simulation.endAll();
        assertThat(simulation.read).doesNotHaveDuplicates()
            .containsExactlyInAnyOrderElementsOf(simulation.database.committed);
    }

    @Property
    void noCommittedRowIsLostWhereThereIsRoomForFewGapsOnly(
            @ForAll @Size(max = 300) List<@IntRange(max = 9_999) Integer> steps) {
        Simulation simulation = new Simulation(3);
        steps.forEach(simulation::step);
        simulation.endAll();
        assertThat(simulation.read).doesNotHaveDuplicates()
            .containsExactlyInAnyOrderElementsOf(simulation.database.committed);
    }

    /** As MySQL does, which is asked once a second for all tables. */
    @Property
    void noCommittedRowIsLostWhereWhatIsToldOfTransactionsIsOld(
            @ForAll @Size(max = 300) List<@IntRange(max = 9_999) Integer> steps, @ForAll boolean isCrowded) {
        Simulation simulation = new Simulation(isCrowded ? 3 : Gaps.KEPT);
        simulation.database.isAskedOnceASecond = true;
        steps.forEach(simulation::step);
        simulation.endAll();
        assertThat(simulation.read).doesNotHaveDuplicates()
            .containsExactlyInAnyOrderElementsOf(simulation.database.committed);
    }

    @Example
    void withoutRoomAGapIsGivenUpWhenTheTransactionsOfTwoSecondsLaterHaveEnded() {
        Simulation simulation = new Simulation(0);
        simulation.database.isAskedOnceASecond = true;
        simulation.pass(10);
        // Neither is told of yet.
        int slow = simulation.database.insert();
        simulation.database.commit(simulation.database.insert());
        for (int seconds = 0; seconds < 10; seconds++) {
            simulation.pass(10);
            simulation.now = simulation.now.plusSeconds(1);
        }
        assertThat(simulation.gaps.size()).isEqualTo(1);
        simulation.database.rollBack(slow);
        simulation.now = simulation.now.plusSeconds(1);
        simulation.pass(10);
        assertThat(simulation.gaps.isEmpty()).isTrue();
    }

    @Example
    void withoutRoomNothingIsGivenUpBeforeItsTimeWhereTransactionsAreNotTold() {
        Simulation simulation = new Simulation(0);
        simulation.database.isTold = false;
        simulation.database.insert();
        simulation.database.commit(simulation.database.insert());
        for (int seconds = 0; seconds < TIMEOUT.toSeconds(); seconds++) {
            simulation.pass(10);
            assertThat(simulation.gaps.size()).isEqualTo(1);
            simulation.now = simulation.now.plusSeconds(1);
        }
    }

    @Example
    void aGapIsKeptWhileATransactionOfItsTimeIsOpenHoweverOldItIs() {
        Simulation simulation = new Simulation(Gaps.KEPT);
        int slow = simulation.database.insert();
        simulation.database.commit(simulation.database.insert());
        for (int minutes = 0; minutes < 60; minutes++) {
            simulation.pass(10);
            simulation.now = simulation.now.plus(Duration.ofMinutes(1));
        }
        simulation.database.commit(slow);
        simulation.pass(10);
        assertThat(simulation.read).containsExactly(1L, 0L);
    }

    @Example
    void aGapThatNobodyFillsIsGivenUpAfterItsTimeoutAndNotBefore() {
        Simulation simulation = new Simulation(Gaps.KEPT);
        simulation.database.rollBack(simulation.database.insert());
        simulation.database.commit(simulation.database.insert());
        Instant start = simulation.now;
        while (!simulation.gaps.isEmpty() || simulation.read.isEmpty()) {
            simulation.pass(10);
            simulation.now = simulation.now.plusSeconds(1);
        }
        assertThat(Duration.between(start, simulation.now)).isBetween(TIMEOUT, TIMEOUT.plusSeconds(40));
    }

    @Example
    void groupsStayFewHoweverManyPassesThereAre() {
        Gaps gaps = Gaps.NONE;
        Instant now = Instant.EPOCH;
        TransactionSnapshot snapshot = new TransactionSnapshot(1, 1);
        for (int i = 0; i < 20_000; i++) {
            now = now.plusMillis(20);
            gaps = gaps.search(now, snapshot).found(new long[0], true, now, snapshot, TIMEOUT).gaps();
            IdRanges.Builder builder = new IdRanges.Builder();
            builder.add(2L * i, 2L * i);
            gaps = gaps.jumpedOver(builder.build(), now, snapshot, false);
        }
        assertThat(gaps.size()).isBetween(15_000, 17_000);
        assertThat(gaps.groups()).hasSizeLessThan(100);
    }

    /** A table with transactions. */
    private static final class Database {

        private final List<Long> committed = new ArrayList<>();

        private final TreeSet<Long> visible = new TreeSet<>();

        /** Ids by the transaction that has them. */
        private final TreeMap<Integer, Long> open = new TreeMap<>();

        private int nextTransaction = 100;

        private long nextId;

        /** How many ids an instance takes at once. */
        private int blockSize = 1;

        private boolean isTold = true;

        private boolean isAskedOnceASecond;

        private Instant asked = Instant.EPOCH;

        private TransactionSnapshot told = new TransactionSnapshot(0, 0);

        /** What is left of the block of each instance. */
        private final List<List<Long>> blocks = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

        int insert() {
            List<Long> block = this.blocks.get(this.nextTransaction % this.blocks.size());
            if (block.isEmpty()) {
                for (int i = 0; i < this.blockSize; i++) {
                    block.add(this.nextId++);
                }
            }
            this.open.put(this.nextTransaction, block.removeFirst());
            return this.nextTransaction++;
        }

        void skip() {
            this.nextId += 2 * this.blockSize;
        }

        void commit(int transaction) {
            long id = this.open.remove(transaction);
            this.committed.add(id);
            this.visible.add(id);
        }

        void rollBack(int transaction) {
            this.open.remove(transaction);
        }

        int oneOf(int number) {
            return new ArrayList<>(this.open.keySet()).get(number % this.open.size());
        }

        TransactionSnapshot snapshot(Instant now) {
            if (!this.isTold) {
                return new TransactionSnapshot(Long.MAX_VALUE, 0);
            }
            if (!this.isAskedOnceASecond || Duration.between(this.asked, now).toSeconds() >= 1) {
                this.asked = now;
                this.told = look();
            }
            return this.told;
        }

        private TransactionSnapshot look() {
            return new TransactionSnapshot(this.open.isEmpty() ? this.nextTransaction : this.open.firstKey(),
                    this.nextTransaction);
        }

    }

    /** The database and a reader, step by step. */
    private static final class Simulation {

        private final Database database = new Database();

        private final int kept;

        private final List<Long> read = new ArrayList<>();

        private Duration timeout = TIMEOUT;

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        private Gaps gaps = Gaps.NONE;

        private @Nullable Long position = -1L;

        Simulation(int kept) {
            this.kept = kept;
        }

        void step(int number) {
            int argument = number / 10;
            switch (number % 10) {
                case 0, 1, 2 -> this.database.insert();
                case 3, 4 -> ifAnyIsOpen(() -> this.database.commit(this.database.oneOf(argument)));
                case 5 -> ifAnyIsOpen(() -> this.database.rollBack(this.database.oneOf(argument)));
                case 6 -> this.database.skip();
                case 7, 8 -> pass(1 + argument % 5);
                default -> this.now = this.now.plusSeconds(argument);
            }
        }

        private void ifAnyIsOpen(Runnable action) {
            if (!this.database.open.isEmpty()) {
                action.run();
            }
        }

        void endAll() {
            while (!this.database.open.isEmpty()) {
                step(3);
            }
            this.database.commit(this.database.insert());
            for (int minutes = 0; minutes < 30; minutes++) {
                pass(1_000);
                this.now = this.now.plusSeconds(60);
            }
        }

        void pass(int pageSize) {
            TransactionSnapshot snapshot = this.database.snapshot(this.now);
            GapSearch search = this.gaps.search(this.now, snapshot, this.kept);
            List<Long> found = visibleIn(search.ranges());
            boolean complete = found.size() <= pageSize;
            if (!complete) {
                Collections.reverse(found);
                found = found.subList(0, pageSize);
                Collections.sort(found);
            }
            this.read.addAll(found);
            this.gaps = search
                .found(found.stream().mapToLong(Long::longValue).toArray(), complete, this.now, snapshot, this.timeout)
                .gaps();
            readOn(pageSize, snapshot);
        }

        private List<Long> visibleIn(IdRanges ranges) {
            List<Long> found = new ArrayList<>();
            for (int i = 0; i < ranges.size(); i++) {
                found.addAll(this.database.visible.subSet(ranges.first(i), true, ranges.last(i), true));
            }
            return found;
        }

        private void readOn(int pageSize, TransactionSnapshot snapshot) {
            IdRanges.Builder jumpedOver = new IdRanges.Builder();
            List<Long> above = ((this.position == null) ? this.database.visible
                    : this.database.visible.tailSet(this.position, false))
                .stream()
                .limit(pageSize)
                .toList();
            for (long id : above) {
                IdReading.noteGap(jumpedOver, this.position, id);
                this.read.add(id);
                this.position = id;
            }
            this.gaps = this.gaps.jumpedOver(jumpedOver.build(), this.now, snapshot, false);
        }

    }

}
