package io.rowcast.ingest.source;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A table with transactions that commit in any order, and what a {@link TableReader}
 * reads of it.
 */
public final class ModelTable {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final RowSchema SCHEMA = RowSchema.of(SchemaBuilder.struct().build());

    private final PageMemory memory = new PageMemory(0);

    private final List<Long> committed = new ArrayList<>();

    private final TreeSet<Long> visible = new TreeSet<>();

    /** Ids by the transaction that has them. */
    private final TreeMap<Integer, Long> open = new TreeMap<>();

    private final int pageSize;

    private final long stride;

    private int nextTransaction = 100;

    private long nextId;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * Has no rows yet.
     * @param firstId the first id that is handed out
     * @param stride from one id to the next
     */
    public ModelTable(long firstId, long stride, int pageSize) {
        this.nextId = firstId;
        this.stride = stride;
        this.pageSize = pageSize;
    }

    public List<Long> committed() {
        return this.committed;
    }

    public boolean hasOpenTransactions() {
        return !this.open.isEmpty();
    }

    /** Returns the ids of the rows of a page. */
    public static List<Long> ids(SourcePage page) {
        return page.rows()
            .stream()
            .map(row -> Long.valueOf(new String(Objects.requireNonNull(row.key()), StandardCharsets.US_ASCII)))
            .toList();
    }

    public void insert() {
        this.open.put(this.nextTransaction++, this.nextId);
        this.nextId += this.stride;
    }

    public void skip() {
        this.nextId += 2 * this.stride;
    }

    /** Ends one of the open transactions. */
    public void end(int number, boolean commits) {
        if (this.open.isEmpty()) {
            return;
        }
        long id = Objects
            .requireNonNull(this.open.remove(new ArrayList<>(this.open.keySet()).get(number % this.open.size())));
        if (commits) {
            this.committed.add(id);
            this.visible.add(id);
        }
    }

    public void passTime(int seconds) {
        this.now = this.now.plusSeconds(seconds);
    }

    private TransactionSnapshot snapshot() {
        return new TransactionSnapshot(this.open.isEmpty() ? this.nextTransaction : this.open.firstKey(),
                this.nextTransaction);
    }

    /** Reads what is above the position, and the gaps below it. */
    public SourcePage poll(Cursor cursor) {
        IdPosition at = (IdPosition) cursor.position();
        if (at == null) {
            at = this.visible.isEmpty() ? new IdPosition(null, Gaps.NONE)
                    : new IdPosition(this.visible.last(), Gaps.NONE, Unread.of(Long.MIN_VALUE, this.visible.last()));
        }
        TransactionSnapshot snapshot = snapshot();
        GapSearch search = at.gaps().search(this.now, snapshot);
        List<Long> found = visibleIn(search.ranges());
        Gaps gaps = search.found(found.stream().mapToLong(Long::longValue).toArray(), true, this.now, snapshot, TIMEOUT)
            .gaps();
        Long position = at.id();
        IdRanges.Builder jumpedOver = new IdRanges.Builder();
        List<Long> above = limited((position == null) ? this.visible : this.visible.tailSet(position, false));
        for (long id : above) {
            IdReading.noteGap(jumpedOver, position, id);
            position = id;
        }
        found.addAll(above);
        return page(
                cursor, found, new IdPosition(position,
                        gaps.jumpedOver(jumpedOver.build(), this.now, snapshot, cursor.firstReading()), at.unread()),
                false, Findings.NONE);
    }

    /** Reads a page of a range, or cuts it. */
    public SourcePage read(Cursor cursor) {
        RangePosition range = (RangePosition) Objects.requireNonNull(cursor.position());
        List<Long> rows = new ArrayList<>(this.visible.subSet(range.first(), true, range.last(), true));
        if (!range.isCut()) {
            long end = (rows.size() > 2 * this.pageSize) ? rows.get(2 * this.pageSize - 1) : range.last();
            return page(cursor, List.of(), new RangePosition(range.first(), end, true), false, Findings.NONE);
        }
        RangeWalk walk = new RangeWalk(range);
        List<Long> read = limited(rows);
        read.forEach(walk::pass);
        if (rows.size() < this.pageSize) {
            walk.passRest();
        }
        return page(cursor, read, walk.rest(), walk.isAtEnd(), Findings.holes(walk.holes(), snapshot()));
    }

    private List<Long> limited(Collection<Long> ids) {
        return ids.stream().limit(this.pageSize).toList();
    }

    private List<Long> visibleIn(IdRanges ranges) {
        List<Long> found = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            found.addAll(this.visible.subSet(ranges.first(i), true, ranges.last(i), true));
        }
        return found;
    }

    private SourcePage page(Cursor cursor, List<Long> ids, @Nullable Position next, boolean exhausted,
            Findings findings) {
        List<SourceRow> rows = ids.stream()
            .map(id -> new SourceRow(id.toString().getBytes(StandardCharsets.US_ASCII), new byte[0], 0, SCHEMA, null))
            .toList();
        return new SourcePage(rows, SCHEMA, false,
                new Cursor(next, cursor.sequence() + rows.size(), false, SCHEMA.fingerprint(), null),
                new SourcePage.Stage(cursor.firstReading(), false, exhausted), this.now, findings, this.memory.share());
    }

}
