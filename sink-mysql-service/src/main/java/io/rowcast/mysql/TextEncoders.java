package io.rowcast.mysql;

import java.nio.ByteBuffer;
import java.util.EnumSet;

import io.rowcast.mysql.TableColumn.Kind;

/** Strings, JSON and bytes. */
final class TextEncoders {

    private TextEncoders() {
    }

    static ValueEncoder string(TableColumn column) {
        ValueEncoder.require(column, EnumSet.of(Kind.TEXT, Kind.CHAR), "strings");
        boolean losesSpaces = column.kind() == Kind.CHAR;
        return value -> {
            String text = (String) value;
            requireLength(column, text);
            if (losesSpaces && text.endsWith(" ")) {
                throw column.refuse("CHAR loses the spaces at the end; change the column's type to VARCHAR");
            }
            return text;
        };
    }

    static ValueEncoder json(TableColumn column) {
        ValueEncoder.require(column, EnumSet.of(Kind.JSON, Kind.TEXT), "JSON");
        if (column.kind() == Kind.TEXT) {
            return string(column);
        }
        return value -> {
            String json = (String) value;
            requireLength(column, json);
            if (!JsonNumbers.areKept(json)) {
                throw column.refuse("MySQL's JSON keeps numbers to the precision of a double only; "
                        + "change the column's type to LONGTEXT");
            }
            return json;
        };
    }

    static ValueEncoder bytes(TableColumn column) {
        ValueEncoder.require(column, EnumSet.of(Kind.BLOB, Kind.BINARY), "bytes");
        return value -> {
            byte[] bytes = (value instanceof ByteBuffer buffer) ? bytes(buffer) : (byte[]) value;
            if (bytes.length > column.length() || (column.kind() == Kind.BINARY && bytes.length < column.length())) {
                throw column
                    .refuse("holds " + ((column.kind() == Kind.BINARY) ? "exactly " : "") + column.length() + " bytes");
            }
            return bytes;
        };
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static void requireLength(TableColumn column, String text) {
        int characters = text.length();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(text.charAt(i), (i + 1 < text.length()) ? text.charAt(i + 1) : ' ')) {
                    throw column.refuse("the text has half of a surrogate pair, which is no character");
                }
                i++;
                characters--;
            }
        }
        if (column.kind() != Kind.JSON && characters > column.length()) {
            throw column.refuse("holds " + column.length() + " characters");
        }
    }

}
