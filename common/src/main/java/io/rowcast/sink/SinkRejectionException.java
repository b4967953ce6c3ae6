package io.rowcast.sink;

import java.util.List;

/**
 * Nothing of a batch was written because of records that can never be written.
 */
public final class SinkRejectionException extends RuntimeException {

    private final transient List<Rejection> rejections;

    /** Names the records; the others are sent again without them. */
    public SinkRejectionException(List<Rejection> rejections) {
        super(rejections.size() + " of the batch's records cannot be written", rejections.getFirst().reason());
        this.rejections = List.copyOf(rejections);
    }

    /**
     * One or more records of the batch cannot be written, but the target does not say
     * which: the batch is split.
     */
    public SinkRejectionException(String message, Exception reason) {
        super(message, reason);
        this.rejections = List.of();
    }

    /** Returns the records, or an empty list where they are not known. */
    public List<Rejection> rejections() {
        return this.rejections;
    }

}
