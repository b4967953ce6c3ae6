/**
 * What travels: the record on the topic, its headers, its JSON and its schemas. Together
 * with its schema the JSON is lossless.
 */
@NullMarked
package io.rowcast.record;

import org.jspecify.annotations.NullMarked;
