/**
 * Writes rows to Elasticsearch. {@link io.rowcast.search.SearchSinkWriter} tells the way
 * of a batch: each record becomes an action on a document
 * ({@link io.rowcast.search.BulkActions}), the actions go out as bulk requests
 * ({@link io.rowcast.search.BulkSender}), and what the server says of each is read by
 * {@link io.rowcast.search.BulkOutcome}.
 */
@NullMarked
package io.rowcast.search;

import org.jspecify.annotations.NullMarked;
