package io.rowcast.ingest;

import java.util.Optional;

import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.Gaps;
import io.rowcast.operator.PipelineAction;
import io.rowcast.operator.RefusedRequestException;
import org.jspecify.annotations.Nullable;

/** The ways in which an operator moves a cursor. The sequence never goes back. */
sealed interface Moves {

    /**
     * Everything from this id on is read, again or not; null stands for the first row.
     */
    record Reset(@Nullable Long id) implements Moves {

        @Override
        public Cursor from(Cursor cursor) {
            boolean isAll = this.id == null || this.id == Long.MIN_VALUE;
            return new Cursor(isAll ? null : this.id - 1, cursor.sequence(), true, Gaps.NONE);
        }

    }

    /** Nothing that is not read yet up to this id, itself included, will be. */
    record SkipRows(long id) implements Moves {

        @Override
        public Cursor from(Cursor cursor) {
            if (cursor.position() != null && cursor.position() >= this.id) {
                throw new RefusedRequestException(
                        "position: " + this.id + " is not above " + cursor.position() + "; reset goes back");
            }
            return new Cursor(this.id, cursor.sequence(), cursor.firstReading(), cursor.gaps());
        }

    }

    /** No id that was jumped over is looked for any more. */
    record SkipGaps() implements Moves {

        @Override
        public Cursor from(Cursor cursor) {
            return new Cursor(cursor.position(), cursor.sequence(), cursor.firstReading(), Gaps.NONE);
        }

    }

    /** Returns where reading goes on. */
    Cursor from(Cursor cursor);

    /**
     * Returns what an action does to the cursor, empty where it does nothing.
     * @throws RefusedRequestException when the position is none
     */
    static Optional<Moves> of(PipelineAction action, @Nullable String position) {
        return switch (action) {
            case PAUSE, RESUME, RESTART -> Optional.empty();
            case RESET -> Optional.of(new Reset("beginning".equals(position) ? null
                    : id(position, "neither beginning nor an id from which to read on")));
            case SKIP -> Optional.of("gaps".equals(position) ? new SkipGaps()
                    : new SkipRows(id(position, "neither gaps nor an id up to which to pass over")));
        };
    }

    private static long id(@Nullable String position, String otherwise) {
        try {
            return Long.parseLong(String.valueOf(position));
        }
        catch (NumberFormatException ex) {
            throw new RefusedRequestException("position: '" + position + "' is " + otherwise);
        }
    }

}
