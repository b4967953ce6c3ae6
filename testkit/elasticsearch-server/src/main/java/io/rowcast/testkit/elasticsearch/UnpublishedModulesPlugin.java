package io.rowcast.testkit.elasticsearch;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.rest.RestHandler;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the modules of Elasticsearch that are not published as artifacts, as far
 * as clients need them: {@code rest-root} (a client asks {@code GET /} for the version),
 * {@code _delete_by_query} of {@code reindex}, two token filters of
 * {@code analysis-common}.
 */
public final class UnpublishedModulesPlugin extends Plugin implements ActionPlugin, AnalysisPlugin {

    private @Nullable PluginServices services;

    @Override
    public Collection<?> createComponents(PluginServices services) {
        this.services = services;
        return List.of();
    }

    @Override
    public Collection<RestHandler> getRestHandlers(RestHandlersServices handlers, Supplier<DiscoveryNodes> nodes,
            Predicate<NodeFeature> supports) {
        if (this.services == null) {
            throw new IllegalStateException("Elasticsearch asked for endpoints before it created the components");
        }
        return List.of(new RootEndpoint(this.services.clusterService()), new DeleteByQueryEndpoint(supports));
    }

    @Override
    public List<PreConfiguredTokenFilter> getPreConfiguredTokenFilters() {
        return List.of(PreConfiguredTokenFilter.singleton("asciifolding", true, ASCIIFoldingFilter::new),
                PreConfiguredTokenFilter.singleton("edge_ngram_2_15", false,
                        (tokens) -> new EdgeNGramTokenFilter(tokens, 2, 15, false)));
    }

}
