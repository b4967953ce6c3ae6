package io.rowcast.sink.runtime;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkRejectionException;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.WriteResult;
import io.rowcast.sink.deadletters.TooManyRejectionsException;

/**
 * Writes a batch, as transformations leave it, around the records that can never be
 * written. Those go to the dead letter topic, and are there before anything behind them
 * is written. Where the writer cannot tell which records they are, the batch is halved
 * until one is alone: a batch of 3,000 with one such record takes 12 steps and writes
 * every other record once.
 */
final class BatchWriter {

    private final BatchSize size;

    private final BatchTransforms transforms;

    private final SinkWriter writer;

    private final BiConsumer<SinkBatch, List<Rejection>> breaker;

    private final Consumer<List<Rejection>> deadLetters;

    /**
     * Writes nothing yet.
     * @param breaker throws when a batch has too many rejections
     * @param deadLetters returns when the dead letter topic has acknowledged all of them
     */
    BatchWriter(BatchTransforms transforms, SinkWriter writer, BiConsumer<SinkBatch, List<Rejection>> breaker,
            Consumer<List<Rejection>> deadLetters) {
        this(new BatchSize(Long.MAX_VALUE), transforms, writer, breaker, deadLetters);
    }

    /**
     * The same.
     * @param size of what is decoded and written at once
     */
    BatchWriter(BatchSize size, BatchTransforms transforms, SinkWriter writer,
            BiConsumer<SinkBatch, List<Rejection>> breaker, Consumer<List<Rejection>> deadLetters) {
        this.size = size;
        this.transforms = transforms;
        this.writer = writer;
        this.breaker = breaker;
        this.deadLetters = deadLetters;
    }

    /**
     * Writes a batch.
     * @param written takes each part of the batch that is done, and what the writer said
     * of it
     * @throws io.rowcast.sink.TransientSinkException when the batch, or the rest of it,
     * has to be written again
     * @throws TooManyRejectionsException when the rest of it is not to be written as
     * things are
     */
    void write(SinkBatch batch, BiConsumer<SinkBatch, WriteResult> written) {
        for (SinkBatch part : this.size.parts(batch)) {
            writeTransformed(this.transforms.apply(part, this::reject), written);
        }
    }

    private void writeTransformed(SinkBatch batch, BiConsumer<SinkBatch, WriteResult> written) {
        try {
            WriteResult result = this.writer.write(batch);
            if (!result.rejections().isEmpty()) {
                reject(batch, result.rejections());
            }
            written.accept(batch, result);
        }
        catch (SinkRejectionException ex) {
            isolate(batch, ex, written);
        }
    }

    private void reject(SinkBatch batch, List<Rejection> rejections) {
        this.breaker.accept(batch, rejections);
        this.deadLetters.accept(rejections);
    }

    private void isolate(SinkBatch batch, SinkRejectionException failure, BiConsumer<SinkBatch, WriteResult> written) {
        if (batch.records().isEmpty()) {
            throw new IllegalStateException("a batch without records was rejected", failure);
        }
        if (failure.rejections().isEmpty() && batch.records().size() > 1) {
            writeTransformed(batch.firstHalf(), written);
            writeTransformed(batch.secondHalf(), written);
            return;
        }
        List<Rejection> rejections = failure.rejections().isEmpty()
                ? List.of(new Rejection(batch.records().getFirst(), failure)) : failure.rejections();
        reject(batch, rejections);
        writeTransformed(batch.without(rejections.stream().map(Rejection::record).toList()), written);
    }

}
