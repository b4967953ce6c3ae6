package io.rowcast.ingest.publish;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowcast.ingest.source.BulkPosition;
import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.GapGroup;
import io.rowcast.ingest.source.Gaps;
import io.rowcast.ingest.source.IdPosition;
import io.rowcast.ingest.source.IdRanges;
import io.rowcast.ingest.source.RangePosition;
import io.rowcast.ingest.source.Unread;
import io.rowcast.ingest.source.Position;
import io.rowcast.ingest.source.WindowPosition;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A cursor as the value of its record. Ranges of ids are numbers in pairs, the distance
 * from the end of the range before (from 0 for the first), and the distance from the
 * range's first id to its last: {@code [5,4,3,0]} means 5 to 9, and 12.
 */
final class CursorJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CursorJson() {
    }

    /**
     * Returns the cursor as JSON.
     * @param time when reading came there
     */
    static byte[] write(Cursor cursor, Instant time) {
        String schema = cursor.schema();
        String identity = cursor.identity();
        Content content = switch (cursor.position()) {
            case IdPosition ids -> new Content(ids.id(), cursor.sequence(), cursor.firstReading(),
                    ids.gaps().groups().stream().map(Group::of).toList(), UnreadJson.of(ids.unread()), null, null,
                    schema, identity, time);
            case WindowPosition window -> new Content(null, cursor.sequence(), cursor.firstReading(), null, null,
                    WindowJson.of(window), null, schema, identity, time);
            case BulkPosition bulk -> new Content(null, cursor.sequence(), cursor.firstReading(), null, null, null,
                    bulk, schema, identity, time);
            case RangePosition range -> throw new IllegalArgumentException("a part of the table is no cursor of it");
            case null -> throw new IllegalArgumentException("reading has not begun");
        };
        return MAPPER.writeValueAsBytes(content);
    }

    /**
     * The inverse of {@link #write}.
     * @throws IllegalArgumentException when the bytes are not a cursor
     */
    static Cursor read(byte[] json) {
        try {
            Content content = MAPPER.readValue(json, Content.class);
            return new Cursor(content.at(), content.sequence(), content.firstReading(), content.schema(),
                    content.identity());
        }
        catch (JacksonException ex) {
            throw new IllegalArgumentException("not a cursor", ex);
        }
    }

    /** One of the positions is there; gaps and unread belong to that among ids. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Content(@Nullable Long position, long sequence, boolean firstReading, @Nullable List<Group> gaps,
            @Nullable UnreadJson unread, @Nullable WindowJson window, @Nullable BulkPosition bulk,
            @Nullable String schema, @Nullable String identity, Instant time) {

        Position at() {
            if (this.window != null) {
                return this.window.position();
            }
            if (this.bulk != null) {
                return this.bulk;
            }
            List<Group> groups = (this.gaps != null) ? this.gaps : List.of();
            return new IdPosition(this.position, new Gaps(groups.stream().map(Group::group).toList()),
                    (this.unread != null) ? this.unread.unread() : Unread.NONE);
        }

    }

    record Group(Instant seen, long fence, boolean settled, boolean initial, long[] ranges) {

        static Group of(GapGroup group) {
            return new Group(group.seen(), group.fence(), group.settled(), group.initial(), numbers(group.ranges()));
        }

        /** The ids are to be looked for at once: nobody knows for how long none has. */
        GapGroup group() {
            return new GapGroup(CursorJson.ranges(this.ranges), this.seen, this.fence, this.settled, this.initial,
                    Instant.EPOCH);
        }

    }

    record UnreadJson(long[] ids, long rows) {

        static @Nullable UnreadJson of(Unread unread) {
            return unread.isEmpty() ? null : new UnreadJson(numbers(unread.ids()), unread.rows());
        }

        Unread unread() {
            return new Unread(ranges(this.ids), this.rows);
        }

    }

    private static long[] numbers(IdRanges ranges) {
        long[] numbers = new long[2 * ranges.size()];
        long last = 0;
        for (int i = 0; i < ranges.size(); i++) {
            // Distances over all of bigint overflow, and so do the sums that undo them.
            numbers[2 * i] = ranges.first(i) - last;
            numbers[2 * i + 1] = ranges.last(i) - ranges.first(i);
            last = ranges.last(i);
        }
        return numbers;
    }

    private static IdRanges ranges(long[] numbers) {
        IdRanges.Builder builder = new IdRanges.Builder();
        long last = 0;
        for (int i = 0; i < numbers.length; i += 2) {
            long first = last + numbers[i];
            last = first + numbers[i + 1];
            builder.add(first, last);
        }
        return builder.build();
    }

}
