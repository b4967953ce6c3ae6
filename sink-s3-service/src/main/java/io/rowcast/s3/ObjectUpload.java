package io.rowcast.s3;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Uploads an object: in one request where it fits into one part, otherwise part by part
 * as they fill.
 */
final class ObjectUpload implements ByteSink {

    private final String key;

    private final PartBuffer buffer;

    private final ObjectStore store;

    private final AbandonedUploads abandoned;

    private final List<String> tags = new ArrayList<>();

    private @Nullable String uploadId;

    ObjectUpload(String key, PartBuffer buffer, ObjectStore store, AbandonedUploads abandoned) {
        this.key = key;
        this.buffer = buffer;
        this.store = store;
        this.abandoned = abandoned;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int written = 0;
        while (written < length) {
            if (this.buffer.isFull()) {
                uploadPart();
            }
            written += this.buffer.write(bytes, offset + written, length - written);
        }
    }

    @Override
    public void finish() {
        if (this.uploadId == null) {
            this.store.put(this.key, this.buffer);
            return;
        }
        uploadPart();
        this.store.complete(this.key, this.uploadId, this.tags);
    }

    @Override
    public void discard() {
        if (this.uploadId != null) {
            this.abandoned.add(this.key, this.uploadId);
        }
    }

    private void uploadPart() {
        String id = this.uploadId;
        if (id == null) {
            id = this.store.begin(this.key);
            this.uploadId = id;
        }
        this.tags.add(this.store.upload(this.key, id, this.tags.size() + 1, this.buffer));
        this.buffer.clear();
    }

}
