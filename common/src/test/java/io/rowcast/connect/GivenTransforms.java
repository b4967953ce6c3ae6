package io.rowcast.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Transformations from YAML, bound as a service binds them. */
public final class GivenTransforms {

    private GivenTransforms() {
    }

    /** Returns what the lines below {@code rowcast.transforms} say. */
    public static TransformProperties of(String yaml) {
        return bind("rowcast:\n  transforms:\n" + yaml.indent(4), TransformProperties.class);
    }

    private static <T> T bind(String yaml, Class<T> type) {
        try {
            List<PropertySource<?>> sources = new YamlPropertySourceLoader().load("given",
                    new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
            Iterable<ConfigurationPropertySource> properties = ConfigurationPropertySources.from(sources);
            return new Binder(properties).bindOrCreate("rowcast", type);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
