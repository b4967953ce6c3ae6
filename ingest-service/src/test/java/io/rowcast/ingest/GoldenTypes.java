package io.rowcast.ingest;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values of each type, and the JSON that each becomes. */
final class GoldenTypes {

    static final List<Type> TYPES = List.of(type("smallint", value("-32768"), value("32767")),
            type("integer", value("-2147483648"), value("2147483647")),
            type("bigint", value("-9223372036854775808"), value("9223372036854775807")),
            type("real", value("1.1"), value("3.4028235e38", "3.4028235E38"), value("NaN", "\"NaN\""),
                    value("-Infinity", "\"-Infinity\"")),
            type("double precision", value("0.1"), value("1.7976931348623157e308", "1.7976931348623157E308"),
                    value("Infinity", "\"Infinity\"")),
            type("numeric(6,2)", value("1234.50"), value("-0.01"), value("NaN", null)),
            type("numeric", value("12345678901234567890.1234567890"), value("1.50"), value("0.000000000000001"),
                    value("NaN", "\"NaN\""), value("Infinity", "\"Infinity\""), value("-Infinity", "\"-Infinity\"")),
            type("boolean", value("t", "true"), value("f", "false")),
            type("text", text("x"), text(""), value("a\"b\nü€😀", "\"a\\\"b\\nü€😀\"")),
            type("varchar(5)", text("abcde"), text("")), type("char(5)", value("ab", "\"ab   \"")),
            type("bytea", value("\\x00ff10", "\"AP8Q\""), value("", "\"\"")),
            type("uuid", text("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
            type("json", value("{\"b\": 1.10, \"a\": [null]}"), value("\"x\"")),
            type("jsonb", value("{\"a\": 1, \"b\": 1.10}"), value("12")),
            type("date", text("1917-06-03"), value("infinity", "\"infinity\""), text("0001-01-01"),
                    value("0044-03-15 BC", "\"-0043-03-15\"")),
            type("time", text("11:20:20.355755"), text("24:00:00"), text("00:00:00")),
            type("timestamp", value("2020-06-29 11:20:20.355755", "\"2020-06-29T11:20:20.355755\""),
                    value("2021-03-14 02:30:00", "\"2021-03-14T02:30:00\""), value("-infinity", "\"-infinity\"")),
            type("timestamptz", value("2020-06-29 11:20:20.355755+02", "\"2020-06-29T09:20:20.355755Z\""),
                    value("1883-11-18 12:00:00+00", "\"1883-11-18T12:00:00Z\""), value("infinity", "\"infinity\"")),
            type("integer[]", value("{1,NULL,-3}", "[1,null,-3]"), value("{}", "[]"), value("{{1,2},{3,4}}", null)),
            type("text[]", value("{a,\"b \\\"c\\\"\",NULL,\"NULL\"}", "[\"a\",\"b \\\"c\\\"\",null,\"NULL\"]")),
            type("numeric(4,1)[]", value("{1.5,2.0}", "[1.5,2.0]")), type("boolean[]", value("{t,f}", "[true,false]")),
            type("timestamptz[]", value("{\"2020-06-29 11:20:20+00\"}", "[\"2020-06-29T11:20:20Z\"]")),
            type("bytea[]", value("{\"\\\\x00ff\"}", "[\"AP8=\"]")),
            type("uuid[]",
                    value("{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}", "[\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"]")),
            type("jsonb[]", value("{\"{\\\"a\\\": 1}\"}", "[{\"a\": 1}]")));

    private GoldenTypes() {
    }

    private static Type type(String declaration, Value... values) {
        return new Type(declaration, Arrays.asList(values));
    }

    /** A value whose JSON is what PostgreSQL prints. */
    private static Value value(String postgres) {
        return new Value(postgres, postgres);
    }

    private static Value text(String postgres) {
        return new Value(postgres, '"' + postgres + '"');
    }

    private static Value value(String postgres, String json) {
        return new Value(postgres, json);
    }

    /**
     * A value.
     *
     * @param postgres as PostgreSQL takes it
     * @param json as it is in the topic; null for one that is rejected
     */
    record Value(String postgres, String json) {
    }

    /** A type, and some of its values; NULL comes in addition. */
    record Type(String declaration, List<Value> values) {

        String table() {
            return "t_" + this.declaration.replaceAll("\\W", "_");
        }

        String createTable() {
            String rows = IntStream.range(0, this.values.size())
                .mapToObj(i -> "(" + (i + 2) + ", '" + this.values.get(i).postgres().replace("'", "''") + "')")
                .collect(Collectors.joining(", "));
            return "CREATE TABLE " + table() + " (id int PRIMARY KEY, v " + this.declaration + ");" + "INSERT INTO "
                    + table() + " VALUES (1, NULL), " + rows;
        }

        List<String> json() {
            return java.util.stream.Stream.concat(Stream.of("null"), this.values.stream().map(Value::json))
                .filter(Objects::nonNull)
                .toList();
        }

    }

}
