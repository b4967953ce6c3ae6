package io.rowcast.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the quickstart is asked to do, from system properties; an empty one counts as not
 * given.
 *
 * @param rows {@code rows}: insert that many at once, wait until every store has them,
 * compare, end
 * @param rowsPerSecond {@code rows-per-second}: otherwise insert at this rate until
 * Ctrl-C
 * @param patience {@code patience}: seconds without any progress after which a finite run
 * gives up
 * @param data {@code data}: keep all data in this folder and go on from it; otherwise a
 * temporary one
 * @param modules the folder with the modules and their executable jars
 */
public record QuickstartOptions(OptionalLong rows, double rowsPerSecond, Duration patience, Optional<Path> data,
        Path modules) {

    static final double ROWS_PER_SECOND = 1;

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Reads the system properties.
     * @throws IllegalArgumentException naming the property, its value and what is allowed
     */
    static QuickstartOptions ofSystemProperties() {
        return new QuickstartOptions(rows(System.getProperty("rows", "")),
                rowsPerSecond(System.getProperty("rows-per-second", "")), patience(System.getProperty("patience", "")),
                Optional.of(System.getProperty("data", "")).filter(text -> !text.isBlank()).map(Path::of),
                modules(System.getProperty("rowcast.modules", ".")));
    }

    static OptionalLong rows(String text) {
        if (text.isBlank()) {
            return OptionalLong.empty();
        }
        try {
            long rows = Long.parseLong(text.trim());
            if (rows > 0) {
                return OptionalLong.of(rows);
            }
        }
        catch (NumberFormatException ex) {
            // said below
        }
        throw new IllegalArgumentException("rows: '" + text + "' is not a whole number above 0");
    }

    static Duration patience(String text) {
        if (text.isBlank()) {
            return PATIENCE;
        }
        try {
            int seconds = Integer.parseInt(text.trim());
            if (seconds > 0) {
                return Duration.ofSeconds(seconds);
            }
        }
        catch (NumberFormatException ex) {
            // said below
        }
        throw new IllegalArgumentException("patience: '" + text + "' is not a whole number of seconds above 0");
    }

    static double rowsPerSecond(String text) {
        if (text.isBlank()) {
            return ROWS_PER_SECOND;
        }
        try {
            double rate = Double.parseDouble(text.trim());
            if (rate > 0 && rate <= 100_000) {
                return rate;
            }
        }
        catch (NumberFormatException ex) {
            // said below
        }
        throw new IllegalArgumentException("rows-per-second: '" + text + "' is not a number above 0 and up to 100000");
    }

    private static Path modules(String text) {
        Path modules = Path.of(text).toAbsolutePath().normalize();
        if (!Files.isDirectory(modules.resolve("ingest-service"))) {
            throw new IllegalArgumentException("rowcast.modules: '" + modules + "' has no folder ingest-service");
        }
        return modules;
    }

}
