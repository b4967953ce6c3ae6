package io.rowcast.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.rowcast.s3.SimulatedTopic.Kind;
import io.rowcast.sink.TransientSinkException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.common.TopicPartition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever fails at whatever moment: each row is in exactly one object. The writer is the
 * real one; the bucket and the topic are models that fail before or after any request, or
 * carry it out long after the client has given up, and a replica may live on after its
 * partitions have gone to another.
 */
class ExactlyOnceTest {

    private static final Rotation ROTATION = new Rotation(7, 150, Duration.ofSeconds(10));

    private static final int PART_SIZE = 64;

    @Property(tries = 3_000)
    void eachRowIsInExactlyOneObject(@ForAll("logs") List<Kind> users, @ForAll("logs") List<Kind> jobs,
            @ForAll("actions") List<Action> actions, @ForAll("faults") List<Fault> faults,
            @ForAll Compression compression, @ForAll("budgets") long budget) {
        World world = new World(new SimulatedTopic(Map.of(Rows.USERS, users, Rows.JOBS, jobs)), faults, compression,
                budget);
        for (Action action : actions) {
            world.act(action);
            world.verify();
        }
        world.settle();
        world.verify();
        world.topic.partitions()
            .forEach(partition -> assertThat(world.topic.committed(partition).offset())
                .isEqualTo(world.topic.end(partition)));
    }

    @Provide
    Arbitrary<List<Kind>> logs() {
        return Arbitraries
            .frequency(Tuple.of(12, Kind.ROW), Tuple.of(2, Kind.MARKER), Tuple.of(1, Kind.TOMBSTONE),
                    Tuple.of(1, Kind.UNDECODABLE))
            .list()
            .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        Arbitrary<Action> action = Combinators.combine(
                Arbitraries.frequency(Tuple.of(8, Move.POLL), Tuple.of(2, Move.WAIT), Tuple.of(1, Move.KILL),
                        Tuple.of(1, Move.TAKE_OVER), Tuple.of(2, Move.ZOMBIE_POLLS), Tuple.of(1, Move.LATE_REQUEST)),
                Arbitraries.integers().between(0, 15))
            .as(Action::new);
        return action.list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<Fault>> faults() {
        return Arbitraries
            .frequency(Tuple.of(10, Fault.NONE), Tuple.of(1, Fault.BEFORE), Tuple.of(1, Fault.AFTER),
                    Tuple.of(1, Fault.LATE))
            .list()
            .ofMaxSize(60);
    }

    @Provide
    Arbitrary<Long> budgets() {
        return Arbitraries.of(1_500L, 100_000L);
    }

    private enum Move {

        POLL, WAIT, KILL, TAKE_OVER, ZOMBIE_POLLS, LATE_REQUEST

    }

    private record Action(Move move, int size) {
    }

    /** What happens to a request; the client sees a failure of all but the first. */
    private enum Fault {

        NONE, BEFORE, AFTER,

        /** It is carried out, but only when the client has long given up. */
        LATE

    }

    /** One run: everything that there is, and what becomes of it. */
    private static final class World {

        private final SimulatedTopic topic;

        private final Deque<Fault> faults;

        private final Compression compression;

        private final long budget;

        private final ObjectMap bucket = new ObjectMap(this::request);

        private final Deque<Runnable> late = new ArrayDeque<>();

        private final List<SimulatedReplica> zombies = new ArrayList<>();

        private Instant now = Instant.EPOCH;

        private SimulatedReplica replica;

        World(SimulatedTopic topic, List<Fault> faults, Compression compression, long budget) {
            this.topic = topic;
            this.faults = new ArrayDeque<>(faults);
            this.compression = compression;
            this.budget = budget;
            this.replica = newReplica();
        }

        void act(Action action) {
            switch (action.move()) {
                case POLL -> this.replica.poll(action.size());
                case WAIT -> this.now = this.now.plusSeconds(action.size());
                case KILL -> this.replica = newReplica();
                case TAKE_OVER -> {
                    this.replica.becomeZombie();
                    this.zombies.add(this.replica);
                    this.replica = newReplica();
                }
                case ZOMBIE_POLLS -> this.zombies.forEach(zombie -> zombie.poll(action.size()));
                case LATE_REQUEST -> lateRequest();
            }
        }

        /** Nothing fails any more. */
        void settle() {
            this.faults.clear();
            while (!this.late.isEmpty()) {
                lateRequest();
            }
            this.replica.poll(0);
            this.replica.poll(Integer.MAX_VALUE);
            this.replica.poll(Integer.MAX_VALUE);
            this.now = this.now.plusSeconds(10);
            this.replica.poll(0);
            this.zombies.forEach(zombie -> zombie.poll(0));
            this.zombies.forEach(zombie -> zombie.poll(Integer.MAX_VALUE));
        }

        /** What holds at every moment. */
        void verify() {
            Map<String, String> objects = this.bucket.texts();
            for (TopicPartition partition : this.topic.partitions()) {
                String folder = "topics/" + partition.topic() + "/partition=" + partition.partition() + "/";
                List<String> rows = objects.entrySet()
                    .stream()
                    .filter(object -> object.getKey().startsWith(folder))
                    .flatMap(object -> lines(object.getValue()))
                    .toList();
                assertThat(rows).doesNotHaveDuplicates();
                long committed = this.topic.committed(partition).offset();
                assertThat(rows).containsAll(this.topic.rows(partition, committed));
                assertThat(this.topic.hasDeadLetters(partition, committed)).isTrue();
            }
        }

        private static Stream<String> lines(String text) {
            return text.lines().map(line -> line + "\n");
        }

        private void request(String name, Runnable request) {
            Fault fault = this.faults.isEmpty() ? Fault.NONE : this.faults.removeFirst();
            boolean makesVisible = name.equals("put") || name.equals("complete");
            if (fault == Fault.NONE || fault == Fault.AFTER) {
                request.run();
            }
            else if (fault == Fault.LATE && makesVisible) {
                this.late.add(request);
            }
            if (fault != Fault.NONE) {
                throw new TransientSinkException(name + " failed " + fault, null);
            }
        }

        private void lateRequest() {
            Runnable request = this.late.poll();
            if (request != null) {
                try {
                    request.run();
                }
                catch (TransientSinkException ex) {
                    // Its parts were thrown away meanwhile.
                }
            }
        }

        private SimulatedReplica newReplica() {
            ObjectFactory objects = new ObjectFactory(new ObjectKey("topics", "json" + this.compression.suffix()),
                    this.compression, PART_SIZE, new MemoryBudget(this.budget), this.bucket,
                    new AbandonedUploads(this.bucket, new DirectExecutor()), () -> this.now);
            return new SimulatedReplica(new S3SinkWriter(objects, ROTATION), this.topic, this::request);
        }

    }

}
