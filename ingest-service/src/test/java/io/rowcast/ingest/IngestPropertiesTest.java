package io.rowcast.ingest;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class IngestPropertiesTest {

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(Properties.class).web(WebApplicationType.NONE)
            .properties("spring.config.location=optional:classpath:/none/")
            .run(arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    mode=increment|rowcast.tables[0].mode: 'increment' is none of incrementing, timestamp, timestamp+incrementing, bulk
                    mode=timestamp+incrementing|rowcast.tables[0].timestamp-columns: names none
                    lookback=-1s|rowcast.tables[0].lookback: 'PT-1S' must not be negative
                    timestamp-zone=Mars|rowcast.tables[0].timestamp-zone: 'Mars' is not allowed
                    poll-interval=soon|rowcast.tables[0].poll-interval: 'soon' is not a duration such as 500ms, 1s or 5m
                    poll-interval=0s|rowcast.tables[0].poll-interval: 'PT0S' must be at least 1ms
                    page-size=many|rowcast.tables[0].page-size: 'many' is not a whole number in the range of int
                    page-size=0|rowcast.tables[0].page-size: '0' must be greater than or equal to 1
                    on-unmapped-column=drop|rowcast.tables[0].on-unmapped-column: 'drop' is none of fail, text, skip
                    schema-change=stop|rowcast.tables[0].schema-change: 'stop' is none of follow, pause
                    gap-timeout=-1s|rowcast.tables[0].gap-timeout: 'PT-1S' must not be negative
                    backfill.parallelism=33|rowcast.tables[0].backfill.parallelism: '33' must be at most 32
                    topic=a/b|rowcast.tables[0].topic: 'a/b' may have letters, digits, '.', '_' and '-' only
                    """)
    void aWrongValueStopsTheStartWithOneLine(String setting, String message, CapturedOutput output) {
        assertThatException().isThrownBy(() -> start("--rowcast.tables[0].name=users",
                "--rowcast.tables[0].incrementing-column=index", "--rowcast.tables[0]." + setting));
        assertThat(output.toString().lines()).anyMatch(line -> line.startsWith(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    include=users(|rowcast.include: 'users(' is not allowed: Unclosed group near index 6
                    discovery-interval=0s|rowcast.discovery-interval: 'PT0S' must be at least 1s
                    topic-template={prefix}{name}|rowcast.topic-template: '{prefix}{name}' may have {prefix}, {source}, {schema},
                    backfill.parallelism=0|rowcast.backfill.parallelism: '0' must be at least 1
                    backfill.max-rows-per-second=0|rowcast.backfill.max-rows-per-second: '0' must be at least 1; leave it out
                    defaults.page-size=0|rowcast.defaults.page-size: '0' must be greater than or equal to 1
                    """)
    void aWrongChoiceStopsTheStartWithOneLine(String setting, String message, CapturedOutput output) {
        assertThatException().isThrownBy(() -> start("--rowcast.tables[0].name=users", "--rowcast." + setting));
        assertThat(output.toString().lines()).anyMatch(line -> line.startsWith(message));
    }

    @Test
    void noTableAtAllStopsTheStart(CapturedOutput output) {
        assertThatException().isThrownBy(() -> start("--rowcast.partitions=1"));
        assertThat(output.toString().lines()).anyMatch(line -> line.startsWith("rowcast.tables: "));
    }

    @Test
    void twoTablesThatWouldShareATopicStopTheStart(CapturedOutput output) {
        assertThatException()
            .isThrownBy(() -> start("--rowcast.tables[0].name=users", "--rowcast.tables[0].incrementing-column=index",
                    "--rowcast.tables[1].name=crm.users", "--rowcast.tables[1].incrementing-column=index"));
        assertThat(output.toString().lines())
            .anyMatch(line -> line.startsWith("rowcast.tables[1].name: 'crm.users' has the topic P_users"));
    }

    @Test
    void settingsThatDoNotGoTogetherStopTheStart(CapturedOutput output) {
        assertThatException().isThrownBy(() -> start("--rowcast.tables[0].name=users", "--rowcast.tables[0].mode=bulk",
                "--rowcast.tables[0].start-from=latest"));
        assertThatException()
            .isThrownBy(() -> start("--rowcast.tables[0].name=users", "--rowcast.tables[0].query=SELECT 1"));
        assertThatException().isThrownBy(() -> start("--rowcast.schemas=public", "--rowcast.defaults.mode=timestamp"));
        assertThat(output.toString().lines())
            .anyMatch(line -> line.startsWith("rowcast.tables[0].start-from: 'latest' has no meaning in mode bulk"))
            .anyMatch(line -> line.startsWith("rowcast.tables[0].incrementing-column: must be a column of the query"))
            .anyMatch(line -> line.startsWith("rowcast.defaults.timestamp-columns: names none"));
    }

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        try (ConfigurableApplicationContext context = start("--rowcast.tables[0].name=users",
                "--rowcast.tables[0].incrementing-column=index")) {
            IngestProperties properties = context.getBean(IngestProperties.class);
            assertThat(properties.topicPrefix()).isEqualTo("P_");
            assertThat(new TableChoice(new SourceNames("db", "db.", "public"), properties).of(List.of())
                .getFirst()
                .source())
                .hasToString("SourceTable[name=public.users, query=null, tracking=Tracking[mode=INCREMENTING, "
                        + "incrementingColumn=index, timestamps=Timestamps[columns=[], zone=UTC], lookback=PT10S, "
                        + "gapTimeout=PT5M, startFrom=StartFrom[text=beginning]], keyColumns=[], pageSize=10000, "
                        + "onUnmappedColumn=FAIL, schemaChange=FOLLOW]");
            assertThat(properties.backfill()).isEqualTo(new IngestProperties.Backfill(4, null));
        }
    }

    @Test
    void aTableMayHaveABackfillOfItsOwn() {
        try (ConfigurableApplicationContext context = start("--rowcast.tables[0].name=users",
                "--rowcast.tables[0].backfill.parallelism=1", "--rowcast.backfill.max-rows-per-second=500")) {
            assertThat(new TableChoice(new SourceNames("db", "db.", "public"), context.getBean(IngestProperties.class))
                .of(List.of())
                .getFirst()
                .backfill()).isEqualTo(new IngestProperties.Backfill(1, 500));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(IngestProperties.class)
    static class Properties {

    }

}
