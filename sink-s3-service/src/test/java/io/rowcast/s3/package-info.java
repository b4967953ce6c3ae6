/** Tests of the S3 sink. */
@NullMarked
package io.rowcast.s3;

import org.jspecify.annotations.NullMarked;
