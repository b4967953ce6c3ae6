package io.rowcast.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.validation.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

import static org.assertj.core.api.Assertions.assertThat;

/** Every example of the README is one that its service takes, to the last key. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");

    private static final Pattern EXAMPLE = Pattern.compile("^`([a-z0-9-]+-service)`:$|^```yaml\n(.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);

    private static final Map<String, List<String>> PACKAGES = Map.of("ingest-service",
            List.of("io.rowcast.ingest", "io.rowcast.operator", "io.rowcast.connect"), "sink-mysql-service",
            List.of("io.rowcast.mysql", "io.rowcast.sink", "io.rowcast.operator", "io.rowcast.connect"),
            "sink-s3-service", List.of("io.rowcast.s3", "io.rowcast.sink", "io.rowcast.operator", "io.rowcast.connect"),
            "sink-search-service",
            List.of("io.rowcast.search", "io.rowcast.sink", "io.rowcast.operator", "io.rowcast.connect"));

    private static final List<Class<?>> SPRING = List.of(KafkaProperties.class, DataSourceProperties.class,
            ElasticsearchProperties.class);

    private static final Map<String, Object> ENVIRONMENT = Map.of("SOURCE_PASSWORD", "s", "TARGET_PASSWORD", "t");

    record Example(String service, String yaml) {

        @Override
        public String toString() {
            return this.service + ": " + this.yaml.lines().findFirst().orElse("");
        }

    }

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        String service = "";
        Matcher matcher = EXAMPLE.matcher(Files.readString(README));
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                service = matcher.group(1);
            }
            else {
                examples.add(new Example(service, matcher.group(2)));
            }
        }
        return examples;
    }

    @Test
    void thereIsAnExampleOfEachService() throws IOException {
        assertThat(examples()).extracting(Example::service).containsAll(PACKAGES.keySet());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theServiceTakesEachKey(Example example) throws Exception {
        List<PropertySource<?>> sources = new YamlPropertySourceLoader().load("README",
                new ByteArrayResource(example.yaml().getBytes(StandardCharsets.UTF_8)));
        Bound bound = new Bound();
        bind(example.service(), sources, bound);
        assertThat(sources.stream()
            .flatMap(source -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
            .filter(key -> !bound.has(key))).isEmpty();
    }

    private static void bind(String service, List<PropertySource<?>> example, Bound bound) {
        List<PropertySource<?>> sources = new ArrayList<>(example);
        sources.add(new MapPropertySource("environment", ENVIRONMENT));
        Binder binder = new Binder(ConfigurationPropertySources.from(sources),
                new PropertySourcesPlaceholdersResolver(sources));
        try (var validation = Validation.buildDefaultValidatorFactory()) {
            ValidationBindHandler handler = new ValidationBindHandler(bound,
                    new SpringValidatorAdapter(validation.getValidator()));
            for (Class<?> settings : settings(service)) {
                String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
                binder.bindOrCreate(prefix, Bindable.of(settings), handler);
            }
        }
    }

    private static List<Class<?>> settings(String service) {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> settings = new ArrayList<>(SPRING);
        PACKAGES.get(service)
            .stream()
            .flatMap(each -> scanner.findCandidateComponents(each).stream())
            .map(definition -> ClassUtils.resolveClassName(String.valueOf(definition.getBeanClassName()), null))
            .forEach(settings::add);
        assertThat(settings).hasSizeGreaterThan(SPRING.size() + 2);
        return settings;
    }

    /** Remembers what had a place in the settings. */
    private static final class Bound extends AbstractBindHandler {

        private final Set<ConfigurationPropertyName> names = new HashSet<>();

        private final Set<ConfigurationPropertyName> maps = new HashSet<>();

        @Override
        public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
                Object result) {
            (Map.class.isAssignableFrom(target.getType().toClass()) ? this.maps : this.names).add(name);
            return result;
        }

        private boolean has(String key) {
            ConfigurationPropertyName name = ConfigurationPropertyName.of(key);
            return this.names.contains(name) || this.maps.stream().anyMatch(map -> map.isAncestorOf(name));
        }

    }

}
