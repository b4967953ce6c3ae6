package org.elasticsearch.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.elasticsearch.Build;
import org.jspecify.annotations.Nullable;

/**
 * Offers plugins that lie on the class path to a node.
 */
public final class ClassPathPluginsLoader extends PluginsLoader {

    private final List<Layer> layers;

    private ClassPathPluginsLoader(List<Layer> layers) {
        super(layers.stream().map(Layer::pluginBundle).collect(Collectors.toSet()), Set.of(), Map.of());
        this.layers = layers;
    }

    /**
     * Wraps plugin classes.
     * @param emptyDirectory an existing folder without files, taken for the folder of
     * each plugin
     * @param plugins the plugins, each with a constructor that Elasticsearch can call
     * @return what a node takes its plugins from
     */
    public static PluginsLoader of(Path emptyDirectory, List<Class<? extends Plugin>> plugins) {
        return new ClassPathPluginsLoader(plugins.stream().map((plugin) -> layer(emptyDirectory, plugin)).toList());
    }

    private static Layer layer(Path emptyDirectory, Class<? extends Plugin> plugin) {
        String version = Build.current().version();
        PluginDescriptor descriptor = new PluginDescriptor(plugin.getSimpleName(), plugin.getName(), version, version,
                "21", plugin.getName(), null, List.of(), false, false, false, false,
                PluginDescriptor.DeploymentTarget.ALL);
        try {
            return new Layer(new PluginBundle(descriptor, emptyDirectory), plugin.getClassLoader(), ModuleLayer.boot());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public Stream<PluginLayer> pluginLayers() {
        return this.layers.stream().map(PluginLayer.class::cast);
    }

    private record Layer(PluginBundle pluginBundle, ClassLoader pluginClassLoader,
            @Nullable ModuleLayer pluginModuleLayer) implements PluginLayer {
    }

}
