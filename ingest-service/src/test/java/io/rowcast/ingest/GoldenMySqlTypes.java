package io.rowcast.ingest;

import java.util.List;

/**
 * Values of each type of MySQL, with extremes, and the JSON that each becomes. They are
 * the columns of one table: its first row is NULL everywhere, each further row has the
 * next value of every column that has one.
 */
final class GoldenMySqlTypes {

    static final List<Type> TYPES = List.of(of("tinyint", raw("-128"), raw("127")),
            of("tinyint unsigned", raw("0"), raw("255")), of("tinyint(1)", raw("1"), raw("-5")),
            of("boolean", value("true", "1"), value("false", "0")), of("smallint", raw("-32768"), raw("32767")),
            of("smallint unsigned", raw("65535")), of("mediumint", raw("-8388608"), raw("8388607")),
            of("mediumint unsigned", raw("16777215")), of("int", raw("-2147483648"), raw("2147483647")),
            of("int unsigned", raw("4294967295")), of("int(6) unsigned zerofill", value("42", "42")),
            of("bigint", raw("-9223372036854775808"), raw("9223372036854775807")),
            of("bigint unsigned", raw("0"), raw("18446744073709551615")),
            of("bigint unsigned zerofill", value("7", "7")),
            of("decimal(6,2)", value("1234.5", "1234.50"), raw("-0.01")),
            of("decimal(65,30)", raw("99999999999999999999999999999999999.999999999999999999999999999999"),
                    raw("-0.000000000000000000000000000001")),
            of("decimal", raw("-9999999999")), of("decimal(5,1) unsigned zerofill", value("1.5", "1.5")),
            of("float", value("1.1", "1.1"), value("16777216", "1.6777216E7"),
                    value("3.4028234663852886e38", "3.4028235E38"), value("1.4e-45", "1.4E-45")),
            of("float(7,4)", value("1.23456", "1.2346")),
            of("double", value("0.1", "0.1"), value("1.7976931348623157e308", "1.7976931348623157E308"),
                    value("5e-324", "4.9E-324"), value("0.30000000000000004", "0.30000000000000004")),
            of("double(9,2)", value("1234567.891", "1234567.89")),
            of("bit", value("b'1'", "true"), value("b'0'", "false")),
            of("bit(10)", value("b'1000000001'", "\"1000000001\""), value("b'1'", "\"0000000001\"")),
            of("bit(64)", value("b'" + "1".repeat(64) + "'", '"' + "1".repeat(64) + '"')),
            of("year", raw("1901"), raw("2155"), value("'0000'", "0")),
            of("char(5)", text("ab"), value("'ab   '", "\"ab\""), text("")),
            of("varchar(5)", text("ab   "), text("äöü€😀")), of("varchar(5) CHARACTER SET latin1", text("äöü")),
            of("varchar(5) CHARACTER SET utf16", text("ü😀")), of("varchar(5) CHARACTER SET sjis", text("日本")),
            of("tinytext", text("x")), of("text", text("null"), value("'a\\\"b\\n\\t\\\\'", "\"a\\\"b\\n\\t\\\\\"")),
            of("mediumtext", text("x")), of("longtext", text("\u0001", "\\u0001")),
            of("binary(4)", value("x'00ff'", "\"AP8AAA==\"")),
            of("varbinary(4)", value("x'00ff'", "\"AP8=\""), value("''", "\"\"")),
            of("tinyblob", value("x'5c27'", "\"XCc=\"")), of("blob", value("x'00ff10'", "\"AP8Q\"")),
            of("mediumblob", value("x'80'", "\"gA==\"")), of("longblob", value("x'0a'", "\"Cg==\"")),
            of("enum('sad', 'ok, \"so\"', '') COLLATE utf8mb4_bin", text("sad"),
                    value("'ok, \"so\"'", "\"ok, \\\"so\\\"\""), text(""), value("'other'", "\"\"")),
            of("set('a', 'b', 'c')", value("'c,a'", "\"a,c\""), text("")),
            of("json", value("'{\"b\": 1.10, \"a\": [null]}'", "{\"a\": [null], \"b\": 1.1}"),
                    value("'\"x\"'", "\"x\""), value("'null'", "null"), value("'1e100'", "1e100"), value("'[]'", "[]")),
            of("date", quoted("1000-01-01"), quoted("9999-12-31"), quoted("0001-01-01"), quoted("0000-00-00"),
                    quoted("2020-00-00"), quoted("2020-02-00")),
            of("time", quoted("11:20:20"), quoted("00:00:00"), quoted("23:59:59"), quoted("24:00:00"),
                    quoted("838:59:59"), quoted("-838:59:59"), quoted("-00:00:01")),
            of("time(6)", quoted("11:20:20.355755"), value("'11:20:20'", "\"11:20:20\""),
                    value("'838:59:59'", "\"838:59:59.000000\""), quoted("-00:00:00.000001")),
            of("time(2)", value("'11:20:20.25'", "\"11:20:20.250000\"")),
            of("datetime", value("'2020-06-29 11:20:20'", "\"2020-06-29T11:20:20\""),
                    value("'2021-03-14 02:30:00'", "\"2021-03-14T02:30:00\""),
                    value("'9999-12-31 23:59:59'", "\"9999-12-31T23:59:59\""), quoted("0000-00-00 00:00:00"),
                    value("'0001-01-01'", "\"0001-01-01T00:00:00\"")),
            of("datetime(6)", value("'2020-06-29 11:20:20.355755'", "\"2020-06-29T11:20:20.355755\""),
                    value("'2020-06-29 11:20:20'", "\"2020-06-29T11:20:20\""), quoted("2020-00-29 11:20:20.000001")),
            of("timestamp NULL", value("'2020-06-29 11:20:20'", "\"2020-06-29T11:20:20Z\""),
                    value("'1970-01-01 00:00:01'", "\"1970-01-01T00:00:01Z\""),
                    value("'2038-01-19 03:14:07'", "\"2038-01-19T03:14:07Z\""), quoted("0000-00-00 00:00:00")),
            of("timestamp(3) NULL", value("'2020-10-25 01:30:00.123'", "\"2020-10-25T01:30:00.123000Z\"")),
            of("geometry",
                    value("ST_GeomFromText('POINT(0.30000000000000004 -2)')",
                            "\"SRID=0;POINT(0.30000000000000004 -2)\"")),
            of("point SRID 4326", value("ST_GeomFromText('POINT(1 2)', 4326)", "\"SRID=4326;POINT(1 2)\"")),
            of("polygon",
                    value("ST_GeomFromText('POLYGON((0 0,1 0,1 1,0 0))')", "\"SRID=0;POLYGON((0 0,1 0,1 1,0 0))\"")),
            of("int DEFAULT 7", raw("8")), of("int INVISIBLE", raw("9")));

