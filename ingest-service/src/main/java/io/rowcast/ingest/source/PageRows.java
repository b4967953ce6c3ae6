package io.rowcast.ingest.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a page while it is read: bounded in number and in bytes. */
final class PageRows {

    static final int MOST_BYTES = 4 << 20;

    private final RowEncoder encoder;

    private final int pageSize;

    private final PageMemory.Share memory;

    private final List<SourceRow> rows = new ArrayList<>();

    private long bytes;

    private int widest = 1;

    PageRows(RowEncoder encoder, int pageSize, PageMemory.Share memory) {
        this.encoder = encoder;
        this.pageSize = pageSize;
        this.memory = memory;
    }

    /** Returns how many more rows to ask for. */
    int room() {
        return (this.bytes < MOST_BYTES) ? this.pageSize - this.rows.size() : 0;
    }

    /** Takes the row that a result stands on. */
    void add(ResultSet result) throws SQLException {
        this.memory.take();
        SourceRow row = this.encoder.encode(result);
        this.rows.add(row);
        this.bytes += row.footprint();
        this.widest = Math.max(this.widest, row.footprint());
    }

    List<SourceRow> rows() {
        return this.rows;
    }

    int accepted() {
        return Math.toIntExact(this.rows.stream().filter(SourceRow::isPublished).count());
    }

    /** Returns the bytes of a row on average. */
    int averageBytes() {
        return (int) (this.bytes / Math.max(1, this.rows.size()));
    }

    /** Returns the bytes of the widest row, 1 without rows. */
    int widest() {
        return this.widest;
    }

}
