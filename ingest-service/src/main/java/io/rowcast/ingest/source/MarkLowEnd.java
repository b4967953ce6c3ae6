package io.rowcast.ingest.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Of a value that grows but tells no time: it is noted how far reading had come when.
 *
 * @param spacing the shortest time between two marks
 */
record MarkLowEnd(Duration spacing) implements LowEnd {

    private static final int MOST = 100;

    private static final int MARKS_OF_LOOKBACK = 10;

    static MarkLowEnd of(Duration lookback) {
        return new MarkLowEnd(lookback.dividedBy(MARKS_OF_LOOKBACK));
    }

    @Override
    public @Nullable Bound settled(WindowPosition from, Instant settled) {
        List<WindowPosition.Mark> marks = remaining(from, settled);
        boolean isFirstOver = !marks.isEmpty() && !marks.getFirst().seen().isAfter(settled);
        return isFirstOver ? Bound.after(marks.getFirst().at()) : null;
    }

    /** All marks but those below the highest that is settled. */
    private static List<WindowPosition.Mark> remaining(WindowPosition from, Instant settled) {
        List<WindowPosition.Mark> marks = from.marks();
        int first = 0;
        while (first + 1 < marks.size() && !marks.get(first + 1).seen().isAfter(settled)) {
            first++;
        }
        return marks.subList(first, marks.size());
    }

    @Override
    public List<WindowPosition.Mark> marks(WindowPosition from, List<String> at, Instant seen, Instant settled) {
        List<WindowPosition.Mark> marks = new ArrayList<>(remaining(from, settled));
        boolean isNew = !at.isEmpty() && (marks.isEmpty()
                || (!marks.getLast().at().equals(at) && !seen.isBefore(marks.getLast().seen().plus(this.spacing))));
        if (isNew) {
            marks.add(new WindowPosition.Mark(at, seen));
        }
        if (marks.size() > MOST) {
            for (int i = MOST - 1; i > 0; i -= 2) {
                marks.remove(i);
            }
        }
        return List.copyOf(marks);
    }

    @Override
    public @Nullable String ceiling(Instant now) {
        return null;
    }

}
