package io.rowcast.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Runs the benchmark that {@code -Dbenchmark} names. */
final class Bench {

    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of("ingest", new IngestBacklog(),
            "ingest-backfill", new IngestBackfill(), "ingest-gaps", new IngestGaps(), "ingest-live", new IngestLive(),
            "ingest-memory", new IngestMemory(), "runtime", new SinkRuntime(), "sink-mysql", new SinkMySql()));

    private Bench() {
    }

    public static void main(String[] args) throws Exception {
        String name = System.getProperty("benchmark", "");
        Benchmark benchmark = BENCHMARKS.get(name);
        if (benchmark == null) {
            System.err.println("benchmark: '" + name + "' is none of " + String.join(", ", BENCHMARKS.keySet()));
            System.exit(2);
            return;
        }
        Settings settings = new Settings(Path.of(System.getProperty("rowcast.modules", ".")),
                number("rows", benchmark.defaultRows()), number("rounds", 5), System.getProperty("profile", ""));
        System.out.printf("%s: %,d rows, %d rounds, %d processors%n", name, settings.rows(), settings.rounds(),
                Runtime.getRuntime().availableProcessors());
        benchmark.run(settings);
    }

    private static int number(String property, int defaultValue) {
        String text = System.getProperty(property, "");
        if (text.isEmpty()) {
            return defaultValue;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(property + ": '" + text + "' is not a number from 1 to 999999999");
        }
        return Integer.parseInt(text);
    }

    /** One benchmark. */
    interface Benchmark {

        int defaultRows();

        /** Runs it and prints its figures. */
        void run(Settings settings) throws Exception;

    }

    /**
     * How to run a benchmark.
     *
     * @param modules the folder with the modules that are built
     * @param rows how many rows a round has
     * @param rounds how many rounds count
     * @param profile the file for a flight recording of the service; empty for none
     */
    record Settings(Path modules, int rows, int rounds, String profile) {

        Path jar(String module) {
            return this.modules.resolve(module).resolve("target").resolve(module + "-exec.jar");
        }

    }

}
