package io.rowcast.sink.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.sink.WriteResult;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes the rows of each partition to a file, one line each: the offset, a tab, the row
 * as JSON. The file says how far it is, so each row is in it once.
 */
final class FileSinkWriter implements SinkWriter {

    private final Map<TopicPartition, PartitionFile> files = new ConcurrentHashMap<>();

    private final Path folder;

    FileSinkWriter(Path folder) {
        this.folder = folder;
    }

    /** The file may be behind Kafka, which also passes tombstones and dead letters. */
    @Override
    public long open(TopicPartition partition, CommittedOffset committed) {
        check();
        release(List.of(partition));
        try {
            PartitionFile file = new PartitionFile(this.folder.resolve(partition + ".txt"));
            this.files.put(partition, file);
            return Math.max(file.next(), committed.offset());
        }
        catch (IOException ex) {
            throw failure(ex);
        }
    }

    @Override
    public WriteResult write(SinkBatch batch) {
        check();
        // Throws SinkRejectionException, which names what cannot be decoded, before
        // anything is written.
        batch.decode();
        Map<TopicPartition, StringBuilder> lines = new LinkedHashMap<>();
        for (TopicRecord record : batch.records()) {
            if (!record.isTombstone()) {
                lines.computeIfAbsent(record.partition(), partition -> new StringBuilder())
                    .append(PartitionFile.line(record));
            }
        }
        try {
            for (Map.Entry<TopicPartition, StringBuilder> each : lines.entrySet()) {
                this.files.get(each.getKey()).append(each.getValue());
            }
        }
        catch (IOException ex) {
            throw failure(ex);
        }
        return WriteResult.written();
    }

    @Override
    public void release(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionFile file = this.files.remove(partition);
            if (file != null) {
                file.close();
            }
        }
    }

    @Override
    public void check() {
        if (!Files.isWritable(this.folder)) {
            throw new TransientSinkException("folder " + this.folder + " is not there, or cannot be written to", null);
        }
    }

    /** Time may cure whatever ails a disk. */
    private static TransientSinkException failure(IOException ex) {
        return new TransientSinkException("file: " + ex.getMessage(), ex);
    }

    @Override
    public void close() {
        release(List.copyOf(this.files.keySet()));
    }

}
