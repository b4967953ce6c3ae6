package io.rowcast.s3;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A bucket in S3. */
final class S3ObjectStore implements ObjectStore {

    /** Readiness follows an outage within this time. */
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(5);

    private final S3Client client;

    private final String bucket;

    private final String contentType;

    S3ObjectStore(S3Client client, String bucket, String contentType) {
        this.client = client;
        this.bucket = bucket;
        this.contentType = contentType;
    }

    @Override
    public void put(String key, PartBuffer content) {
        call("write " + name(key), () -> this.client
            .putObject(put -> put.bucket(this.bucket).key(key).contentType(this.contentType), body(content)));
    }

    @Override
    public String begin(String key) {
        return call("begin " + name(key),
                () -> this.client
                    .createMultipartUpload(create -> create.bucket(this.bucket).key(key).contentType(this.contentType))
                    .uploadId());
    }

    @Override
    public String upload(String key, String uploadId, int number, PartBuffer content) {
        return call("write part " + number + " of " + name(key),
                () -> this.client
                    .uploadPart(part -> part.bucket(this.bucket).key(key).uploadId(uploadId).partNumber(number),
                            body(content))
                    .eTag());
    }

    @Override
    public void complete(String key, String uploadId, List<String> tags) {
        List<CompletedPart> parts = IntStream.range(0, tags.size())
            .mapToObj(i -> CompletedPart.builder().partNumber(i + 1).eTag(tags.get(i)).build())
            .toList();
        call("complete " + name(key),
                () -> this.client.completeMultipartUpload(complete -> complete.bucket(this.bucket)
                    .key(key)
                    .uploadId(uploadId)
                    .multipartUpload(upload -> upload.parts(parts))));
    }

    @Override
    public void abort(String key, String uploadId) {
        call("abort the upload of " + name(key),
                () -> this.client.abortMultipartUpload(abort -> abort.bucket(this.bucket).key(key).uploadId(uploadId)));
    }

    @Override
    public void check() {
        call("reach bucket " + this.bucket,
                () -> this.client.headBucket(head -> head.bucket(this.bucket)
                    .overrideConfiguration(
                            config -> config.apiCallAttemptTimeout(CHECK_TIMEOUT).apiCallTimeout(CHECK_TIMEOUT))));
    }

    private <T> T call(String action, Supplier<T> request) {
        try {
            return request.get();
        }
        catch (SdkException ex) {
            throw S3Failures.classify("cannot " + action, ex);
        }
    }

    private String name(String key) {
        return "s3://" + this.bucket + "/" + key;
    }

    /** The content is read from the buffer itself, again for each attempt. */
    private RequestBody body(PartBuffer content) {
        return RequestBody.fromContentProvider(ContentStreamProvider.fromInputStreamSupplier(content::content),
                content.size(), this.contentType);
    }

}
