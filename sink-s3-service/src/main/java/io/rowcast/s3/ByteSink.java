package io.rowcast.s3;

/**
 * Where the bytes of one object go. One thread.
 */
interface ByteSink {

    /**
     * Takes bytes.
     * @throws io.rowcast.sink.TransientSinkException when a part that is full cannot be
     * uploaded; the object has to be begun again
     */
    void write(byte[] bytes, int offset, int length);

    /**
     * Makes the object visible, whole.
     * @throws io.rowcast.sink.TransientSinkException when it cannot be, or when it may or
     * may not have become so
     */
    void finish();

    /** Forgets the object. Does not wait for the target and does not throw. */
    void discard();

}
