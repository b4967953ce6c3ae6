/**
 * Writes rows to objects in S3. A partition's objects are built one after the other; what
 * an object begins and ends with is noted in Kafka before it becomes visible, so that
 * whoever builds it again builds the same.
 */
@NullMarked
package io.rowcast.s3;

import org.jspecify.annotations.NullMarked;
