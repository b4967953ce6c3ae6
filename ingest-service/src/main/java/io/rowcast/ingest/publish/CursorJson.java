package io.rowcast.ingest.publish;

import java.time.Instant;
import java.util.List;

import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.GapGroup;
import io.rowcast.ingest.source.Gaps;
import io.rowcast.ingest.source.IdRanges;
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
     * @param schema fingerprint of the latest rows' schema
     * @param time when they were read
     */
    static byte[] write(Cursor cursor, String schema, Instant time) {
        List<Group> gaps = cursor.gaps().groups().stream().map(Group::of).toList();
        return MAPPER.writeValueAsBytes(
                new Content(cursor.position(), cursor.sequence(), cursor.firstReading(), gaps, schema, time));
    }

    /**
     * The inverse of {@link #write}.
     * @throws IllegalArgumentException when the bytes are not a cursor
     */
    static Cursor read(byte[] json) {
        try {
            Content content = MAPPER.readValue(json, Content.class);
            return new Cursor(content.position(), content.sequence(), content.firstReading(),
                    new Gaps(content.gaps().stream().map(Group::group).toList()));
        }
        catch (JacksonException ex) {
            throw new IllegalArgumentException("not a cursor", ex);
        }
    }

    record Content(@Nullable Long position, long sequence, boolean firstReading, List<Group> gaps, String schema,
            Instant time) {
    }

    record Group(Instant seen, long fence, boolean settled, boolean initial, long[] ranges) {

        static Group of(GapGroup group) {
            IdRanges ranges = group.ranges();
            long[] numbers = new long[2 * ranges.size()];
            long last = 0;
            for (int i = 0; i < ranges.size(); i++) {
                // Distances over all of bigint overflow, and so do the sums that undo
                // them.
                numbers[2 * i] = ranges.first(i) - last;
                numbers[2 * i + 1] = ranges.last(i) - ranges.first(i);
                last = ranges.last(i);
            }
            return new Group(group.seen(), group.fence(), group.settled(), group.initial(), numbers);
        }

        /** The ids are to be looked for at once: nobody knows for how long none has. */
        GapGroup group() {
            IdRanges.Builder builder = new IdRanges.Builder();
            long last = 0;
            for (int i = 0; i < this.ranges.length; i += 2) {
                long first = last + this.ranges[i];
                last = first + this.ranges[i + 1];
                builder.add(first, last);
            }
            return new GapGroup(builder.build(), this.seen, this.fence, this.settled, this.initial, Instant.EPOCH);
        }

    }

}
