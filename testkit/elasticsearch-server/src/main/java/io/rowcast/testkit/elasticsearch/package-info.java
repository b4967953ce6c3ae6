/**
 * A single Elasticsearch node in a JVM of its own, made of the jars that are published:
 * the server and the Netty transport. What else the tests need of the unpublished modules
 * is added by {@link io.rowcast.testkit.elasticsearch.UnpublishedModulesPlugin}.
 */
@NullMarked
package io.rowcast.testkit.elasticsearch;

import org.jspecify.annotations.NullMarked;
