/**
 * Real servers for tests and the quickstart: PostgreSQL, Kafka, MySQL, S3 and
 * Elasticsearch, each a process of its own that can be killed, paused and restarted, and
 * the services of this project run the same way. A test asks for the servers that it
 * needs as parameters, see {@link io.rowcast.testkit.Servers}.
 */
@NullMarked
package io.rowcast.testkit;

import org.jspecify.annotations.NullMarked;
