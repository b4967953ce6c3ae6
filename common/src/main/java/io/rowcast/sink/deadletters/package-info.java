/**
 * Dead letters: records that a sink can never write, each in
 * {@code <topic>.<service>.dlq} with its original bytes
 * ({@link io.rowcast.sink.deadletters.DeadLetters}), and what operators do with them.
 * <ol>
 * <li>They are listed, and one is looked at
 * ({@link io.rowcast.sink.deadletters.OperatedLetters});</li>
 * <li>a replay or discard is asked for: the request is a record of
 * {@code rowcast.operations} ({@link io.rowcast.sink.deadletters.LetterOperations});</li>
 * <li>whoever owns the partition that the letters come from takes it up
 * ({@link io.rowcast.sink.deadletters.LetterWorkers}), and does it piece by piece between
 * the partition's batches ({@link io.rowcast.sink.deadletters.LetterRun});</li>
 * <li>what was dealt with is a record of {@code rowcast.operations} as well
 * ({@link io.rowcast.sink.deadletters.LetterLedger}).</li>
 * </ol>
 * The runtime knows this package; this package knows nothing of the runtime but what it
 * asks for in its interfaces.
 */
@NullMarked
package io.rowcast.sink.deadletters;

import org.jspecify.annotations.NullMarked;
