package io.rowcast.ingest.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Makes rows to bytes, one at a time, so that no page of objects is ever held. */
final class RowEncoder {

    private final Dialect dialect;

    private final RowLayout layout;

    private final RowOutput output;

    private final long readAt;

    private final JsonBytes json = new JsonBytes();

    /** The result of which it is known whether its rows can be encoded directly. */
    private @Nullable ResultSet known;

    private boolean isDirect;

    RowEncoder(Dialect dialect, RowLayout layout, RowOutput output, Instant readAt) {
        this.dialect = dialect;
        this.layout = layout;
        this.output = output;
        this.readAt = readAt.toEpochMilli();
    }

    /**
     * Returns the row that a result stands on: in the usual form, or in one of its own
     * where a value has no place in that.
     */
    SourceRow encode(ResultSet result) throws SQLException {
        RowForm form = this.layout.usual();
        DirectForm direct = form.direct();
        SourceRow encoded = (direct != null && isDirect(result)) ? direct.encode(result, this.json) : null;
        return (encoded != null) ? encoded : encodeValues(result, form);
    }

    private boolean isDirect(ResultSet result) throws SQLException {
        if (result != this.known) {
            this.known = result;
            this.isDirect = this.output.isRowJson() && this.dialect.isPrinted(result);
        }
        return this.isDirect;
    }

    private SourceRow encodeValues(ResultSet result, RowForm usual) throws SQLException {
        RowForm form = usual;
        Struct row = new Struct(form.schema());
        List<Integer> misfits = read(result, form, row);
        if (!misfits.isEmpty()) {
            form = this.layout.exact(misfits);
            row = new Struct(form.schema());
            misfits = read(result, form, row);
        }
        Struct key = key(form, row);
        if (!misfits.isEmpty()) {
            RowColumn column = form.columns().get(misfits.getFirst());
            return this.output.rejected(key, this.layout.published(),
                    "column " + column.name() + " holds " + reason(result.getString(column.index())));
        }
        return this.output.row(key, row, form.published(), this.readAt);
    }

    /** Returns the places of values for which the form has none. */
    private static List<Integer> read(ResultSet result, RowForm form, Struct row) throws SQLException {
        List<Integer> misfits = List.of();
        List<Field> fields = form.schema().fields();
        for (int i = 0; i < fields.size(); i++) {
            RowColumn column = form.columns().get(i);
            try {
                Object value = column.type().reader().read(result, column.index());
                if (value != null || fields.get(i).schema().isOptional()) {
                    row.put(fields.get(i), value);
                    continue;
                }
            }
            catch (UnrepresentableValueException | ArithmeticException | NumberFormatException ex) {
                // The exact form takes it.
            }
            misfits = misfits.isEmpty() ? new ArrayList<>() : misfits;
            misfits.add(i);
        }
        return misfits;
    }

    /**
     * No other such value is known; if there is one, its row must not hold the others.
     */
    private static String reason(@Nullable String text) {
        return (text == null) ? "NULL, which a column of the key must not" : "a value that its type does not explain";
    }

    private static @Nullable Struct key(RowForm form, Struct row) {
        Schema schema = form.key();
        if (schema == null) {
            return null;
        }
        Struct key = new Struct(schema);
        for (Field field : schema.fields()) {
            Object value = row.get(form.keyFields().get(field.index()));
            if (value == null && !field.schema().isOptional()) {
                // The very value for which the row is rejected.
                return null;
            }
            key.put(field, value);
        }
        return key;
    }

}