    private GoldenMySqlTypes() {
    }

    private static Type of(String declaration, Value... values) {
        return new Type(declaration, List.of(values));
    }

    /** A number that is the same in JSON. */
    private static Value raw(String number) {
        return new Value(number, number);
    }

    /** A literal in quotes that MySQL prints as it takes it, which is a JSON string. */
    private static Value quoted(String text) {
        return new Value("'" + text + "'", '"' + text + '"');
    }

    private static Value text(String text) {
        return quoted(text);
    }

    private static Value text(String text, String json) {
        return new Value("'" + text + "'", '"' + json + '"');
    }

    private static Value value(String sql, String json) {
        return new Value(sql, json);
    }

    /**
     * A value.
     *
     * @param sql as MySQL takes it
     * @param json in the topic
     */
    record Value(String sql, String json) {
    }

    /** A type, and some of its values; NULL comes in addition. */
    record Type(String declaration, List<Value> values) {

        private boolean has(int row) {
            return row >= 0 && row < this.values.size();
        }

        /** Returns the value in a row, as SQL. In the row -1 it is NULL. */
        String sql(int row) {
            return has(row) ? this.values.get(row).sql() : "NULL";
        }

        /** Returns the JSON in a row. */
        String json(int row) {
            return has(row) ? this.values.get(row).json() : "null";
        }

    }

}
