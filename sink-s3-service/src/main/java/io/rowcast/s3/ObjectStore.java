package io.rowcast.s3;

import java.util.List;

/**
 * What Rowcast needs of S3. An object is visible after {@link #put} or {@link #complete},
 * whole, in the place of one of the same name. Thread-safe; every call has a time limit.
 * Throws {@link io.rowcast.sink.TransientSinkException} for what time cures and other
 * exceptions for what nobody foresaw.
 */
interface ObjectStore {

    /** Writes a small object in one request. */
    void put(String key, PartBuffer content);

    /** Begins a large object and returns the upload's id. */
    String begin(String key);

    /** Uploads the next part and returns its tag. The first has the number 1. */
    String upload(String key, String uploadId, int number, PartBuffer content);

    /** Makes an object of parts, given by their tags. */
    void complete(String key, String uploadId, List<String> tags);

    /** Throws the parts away. */
    void abort(String key, String uploadId);

    /** Throws, with the reason in words, if a write would fail now. */
    void check();

}
