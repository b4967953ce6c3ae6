package io.rowcast.search;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class SearchSinkPropertiesTest {

    @Test
    void everythingHasADefault() {
        SearchSinkProperties properties = new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("rowcast.search", SearchSinkProperties.class);
        assertThat(properties.createIndex()).isTrue();
        assertThat(properties.json()).isEqualTo(SearchSinkProperties.Json.STORED);
        assertThat(properties.bulk()).isEqualTo(new SearchSinkProperties.Bulk(DataSize.ofMegabytes(5), 10_000));
        assertThat(properties.settings()).isEqualTo(new SearchSinkProperties.Settings(null, null, null));
    }

    @Test
    void valuesAreReadInTheirUnits() {
        SearchSinkProperties properties = new Binder(
                new MapConfigurationPropertySource(Map.of("rowcast.search.bulk.max-bytes", "8MB",
                        "rowcast.search.settings.refresh-interval", "30s", "rowcast.search.json", "flattened")))
            .bindOrCreate("rowcast.search", SearchSinkProperties.class);
        assertThat(properties.bulk().maxBytes()).isEqualTo(DataSize.ofMegabytes(8));
        assertThat(properties.settings().refreshInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(properties.json()).isEqualTo(SearchSinkProperties.Json.FLATTENED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    bulk.max-bytes=1B | rowcast.search.bulk.max-bytes: '1B' is not a size from 1KB to 100MB
                    bulk.max-bytes=much | rowcast.search.bulk.max-bytes: 'much' is not a size such as 64KB or 8MB
                    bulk.max-actions=0 | rowcast.search.bulk.max-actions: '0' must be greater than or equal to 1
                    settings.number-of-shards=0 | rowcast.search.settings.number-of-shards: '0' must be greater than or equal to 1
                    json=text | rowcast.search.json: 'text' is none of stored, flattened
                    """)
    void aWrongValueIsToldInOneLine(String argument, String line, CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(PropertiesAlone.class).web(WebApplicationType.NONE)
            .run("--rowcast.search." + argument)).isNotNull();
        assertThat(output.getAll().lines()).contains(line);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SearchSinkProperties.class)
    static class PropertiesAlone {

    }

}
