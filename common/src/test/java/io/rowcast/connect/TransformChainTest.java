package io.rowcast.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.rowcast.record.SemanticTypes;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransformChainTest {

    private static final Schema CITY = SchemaBuilder.struct().field("city", Schema.STRING_SCHEMA).build();

    private static final Schema KEY = SchemaBuilder.struct().field("index", Schema.INT64_SCHEMA).build();

    private static final Schema ROW = SchemaBuilder.struct()
        .name("public.users")
        .field("index", Schema.INT64_SCHEMA)
        .field("name", Schema.STRING_SCHEMA)
        .field("ssn", Schema.OPTIONAL_STRING_SCHEMA)
        .field("home", CITY)
        .build();

    /** 2020-06-29T11:20:20Z. */
    private static final long TIME = 1_593_429_620_000L;

    private static SinkRecord user() {
        Struct row = new Struct(ROW).put("index", 42L)
            .put("name", "Ann")
            .put("ssn", "078-05-1120")
            .put("home", new Struct(CITY).put("city", "Bern"));
        SinkRecord record = new SinkRecord("P_users", 1, KEY, new Struct(KEY).put("index", 42L), ROW, row, 7, TIME,
                TimestampType.CREATE_TIME);
        record.headers().addString("tenant", "blue");
        return record;
    }

    private static SinkRecord deletion() {
        return new SinkRecord("P_users", 1, KEY, new Struct(KEY).put("index", 42L), ROW, null, 8, TIME,
                TimestampType.CREATE_TIME);
    }

    private static @Nullable SinkRecord apply(String yaml, SinkRecord record) {
        try (TransformChain<SinkRecord> chain = new TransformChain<>(GivenTransforms.of(yaml))) {
            return chain.apply(record);
        }
    }

    /** Topic, key, value and headers; the city is told only where it is not Bern. */
    private static String told(@Nullable SinkRecord record) {
        if (record == null) {
            return "dropped";
        }
        List<String> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(header.key() + "=" + header.value()));
        return record.topic() + " " + record.key() + " " + record.value() + " " + headers;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    Cast$Key           | spec: "index:string"                             | P_users Struct{index=42} ROW [tenant=blue]
                    Cast$Value         | spec: "index:float64"                            | P_users KEY Struct{index=42.0,REST} [tenant=blue]
                    DropHeaders        | headers: tenant                                  | P_users KEY ROW []
                    ExtractField$Key   | field: index                                     | P_users 42 ROW [tenant=blue]
                    ExtractField$Value | field: name                                      | P_users KEY Ann [tenant=blue]
                    Filter             |                                                  | dropped
                    Flatten$Key        |                                                  | P_users KEY ROW [tenant=blue]
                    Flatten$Value      | delimiter: "_"                                   | P_users KEY Struct{index=42,name=Ann,ssn=078-05-1120,home_city=Bern} [tenant=blue]
                    HeaderFrom$Key     | {fields: index, headers: id, operation: copy}    | P_users KEY ROW [tenant=blue, id=42]
                    HeaderFrom$Value   | {fields: [ssn], headers: [s], operation: move}   | P_users KEY Struct{index=42,name=Ann,home=Struct{city=Bern}} [tenant=blue, s=078-05-1120]
                    HoistField$Key     | field: id                                        | P_users Struct{id=KEY} ROW [tenant=blue]
                    HoistField$Value   | field: user                                      | P_users KEY Struct{user=ROW} [tenant=blue]
                    InsertField$Key    | {static.field: from, static.value: TEST}         | P_users Struct{index=42,from=TEST} ROW [tenant=blue]
                    InsertField$Value  | offset.field: at                                 | P_users KEY Struct{index=42,REST,at=7} [tenant=blue]
                    InsertHeader       | {header: level, value.literal: "3"}              | P_users KEY ROW [tenant=blue, level=3]
                    MaskField$Key      | fields: index                                    | P_users Struct{index=0} ROW [tenant=blue]
                    MaskField$Value    | {fields: [ssn, name], replacement: "*"}          | P_users KEY Struct{index=42,name=*,ssn=*,home=Struct{city=Bern}} [tenant=blue]
                    RegexRouter        | {regex: "P_(.*)", replacement: "all_$1"}         | all_users KEY ROW [tenant=blue]
                    ReplaceField$Key   | renames: "index:id"                              | P_users Struct{id=42} ROW [tenant=blue]
                    ReplaceField$Value | {exclude: "ssn,home", renames: "name:full_name"} | P_users KEY Struct{index=42,full_name=Ann} [tenant=blue]
                    SetSchemaMetadata$Key | schema.name: id                               | P_users KEY ROW [tenant=blue]
                    SetSchemaMetadata$Value | {schema.name: user, schema.version: "2"}    | P_users KEY ROW [tenant=blue]
                    TimestampConverter$Key | {field: index, target.type: string, format: "yyyy"} | P_users Struct{index=1970} ROW [tenant=blue]
                    TimestampConverter$Value | {field: index, target.type: string, format: "yyyy"} | P_users KEY Struct{index=1970,REST} [tenant=blue]
                    TimestampRouter    | {topic.format: "${topic}-${timestamp}", timestamp.format: "yyyyMM"} | P_users-202006 KEY ROW [tenant=blue]
                    ValueToKey         | fields: [name, index]                            | P_users Struct{name=Ann,index=42} ROW [tenant=blue]
                    """)
    void everyTransformationOfApacheKafkaGoesByItsShortName(String type, @Nullable String properties, String expected) {
        String yaml = "- type: " + type + "\n  properties: " + blockOrFlow(properties);
        String rest = "name=Ann,ssn=078-05-1120,home=Struct{city=Bern}";
        assertThat(told(apply(yaml, user()))).isEqualTo(expected.replace("KEY", "Struct{index=42}")
            .replace("ROW", "Struct{index=42," + rest + "}")
            .replace("REST", rest));
    }

    private static String blockOrFlow(@Nullable String properties) {
        return (properties == null) ? "{}" : properties.startsWith("{") ? properties : "{" + properties + "}";
    }

    @Test
    void metadataOfASchemaAreSet() {
        SinkRecord record = apply("- {type: SetSchemaMetadata$Value, properties: {schema.name: user}}", user());
        assertThat(record).isNotNull();
        assertThat(record.valueSchema().name()).isEqualTo("user");
        assertThat(((Struct) record.value()).schema().name()).isEqualTo("user");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HasHeaderKey      | name: tenant              | true  | false
            HasHeaderKey      | name: other               | false | false
            RecordIsTombstone |                           | false | true
            TopicNameMatches  | pattern: "P_.*ers"        | true  | true
            TopicNameMatches  | pattern: "users"          | false | false
            """, quoteCharacter = '`')
    void aPredicateTellsWhichRecordsATransformationIsFor(String type, @Nullable String properties, boolean user,
            boolean deletion) {
        String predicate = "{type: " + type + ", properties: " + blockOrFlow(properties);
        String filter = "- {type: Filter, predicate: " + predicate + "}}";
        assertThat(apply(filter, user()) == null).isEqualTo(user);
        assertThat(apply(filter, deletion()) == null).isEqualTo(deletion);
        String others = "- {type: Filter, predicate: " + predicate + ", negate: true}}";
        assertThat(apply(others, user()) == null).isEqualTo(!user);
        assertThat(apply(others, deletion()) == null).isEqualTo(!deletion);
    }

    @Test
    void transformationsFollowOneAnother() {
        assertThat(told(apply("""
                - type: org.apache.kafka.connect.transforms.ReplaceField$Value
                  properties:
                    include: [index, home]
                - type: Flatten$Value
                - type: RegexRouter
                  properties: {regex: P_users, replacement: people}
                - type: Filter
                  predicate: {type: TopicNameMatches, properties: {pattern: people}, negate: true}
                - type: io.rowcast.connect.TransformChainTest$Shout
                """, user()))).isEqualTo("PEOPLE Struct{index=42} Struct{index=42,home.city=Bern} [tenant=blue]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    {type: MaskField}                        | transforms[0].type: 'MaskField' is no class on the class path, to which the jars in /plugins belong; Apache Kafka's own are Cast$Key, Cast$Value, DropHeaders
                    {type: org.apache.kafka.connect.transforms.MaskField} | transforms[0].type: 'org.apache.kafka.connect.transforms.MaskField' is not a class that can be used; Apache
                    {type: java.lang.String}                 | transforms[0].type: 'java.lang.String' does not implement org.apache.kafka.connect.transforms.Transformation; Apache
                    {type: MaskField$Value}                  | transforms[0].properties.fields: Missing required configuration
                    {type: MaskField$Value, properties: {feilds: ssn}} | transforms[0].properties.feilds: MaskField$Value has fields, replace.null.with.default, replacement, and no such property
                    {type: Filter, properties: {condition: x}} | transforms[0].properties.condition: Filter has no properties, and no such property
                    {type: Cast$Value, properties: {spec: "a:int"}} | transforms[0].properties.spec: Invalid value
                    {type: Filter, predicate: {type: TopicMatches}} | transforms[0].predicate.type: 'TopicMatches' is no class on the class path, to which the jars in /plugins belong; Apache Kafka's own are HasHeaderKey, RecordIsTombstone, TopicNameMatches
                    {type: Filter, predicate: {type: TopicNameMatches, properties: {pattern: "("}}} | transforms[0].predicate.properties.pattern: Invalid value
                    {type: TimestampConverter$Value, properties: {target.type: string}} | transforms[0].properties: TimestampConverter$Value does not take [target.type]: TimestampConverter requires format
                    """,
            quoteCharacter = '`')
    void whatIsWrongInTheConfigurationIsToldWithItsKey(String transform, String message) {
        assertThatThrownBy(() -> GivenTransforms.of("- " + transform)).rootCause().hasMessageStartingWith(message);
    }

    @Test
    void aFailureTellsWhichTransformationItWasButNoValue() {
        assertThatThrownBy(() -> apply("- {type: Cast$Value, properties: {spec: \"name:int32\"}}", user()))
            .isInstanceOf(TransformFailedException.class)
            .hasMessageContainingAll("rowcast.transforms[0] Cast$Value failed with ", "Exception in ")
            .hasMessageNotContaining("Ann")
            .hasNoCause();
    }

    @Test
    void aNumberThatIsMaskedWithNoNumberIsAFailureAndNotBrokenJson() {
        Schema schema = SchemaBuilder.struct().field("salary", SemanticTypes.numeric().build()).build();
        SinkRecord record = new SinkRecord("P_users", 1, null, null, schema, new Struct(schema).put("salary", "100.50"),
                7);
        assertThatThrownBy(() -> apply("- {type: MaskField$Value, properties: {fields: salary}}", record))
            .isInstanceOf(TransformFailedException.class)
            .hasMessage("rowcast.transforms: after all of them field salary: not a io.rowcast.data.Numeric");
        assertThat(apply("- {type: MaskField$Value, properties: {fields: salary, replacement: \"0\"}}", record))
            .extracting(SinkRecord::value)
            .hasToString("Struct{salary=0}");
    }

    /** TimestampConverter has a SimpleDateFormat: with one instance this fails. */
    @Test
    void manyThreadsMayUseTheChainAtOnce() throws Exception {
        int threads = 4;
        CyclicBarrier start = new CyclicBarrier(threads);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads);
                TransformChain<SinkRecord> chain = new TransformChain<>(GivenTransforms.of("""
                        - type: TimestampConverter$Value
                          properties: {field: index, target.type: string, format: "yyyy-MM-dd HH:mm:ss.SSS"}
                        """))) {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                wrong.add(executor.submit(() -> {
                    start.await();
                    int count = 0;
                    for (int each = 0; each < 5_000; each++) {
                        SinkRecord after = chain.apply(user());
                        count += String.valueOf(after).contains("index=1970-01-01 00:00:00.042") ? 0 : 1;
                    }
                    return count;
                }));
            }
            for (Future<Integer> each : wrong) {
                assertThat(each.get()).isZero();
            }
        }
    }

    /** Of the kind that users write. */
    public static final class Shout<R extends ConnectRecord<R>> implements Transformation<R> {

        @Override
        public R apply(R record) {
            return record.newRecord(record.topic().toUpperCase(java.util.Locale.ROOT), record.kafkaPartition(),
                    record.keySchema(), record.key(), record.valueSchema(), record.value(), record.timestamp());
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(java.util.Map<String, ?> configs) {
        }

        @Override
        public void close() {
        }

    }

}
