package io.rowcast.s3;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Throws away the parts of objects that were given up, without anybody waiting for it.
 * Parts are not visible, but they are paid for: what this cannot reach any more, after a
 * kill or an outage, is left to the bucket's lifecycle rule. Thread-safe.
 */
final class AbandonedUploads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AbandonedUploads.class);

    private static final long CLOSE_SECONDS = 3;

    private final ObjectStore store;

    private final ExecutorService executor;

    AbandonedUploads(ObjectStore store, ExecutorService executor) {
        this.store = store;
        this.executor = executor;
    }

    /** Takes an upload that nobody will complete. */
    void add(String key, String uploadId) {
        try {
            this.executor.execute(() -> abort(key, uploadId));
        }
        catch (RejectedExecutionException ex) {
            log.info("{}: parts are left to the bucket's lifecycle rule: the service stops", key);
        }
    }

    private void abort(String key, String uploadId) {
        try {
            this.store.abort(key, uploadId);
        }
        catch (RuntimeException ex) {
            log.info("{}: parts are left to the bucket's lifecycle rule: {}", key, ex.getMessage());
        }
    }

    @Override
    public void close() {
        this.executor.shutdown();
        try {
            if (!this.executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                this.executor.shutdownNow();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
