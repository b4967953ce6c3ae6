/**
 * Tests of the testkit against the servers themselves.
 */
@NullMarked
package io.rowcast.testkit;

import org.jspecify.annotations.NullMarked;
