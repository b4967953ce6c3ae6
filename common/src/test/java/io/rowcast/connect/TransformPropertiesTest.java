package io.rowcast.connect;

import java.util.Map;

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
class TransformPropertiesTest {

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(Properties.class).web(WebApplicationType.NONE).run(arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    transforms[0].type=MaskField$Values | rowcast.transforms[0].type: 'MaskField$Values' is no class on the class path
                    transforms[0].type=                 | rowcast.transforms[0].type: '' must be the name of a class
                    transforms[0].predicate.type=Filter | rowcast.transforms[0].type: must be the name of a class
                    transforms[0].type=MaskField$Value  | rowcast.transforms[0].properties.fields: Missing required configuration
                    format=avro                         | rowcast.format: 'avro' is none of json, envelope, plain, string, bytes, converter
                    format=converter                    | rowcast.converter.value.type: must be the name of a class that implements org.apache
                    """)
    void aWrongValueStopsTheStartWithOneLine(String setting, String line, CapturedOutput output) {
        assertThatException().isThrownBy(() -> start("--rowcast." + setting));
        assertThat(output.toString().lines()).anyMatch(each -> each.startsWith(line));
    }

    @Test
    void aPlaceholderOfKafkasOwnIsKeptFromSpring() {
        try (ConfigurableApplicationContext context = start("--rowcast.transforms[0].type=TimestampRouter",
                "--rowcast.transforms[0].properties.topic.format=\\${topic}-\\${timestamp}")) {
            assertThat(context.getBean(TransformProperties.class).transforms().getFirst().properties())
                .isEqualTo(Map.of("topic.format", "${topic}-${timestamp}"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({ TransformProperties.class, FormatProperties.class })
    static class Properties {

    }

}
