package io.rowcast.ingest;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.Gaps;
import io.rowcast.ingest.source.IdPosition;
import io.rowcast.ingest.source.Position;
import io.rowcast.ingest.source.StartFrom;
import io.rowcast.ingest.source.TableStoppedException;
import io.rowcast.ingest.source.Unread;
import io.rowcast.operator.PipelineAction;
import io.rowcast.operator.RefusedRequestException;
import org.jspecify.annotations.Nullable;

/** The ways in which an operator moves a cursor. The sequence never goes back. */
sealed interface Moves {

    /** Reading begins anew. */
    record Reset(StartFrom start) implements Moves {

        @Override
        public Cursor from(Cursor cursor, Function<StartFrom, Position> beginning) {
            try {
                Position position = beginning.apply(this.start);
                return cursor.at(position, !position.isReadInRanges()).ofAnyTable();
            }
            catch (TableStoppedException ex) {
                throw new RefusedRequestException("position: " + ex.getMessage());
            }
        }

    }

    /** What has stopped the table, if anything, stops it no longer. */
    record Accept(UnaryOperator<Cursor> accepting) implements Moves {

        @Override
        public Cursor from(Cursor cursor, Function<StartFrom, Position> beginning) {
            return this.accepting.apply(cursor);
        }

    }

    /** Nothing that is not read yet up to this id, itself included, will be. */
    record SkipRows(long id) implements Moves {

        @Override
        public Cursor from(Cursor cursor, Function<StartFrom, Position> beginning) {
            IdPosition ids = ids(cursor);
            Unread unread = ids.unread().without(Long.MIN_VALUE, this.id, 0);
            if (ids.id() != null && ids.id() >= this.id && unread.ids().equals(ids.unread().ids())) {
                throw new RefusedRequestException(
                        "position: " + this.id + " is not above " + ids.id() + "; reset goes back");
            }
            long highest = (ids.id() != null) ? Math.max(ids.id(), this.id) : this.id;
            return cursor.at(new IdPosition(highest, ids.gaps(), unread), cursor.firstReading());
        }

    }

    /** No id that was jumped over is looked for any more. */
    record SkipGaps() implements Moves {

        @Override
        public Cursor from(Cursor cursor, Function<StartFrom, Position> beginning) {
            IdPosition ids = ids(cursor);
            return cursor.at(new IdPosition(ids.id(), Gaps.NONE, ids.unread()), cursor.firstReading());
        }

    }

    /**
     * Returns where reading goes on.
     * @param beginning finds where to begin, in the database
     * @throws RefusedRequestException when there is no way there
     */
    Cursor from(Cursor cursor, Function<StartFrom, Position> beginning);

    /**
     * Returns what an action does to the cursor, empty where it does nothing.
     * @param accepting finds where the table stands once its change is accepted
     * @throws RefusedRequestException when the position is none
     */
    static Optional<Moves> of(PipelineAction action, @Nullable String position, UnaryOperator<Cursor> accepting) {
        String text = String.valueOf(position);
        return switch (action) {
            case PAUSE, RESTART -> Optional.empty();
            case RESUME -> Optional.of(new Accept(accepting));
            case RESET -> Optional.of(new Reset(new StartFrom(text)));
            case SKIP -> Optional.of(text.equals("gaps") ? new SkipGaps() : new SkipRows(id(text)));
        };
    }

    private static IdPosition ids(Cursor cursor) {
        if (cursor.position() instanceof IdPosition ids) {
            return ids;
        }
        throw new RefusedRequestException("position: only a table that is read by whole numbers, and has been read "
                + "before, can skip; reset it to a value");
    }

    private static long id(String position) {
        try {
            return Long.parseLong(position);
        }
        catch (NumberFormatException ex) {
            throw new RefusedRequestException(
                    "position: '" + position + "' is neither gaps nor an id up to which to pass over");
        }
    }

}
