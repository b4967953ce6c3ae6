/**
 * The one class that has to live in Elasticsearch's own package, because the constructors
 * that it needs are package-private there. The jars are not sealed and lie on the class
 * path, so that is allowed.
 */
@NullMarked
package org.elasticsearch.plugins;

import org.jspecify.annotations.NullMarked;
