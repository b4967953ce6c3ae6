package io.rowcast.search;

import io.rowcast.record.SemanticTypes;
import io.rowcast.sink.WriteResult;
import io.rowcast.testkit.ElasticsearchServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What Elasticsearch makes of each type's values. */
@ExtendWith(Servers.class)
class TypesIT {

    private final IndexReader reader;

    private final WriterAlone sink;

    private final ElasticsearchServer server;

    private final String index;

    TypesIT(ElasticsearchServer server, TestInfo test) {
        this.server = server;
        this.index = test.getTestMethod().orElseThrow().getName().toLowerCase();
        this.reader = new IndexReader(server);
        this.sink = new WriterAlone(server);
    }

    @AfterEach
    void close() {
        this.sink.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0',
            textBlock = """
                    int8 | -128 | {"term":{"c":-128}}
                    int16 | 32767 | {"term":{"c":32767}}
                    int32 | -2147483648 | {"term":{"c":-2147483648}}
                    int64 | 9223372036854775807 | {"term":{"c":9223372036854775807}}
                    float32 | 3.4028235E38 | {"range":{"c":{"gt":1e38}}}
                    float64 | 1.7976931348623157E308 | {"range":{"c":{"gt":1e308}}}
                    boolean | true | {"term":{"c":true}}
                    string | "Ein Satz, der gefunden wird" | {"match":{"c":"gefunden"}}
                    string | "Ein Satz" | {"term":{"c.keyword":"Ein Satz"}}
                    string | "" | {"term":{"c.keyword":""}}
                    bytes | "AAEC/w==" | {"match_all":{}}
                    date | "1917-06-03" | {"range":{"c":{"lt":"1917-06-04","gt":"1917-06-02"}}}
                    date | "-0043-03-15" | {"range":{"c":{"lt":"0001-01-01"}}}
                    time | "11:20:20.355755" | {"range":{"c":{"gt":"11:20:20","lt":"11:20:20.4"}}}
                    timestamp | "2020-06-29T11:20:20.355755" | {"range":{"c":{"gte":"2020-06-29T11:20:20.355","lt":"2020-06-29T11:20:20.356"}}}
                    timestamp | "0001-01-01T00:00:00" | {"range":{"c":{"lt":"0002-01-01"}}}
                    zoned | "2020-06-29T11:20:20.355755Z" | {"range":{"c":{"gte":"2020-06-29T13:20:20+02:00"}}}
                    uuid | "0b4e2c9e-3f0a-4a52-8a4e-5f1d8c2a7b11" | {"term":{"c":"0b4e2c9e-3f0a-4a52-8a4e-5f1d8c2a7b11"}}
                    decimal | 12345678901234567890.12 | {"term":{"c.exact":"12345678901234567890.12"}}
                    decimal | 1.50 | {"range":{"c":{"gt":1.4,"lt":1.6}}}
                    numeric | 0.000000000000000000000000000000000000000000001 | {"term":{"c.exact":"0.000000000000000000000000000000000000000000001"}}
                    array | [1,null,3] | {"term":{"c":3}}
                    array | [] | {"match_all":{}}
                    zonedtime | "11:20:20.355755+02:00" | {"term":{"c":"11:20:20.355755+02:00"}}
                    interval | "P1Y2M3DT4H5M6.789S" | {"term":{"c":"P1Y2M3DT4H5M6.789S"}}
                    enum | "ok, \\"so\\"" | {"term":{"c":"ok, \\"so\\""}}
                    xml | "<a>ein Satz</a>" | {"match":{"c":"Satz"}}
                    text | "[2020-01-01,2020-02-01)" | {"prefix":{"c":"[2020-01"}}
                    texts | ["(1,2)","(3,4)"] | {"term":{"c":"(3,4)"}}
                    """)
    void eachValueIsKeptExactlyAndCanBeFound(String type, String value, String query) {
        write(this.sink, type, value);
        assertThat(this.reader.count(this.index, query)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            float32 | "NaN"
            float64 | "Infinity"
            float64 | "-Infinity"
            numeric | "NaN"
            nodecimal | "NaN"
            isotimestamp | "+294276-12-31T23:59:59.999999"
            zoned | "+294276-12-31T23:59:59.999999Z"
            json | "[0:1]={1,2}"
            decimal | null
            date | "infinity"
            timestamp | "-infinity"
            timestamp | "+294246-12-31T23:59:59.999999"
            zoned | "infinity"
            json | {"a":{"b":[1,"x",null]},"":1,"c.d":2}
            json | [1,2]
            json | "text"
            json | 5
            json | true
            json | null
            map | {"a":"1"}
            """)
    void whatCannotBeIndexedIsKept(String type, String value) {
        write(this.sink, type, value);
    }

    @Test
    void longTextIsKept() {
        write(this.sink, "string", "\"" + "\uD83D\uDE00".repeat(20_000) + "\"");
    }

    @Test
    void jsonIsFoundByPathWhereThatIsAsked() {
        try (WriterAlone flattening = new WriterAlone(this.server, "--rowcast.search.json=flattened")) {
            write(flattening, "json", "{\"a\":{\"b\":[1,\"x\"]}}");
            assertThat(this.reader.count(this.index, "{\"term\":{\"c.a.b\":\"x\"}}")).isEqualTo(1);
        }
    }

    @Test
    void anArrayOfMoreDimensionsIsFoundAsTheOthersAre() {
        write(this.sink, "array", "[1,null,3]");
        add(this.sink, 2, "json", "[[1,2],[3,null]]");
        assertThat(this.reader.count(this.index, "{\"term\":{\"c\":3}}")).isEqualTo(2);
    }

    private void write(WriterAlone writer, String type, String value) {
        this.reader.json("DELETE", "/" + this.index, "");
        add(writer, 1, type, value);
    }

    private void add(WriterAlone writer, int id, String type, String value) {
        Records records = new Records("P_" + this.index,
                SchemaBuilder.struct().field("k", Schema.INT64_SCHEMA).field("c", schema(type)).build(),
                "%016x".formatted(id));
        String row = "{\"k\":" + id + ",\"c\":" + value + "}";
        assertThat(writer.write(records.row("{\"k\":" + id + "}", row))).isEqualTo(WriteResult.written());
        assertThat(this.reader.document(this.index, String.valueOf(id))).isEqualTo(row);
    }

    private static Schema schema(String type) {
        return switch (type) {
            case "date" -> SemanticTypes.date().optional().build();
            case "time" -> SemanticTypes.microTime().optional().build();
            case "timestamp" -> SemanticTypes.microTimestamp().optional().build();
            case "zoned" -> SemanticTypes.zonedTimestamp().optional().build();
            case "uuid" -> SemanticTypes.uuid().optional().build();
            case "json" -> SemanticTypes.json().optional().build();
            case "numeric" -> SemanticTypes.numeric().optional().build();
            case "nodecimal" -> SemanticTypes.numeric(10, 2).build();
            case "isotimestamp" -> SemanticTypes.isoTimestamp().build();
            case "zonedtime" -> SemanticTypes.zonedTime().build();
            case "interval" -> SemanticTypes.interval().build();
            case "enum" -> SemanticTypes.enumeration(63).build();
            case "xml" -> SemanticTypes.xml().build();
            case "text" -> SemanticTypes.sourceText("daterange").build();
            case "texts" -> SchemaBuilder.array(SemanticTypes.sourceText("point").optional().build()).build();
            case "decimal" -> SemanticTypes.decimal(30, 2).optional().build();
            case "array" -> SchemaBuilder.array(Schema.OPTIONAL_INT64_SCHEMA).optional().build();
            case "map" -> SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).optional().build();
            default -> SchemaBuilder.type(Schema.Type.valueOf(type.toUpperCase())).optional().build();
        };
    }

}
