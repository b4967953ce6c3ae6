package io.rowcast.bench;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import io.rowcast.testkit.KafkaServer;

/**
 * What the runtime of the sinks takes for a record, from poll to {@code write}, with a
 * writer that does nothing, and then with one that only decodes; each beside a bare loop
 * that polls the same records. All run in this JVM, by turns; the first round warms them
 * up and does not count, and neither does the first tenth of the records.
 */
final class SinkRuntime implements Bench.Benchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public int defaultRows() {
        return 1_000_000;
    }

    @Override
    public void run(Bench.Settings settings) throws Exception {
        Figures bare = new Figures();
        Figures own = new Figures();
        Figures decoding = new Figures();
        Figures ratio = new Figures();
        try (KafkaServer kafka = KafkaServer.temporary()) {
            kafka.start();
            UsersTopic.fill(kafka, settings.rows());
            for (int round = 0; round <= settings.rounds(); round++) {
                double polled = bare(kafka, settings.rows());
                double passed = service(kafka, settings.rows(), false);
                double decoded = service(kafka, settings.rows(), true);
                if (round > 0) {
                    bare.add(polled);
                    own.add(passed - polled);
                    decoding.add(decoded - passed);
                    ratio.add(passed / polled);
                }
            }
        }
        System.out.printf("rows of %d bytes%n", UsersTopic.row(settings.rows() / 2).length());
        bare.print("bare poll loop, CPU microseconds for a record", "%.2f");
        own.print("the runtime on top, undecoded (at most 2)", "%.2f");
        decoding.print("decoding to Struct on top of that (at most 2)", "%.2f");
        ratio.print("ratio, poll to write / bare poll loop", "%.2f");
    }

    private static double bare(KafkaServer kafka, int rows) throws Exception {
        try (BareConsumer consumer = new BareConsumer(kafka)) {
            return cpuMicros(consumer::records, rows);
        }
    }

    private static double service(KafkaServer kafka, int rows, boolean decode) {
        try (CountingSink sink = new CountingSink(kafka, UUID.randomUUID().toString(), decode)) {
            return cpuMicros(sink::records, rows);
        }
    }

    /** Returns the processor time of this JVM for a record. */
    private static double cpuMicros(LongSupplier records, int rows) {
        long first = await(records, rows / 10);
        Duration before = Cpu.ofThisProcess();
        long last = await(records, rows);
        return Cpu.secondsBetween(before, Cpu.ofThisProcess()) * 1e6 / (last - first);
    }

    private static long await(LongSupplier records, long count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (records.getAsLong() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(records.getAsLong() + " of " + count + " records within " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return records.getAsLong();
    }

}
