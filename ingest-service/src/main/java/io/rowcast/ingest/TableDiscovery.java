package io.rowcast.ingest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.rowcast.ingest.source.DatabaseTables;
import io.rowcast.ingest.source.TableName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks which tables there are, each time that it is run, and tells what is to be read.
 * Every replica does that by itself. For one thread.
 */
final class TableDiscovery implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(TableDiscovery.class);

    private static final int MOST_NAMES = 10;

    private final DatabaseTables database;

    private final TableChoice choice;

    private final Consumer<List<ChosenTable>> tables;

    private Set<String> before;

    private Set<String> unmatchedBefore = Set.of();

    /**
     * Looks for nothing yet.
     * @param tables is told the tables to read
     */
    TableDiscovery(DatabaseTables database, TableChoice choice, Consumer<List<ChosenTable>> tables) {
        this.database = database;
        this.choice = choice;
        this.tables = tables;
        this.before = names(choice.of(List.of()));
    }

    /** What was found before stays when the database fails, which is thrown. */
    @Override
    public void run() {
        if (!this.choice.isByPattern()) {
            return;
        }
        List<TableName> found = this.database.find();
        List<ChosenTable> chosen = this.choice.of(found);
        tell(names(chosen));
        warn(Set.copyOf(this.choice.unmatched(found)));
        this.tables.accept(chosen);
    }

    private void tell(Set<String> now) {
        Set<String> added = difference(now, this.before);
        if (!added.isEmpty()) {
            log.info("found, to be read from now on: {}", some(added));
        }
        Set<String> gone = difference(this.before, now);
        if (!gone.isEmpty()) {
            log.info("no longer there, or not to be read any more; cursors are kept: {}", some(gone));
        }
        this.before = now;
    }

    private void warn(Set<String> unmatched) {
        difference(unmatched, this.unmatchedBefore)
            .forEach(each -> log.warn("{} matches no table; the service waits for one to appear", each));
        this.unmatchedBefore = unmatched;
    }

    private static Set<String> names(List<ChosenTable> tables) {
        return tables.stream().map(ChosenTable::name).collect(Collectors.toSet());
    }

    private static Set<String> difference(Set<String> all, Set<String> without) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(without);
        return rest;
    }

    private static String some(Set<String> names) {
        String some = names.stream().sorted().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return (names.size() > MOST_NAMES) ? some + " and " + (names.size() - MOST_NAMES) + " more" : some;
    }

}
