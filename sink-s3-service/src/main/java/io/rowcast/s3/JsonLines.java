package io.rowcast.s3;

import java.util.ArrayList;
import java.util.List;

import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkRejectionException;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.UndecodableRecordException;
import org.jspecify.annotations.Nullable;

/** The rows of a batch as JSON, one line each. */
final class JsonLines {

    private JsonLines() {
    }

    /**
     * Returns the line of each record, null for a tombstone. All are made before anything
     * is written of any: an object must not be completed beyond a record that is not a
     * dead letter yet.
     * @throws SinkRejectionException naming the records that are no rows
     */
    static List<byte @Nullable []> of(SinkBatch batch) {
        List<byte @Nullable []> lines = new ArrayList<>(batch.records().size());
        List<Rejection> rejections = new ArrayList<>();
        for (TopicRecord record : batch.records()) {
            try {
                lines.add(record.isTombstone() ? null : record.json());
            }
            catch (UndecodableRecordException ex) {
                rejections.add(new Rejection(record, ex));
            }
        }
        if (!rejections.isEmpty()) {
            throw new SinkRejectionException(rejections);
        }
        return lines;
    }

}
