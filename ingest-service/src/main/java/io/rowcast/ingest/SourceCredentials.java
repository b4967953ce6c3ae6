package io.rowcast.ingest;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The credentials of the source as they are now: a mounted file
 * ({@code spring.config.import: configtree:}) is read anew for each connection that is
 * made, so a password that is rotated needs no restart. Thread-safe.
 */
final class SourceCredentials implements HikariCredentialsProvider {

    private final ConfigurableEnvironment environment;

    private final Credentials first;

    /**
     * Reads nothing yet.
     * @param first those that the service has started with
     */
    SourceCredentials(ConfigurableEnvironment environment, Credentials first) {
        this.environment = environment;
        this.first = first;
    }

    @Override
    public Credentials getCredentials() {
        MutablePropertySources sources = new MutablePropertySources();
        for (PropertySource<?> each : this.environment.getPropertySources()) {
            if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(each)) {
                sources.addLast(readAnew(each));
            }
        }
        Binder binder = new Binder(ConfigurationPropertySources.from(sources),
                new PropertySourcesPlaceholdersResolver(sources));
        return Credentials.of(binder.bind("spring.datasource.username", String.class).orElse(this.first.getUsername()),
                binder.bind("spring.datasource.password", String.class).orElse(this.first.getPassword()));
    }

    /** Such a source keeps what it has read. */
    private static PropertySource<?> readAnew(PropertySource<?> source) {
        return (source instanceof ConfigTreePropertySource tree) ? new ConfigTreePropertySource(tree.getName(),
                tree.getSource(), ConfigTreePropertySource.Option.AUTO_TRIM_TRAILING_NEW_LINE) : source;
    }

}
