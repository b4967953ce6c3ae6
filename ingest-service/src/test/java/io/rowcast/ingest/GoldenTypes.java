package io.rowcast.ingest;

import java.util.List;

/**
 * Values of each type, with extremes, and the JSON that each becomes. They are the
 * columns of one table: its first row is NULL everywhere, each further row has the next
 * value of every column that has one.
 */
final class GoldenTypes {

    /** What the types of the table need. */
    static final String SETUP = """
            CREATE EXTENSION hstore;
            CREATE EXTENSION citext;
            CREATE TYPE mood AS ENUM ('sad', 'ok, "so"', '');
            CREATE DOMAIN amount AS numeric(4,1) CHECK (VALUE <> 13);
            CREATE DOMAIN price AS amount;
            CREATE DOMAIN numbers AS int[];
            CREATE TYPE pair AS (a int, b text, at timestamptz, for_long interval, bytes bytea);
            CREATE TYPE lengths AS RANGE (subtype = float8)""";

    static final List<Type> TYPES = List.of(of("smallint", raw("-32768"), raw("32767")),
            of("integer", raw("-2147483648"), raw("2147483647")),
            of("bigint", raw("-9223372036854775808"), raw("9223372036854775807")),
            of("real", raw("1.1"), value("3.4028235e38", "3.4028235E38"), value("1e-45", "1.4E-45"),
                    value("-0", "-0.0"), text("NaN"), text("Infinity"), text("-Infinity")),
            of("double precision", raw("0.1"), value("1.7976931348623157e308", "1.7976931348623157E308"),
                    value("5e-324", "4.9E-324"), text("NaN"), text("Infinity"), text("-Infinity")),
            of("numeric(6,2)", raw("1234.50"), raw("-0.01"), text("NaN"), raw("0.00")),
            of("numeric(3,-2)", raw("12300"), raw("-99900"), text("NaN")), of("numeric(2,5)", raw("0.00012")),
            of("numeric(1000,0)", raw("9".repeat(1000))),
            of("numeric", raw("12345678901234567890.1234567890"), raw("1.50"), raw("1e131071"), raw("1e-16383"),
                    text("NaN"), text("Infinity"), text("-Infinity")),
            of("money", value("$1,234.50", "1234.50"), value("-92233720368547758.08", "-92233720368547758.08"),
                    value("92233720368547758.07", "92233720368547758.07"), value("0", "0.00")),
            of("boolean", value("t", "true"), value("f", "false")),
            of("text", text("x"), text(""), text("null"), value("a\"b\n\t\\ü€😀", "\"a\\\"b\\n\\t\\\\ü€😀\"")),
            of("varchar", text("abcde")), of("varchar(5)", text("abcde"), text("")),
            of("char(5)", value("ab", "\"ab   \"")), of("\"char\"", text("x")), of("name", text("x".repeat(63))),
            of("citext", text("Ab")), of("bytea", value("\\x00ff10", "\"AP8Q\""), value("", "\"\"")),
            of("uuid", text("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
            of("json", raw("{\"b\": 1.10, \"a\": [null]}"), raw("\"x\""), raw("null"), raw("1e400"),
                    value("{\n\"a\":\n1}", "{ \"a\": 1}")),
            of("jsonb", raw("{\"a\": 1, \"b\": 1.10}"), raw("12"), raw("null"), raw("\"null\"")),
            of("xml", value("<a b=\"1\">ü</a>", "\"<a b=\\\"1\\\">ü</a>\""), text("")),
            of("date", text("1917-06-03"), text("0001-01-01"), value("0044-03-15 BC", "\"-0043-03-15\""),
                    value("4713-11-24 BC", "\"-4712-11-24\""), value("5874897-12-31", "\"+5874897-12-31\""),
                    text("infinity"), text("-infinity")),
            of("time", text("11:20:20.355755"), text("24:00:00"), text("00:00:00"), text("23:59:59.999999")),
            of("timetz", value("11:20:20.355755+02", "\"11:20:20.355755+02:00\""), value("00:00+00", "\"00:00:00Z\""),
                    value("24:00:00-15:59:59", "\"24:00:00-15:59:59\""), value("05:00+05:30", "\"05:00:00+05:30\"")),
            of("timestamp", value("2020-06-29 11:20:20.355755", "\"2020-06-29T11:20:20.355755\""),
                    value("2021-03-14 02:30:00", "\"2021-03-14T02:30:00\""),
                    value("4713-11-24 00:00:00 BC", "\"-4712-11-24T00:00:00\""),
                    value("294276-12-31 23:59:59.999999", "\"+294276-12-31T23:59:59.999999\""), text("infinity"),
                    text("-infinity")),
            of("timestamptz", value("2020-06-29 11:20:20.355755+02", "\"2020-06-29T09:20:20.355755Z\""),
                    value("1883-11-18 12:00:00+00", "\"1883-11-18T12:00:00Z\""),
                    value("4713-11-24 00:00:00+00 BC", "\"-4712-11-24T00:00:00Z\""),
                    value("294276-12-31 23:59:59.999999+00", "\"+294276-12-31T23:59:59.999999Z\""), text("infinity"),
                    text("-infinity")),
            of("interval", text("P1Y2M3DT4H5M6.789S"), text("PT0S"), text("P-1Y-2M3DT-4H-5M-6.000001S"),
                    printed("178956970 years 7 mons 2147483647 days 2562047788:00:54.775806"), text("infinity")),
            of("inet", text("192.168.0.1/24"), text("::ffff:1.2.3.4")), of("cidr", printed("10.0.0.0/8")),
            of("macaddr", text("08:00:2b:01:02:03")), of("macaddr8", text("08:00:2b:01:02:03:04:05")),
            of("bit(3)", text("101")), of("bit varying", text("10110"), text("")),
            of("mood", text("sad"), value("ok, \"so\"", "\"ok, \\\"so\\\"\""), text("")),
            of("amount", raw("1.5"), text("NaN")), of("price", raw("2.0")), of("numbers", value("{1,2}", "[1,2]")),
            of("pair", printed("(1,\"a \"\"b\"\"\",\"2020-01-01 02:00+02\",\"1 day\",\"\\\\x00ff\")"),
                    printed("(,,,,)")),
            of("int4range", text("[1,10)"), text("empty"), text("(,5)")), of("numrange", printed("[1.10,2]")),
            of("tstzrange", printed("[2020-01-01 00:00+02,infinity)")), of("daterange", printed("[0044-01-01 BC,]")),
            of("lengths", printed("[1.5,2.5)")), of("int8multirange", text("{[1,2),[5,6)}"), text("{}")),
            of("hstore",
                    value("b=>NULL, \"q\\\"\\\\ \"=>\"\", a=>\"1\"", "{\"a\":\"1\",\"b\":null,\"q\\\"\\\\ \":\"\"}"),
                    value("", "{}")),
            of("tsvector", printed("'fat':2A 'it''s':1,3")), of("tsquery", printed("fat & (rat | !cat:*)")),
            of("point", text("(1.5,-2)"), text("(NaN,Infinity)")), of("line", text("{1,2,3}")),
            of("lseg", text("[(1,2),(3,4)]")), of("box", text("(3,4),(1,2)")), of("path", text("((1,2),(3,4))")),
            of("polygon", text("((1,2),(3,4),(5,6))")), of("circle", text("<(1,2),3>")), of("oid", raw("4294967295")),
            of("xid", raw("4294967295")), of("xid8", text("18446744073709551615")), of("tid", text("(4294967295,1)")),
            of("regclass", printed("pg_class")), of("pg_lsn", text("FFFFFFFF/FFFFFFFF")),
            of("pg_snapshot", text("10:20:10,14")), of("jsonpath", printed("$.a[*] ? (@ > 1)")),
            of("oidvector", text("1 2 3")),
            of("integer[]", value("{1,NULL,-3}", "[1,null,-3]"), value("{}", "[]"),
                    value("{{1,2},{3,NULL}}", "[[1,2],[3,null]]"), value("[0:1]={1,2}", "\"[0:1]={1,2}\""),
                    value("{{{1},{2}}}", "[[[1],[2]]]")),
            of("text[]", value("{a,\"b \\\"c\\\"\",NULL,\"NULL\"}", "[\"a\",\"b \\\"c\\\"\",null,\"NULL\"]"),
                    value("{{\"}\",\"{\"},{\",\",\"\"}}", "[[\"}\",\"{\"],[\",\",\"\"]]"),
                    value("[-1:0]={a,\"\\\"\"}", "\"[-1:0]={a,\\\"\\\\\\\"\\\"}\"")),
            of("numeric(4,1)[]", value("{1.5,2.0}", "[1.5,2.0]"), value("{1.5,NaN,NULL}", "[1.5,\"NaN\",null]")),
            of("boolean[]", value("{t,f}", "[true,false]")), of("real[]", value("{1.5,NaN}", "[1.5,\"NaN\"]")),
            of("date[]", value("{infinity,\"0044-03-15 BC\"}", "[\"infinity\",\"-0043-03-15\"]")),
            of("timestamp[]", value("{2020-01-01,infinity}", "[\"2020-01-01T00:00:00\",\"infinity\"]"),
                    value("{294276-12-31,infinity}", "[\"+294276-12-31T00:00:00\",\"infinity\"]")),
            of("timestamptz[]", value("{\"2020-06-29 11:20:20+00\"}", "[\"2020-06-29T11:20:20Z\"]")),
            of("timetz[]", value("{11:20+01}", "[\"11:20:00+01:00\"]")),
            of("interval[]", value("{1 day,-1 day}", "[\"P1D\",\"P-1D\"]")),
            of("bytea[]", value("{\"\\\\x00ff\"}", "[\"AP8=\"]")), of("money[]", value("{-1,2.5}", "[-1.00,2.50]")),
            of("uuid[]", value("{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}", "[\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"]")),
            of("jsonb[]", value("{\"{\\\"a\\\": 1}\",NULL}", "[{\"a\": 1},null]"),
                    value("{\"null\",NULL}", "\"{\\\"null\\\",NULL}\"")),
            of("hstore[]", value("{\"a=>1\",NULL}", "[{\"a\":\"1\"},null]")),
            of("mood[]", value("{sad,\"\"}", "[\"sad\",\"\"]")), of("price[]", value("{1.5,NaN}", "[1.5,\"NaN\"]")),
            of("numbers[]", value("{\"{1,2}\",\"{}\",NULL}", "[[1,2],[],null]")),
            of("pair[]", value("{\"(1,x,,,)\"}", "[\"(1,x,,,)\"]")), of("inet[]", value("{1.2.3.4}", "[\"1.2.3.4\"]")),
            of("bit(3)[]", value("{101}", "[\"101\"]")), of("int4range[]", value("{\"[1,2)\"}", "[\"[1,2)\"]")),
            of("point[]", value("{\"(1,2)\"}", "[\"(1,2)\"]")),
            of("box[]", value("{(3,4),(1,2);(7,8),(5,6)}", "[\"(3,4),(1,2)\",\"(7,8),(5,6)\"]")),
            of("integer DEFAULT 7", raw("8")), of("integer NOT NULL DEFAULT 7"), of("jsonb NOT NULL DEFAULT 'null'"),
            of("integer GENERATED ALWAYS AS (id * 2) STORED"),
            of("text GENERATED ALWAYS AS ('#' || id::text) VIRTUAL"));

    private GoldenTypes() {
    }

    private static Type of(String declaration, Value... values) {
        return new Type(declaration, List.of(values));
    }

    /** A value whose JSON is what PostgreSQL prints. */
    private static Value raw(String postgres) {
        return new Value(postgres, "%1$s::text");
    }

    /** A value whose JSON is a string of what PostgreSQL prints. */
    private static Value printed(String postgres) {
        return new Value(postgres, "to_json(%1$s::text)::text");
    }

    /** A value that is a string, the same in JSON as PostgreSQL takes it. */
    private static Value text(String postgres) {
        return value(postgres, '"' + postgres + '"');
    }

    private static Value value(String postgres, String json) {
        return new Value(postgres, literal(json).replace("%", "%%"));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /**
     * A value.
     *
     * @param postgres as PostgreSQL takes it
     * @param json an expression for the JSON in the topic; it may have the column
     */
    record Value(String postgres, String json) {
    }

    /** A type, and some of its values; NULL comes in addition. */
    record Type(String declaration, List<Value> values) {

        /** Whether rows are inserted without a value for the column. */
        boolean isFilled() {
            return this.declaration.contains("GENERATED") || this.declaration.contains("NOT NULL");
        }

        /** Returns the value in a row, as SQL. In the row -1 it is NULL. */
        String sql(int row) {
            boolean hasValue = row >= 0 && row < this.values.size();
            return hasValue ? literal(this.values.get(row).postgres()) : "NULL";
        }

        /** Returns an expression for the JSON of the column in a row. */
        String json(int row, String column) {
            if (isFilled()) {
                String json = this.declaration.startsWith("text") ? "to_json(%s::text)::text" : "%s::text";
                return json.formatted(column);
            }
            boolean hasValue = row >= 0 && row < this.values.size();
            return hasValue ? this.values.get(row).json().formatted(column) : "'null'";
        }

    }

}
