/**
 * What every sink has to pass, from outside: {@code SinkContract} runs two replicas of a
 * sink on the class path of the test, kills, freezes and stops them, cuts the target off,
 * and compares what is in the target with what was sent.
 */
@NullMarked
package io.rowcast.testkit.contract;

import org.jspecify.annotations.NullMarked;
