package io.rowcast.ingest.source;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.rowcast.record.RowJson;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a form become JSON straight from what the database prints, the same
 * bytes as those of {@link RowJson}.
 *
 * @param columns one for each field, in order
 * @param keyPlaces the fields of the key, by their places
 * @param keyNames what stands in front of each field of the key
 * @param published the schema in the form in which it is published
 */
record DirectForm(List<DirectColumn> columns, int[] keyPlaces, List<byte[]> keyNames, RowSchema published) {

    private static final RowJson JSON = new RowJson();

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    /** Returns null where no column has a shorter way than by its value. */
    static @Nullable DirectForm of(Schema schema, List<RowColumn> columns, List<Field> keyFields, RowSchema published) {
        if (columns.stream().allMatch(column -> column.type().json() == null)) {
            return null;
        }
        List<byte[]> names = names(schema.fields());
        List<DirectColumn> direct = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            direct.add(new DirectColumn(names.get(i), columns.get(i), schema.fields().get(i).schema()));
        }
        return new DirectForm(direct, keyFields.stream().mapToInt(Field::index).toArray(), names(keyFields), published);
    }

    private static List<byte[]> names(List<Field> fields) {
        List<byte[]> names = new ArrayList<>();
        for (Field field : fields) {
            String before = names.isEmpty() ? "{" : ",";
            names.add((before + JSON.text(Schema.STRING_SCHEMA, field.name()) + ":").getBytes(StandardCharsets.UTF_8));
        }
        return names;
    }

    /**
     * Returns the row that a result stands on, or null when it has a value for which the
     * form has no place.
     * @param json whatever it holds is gone
     */
    @Nullable SourceRow encode(ResultSet result, JsonBytes json) throws SQLException {
        json.clear();
        int[] ends = new int[this.columns.size()];
        for (int i = 0; i < ends.length; i++) {
            DirectColumn column = this.columns.get(i);
            json.append(column.name());
            if (!column.append(result, json)) {
                return null;
            }
            ends[i] = json.length();
        }
        json.append('}');
        int length = json.length();
        byte[] value = json.copy(0, length);
        return new SourceRow(key(value, ends, json), value, length, this.published, null);
    }

    /** The values of the key are those of the row. */
    private byte @Nullable [] key(byte[] value, int[] ends, JsonBytes json) {
        if (this.keyPlaces.length == 0) {
            return null;
        }
        json.clear();
        for (int i = 0; i < this.keyPlaces.length; i++) {
            int place = this.keyPlaces[i];
            int begin = ((place > 0) ? ends[place - 1] : 0) + this.columns.get(place).name().length;
            json.append(this.keyNames.get(i)).append(value, begin, ends[place]);
        }
        json.append('}');
        return json.copy(0, json.length());
    }

    /**
     * A column on this way.
     *
     * @param name what stands in front of its value
     * @param column the column
     * @param schema its schema
     */
    private record DirectColumn(byte[] name, RowColumn column, Schema schema) {

        /** Returns whether the schema has a place for the value. */
        boolean append(ResultSet result, JsonBytes json) throws SQLException {
            JsonText text = this.column.type().json();
            byte[] bytes = (text != null) ? result.getBytes(this.column.index()) : NULL;
            if (text == null || (bytes != null && !text.append(bytes, json))) {
                return appendValue(result, json);
            }
            if (bytes == null) {
                json.append(NULL);
                return this.schema.isOptional();
            }
            return true;
        }

        private boolean appendValue(ResultSet result, JsonBytes json) throws SQLException {
            try {
                Object value = this.column.type().reader().read(result, this.column.index());
                json.append((value != null) ? JSON.encode(this.schema, value) : NULL);
                return value != null || this.schema.isOptional();
            }
            catch (UnrepresentableValueException | ArithmeticException | NumberFormatException ex) {
                return false;
            }
        }

    }

}
