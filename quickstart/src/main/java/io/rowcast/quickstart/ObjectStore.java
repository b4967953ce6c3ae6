package io.rowcast.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.rowcast.testkit.S3Server;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of the topic in a bucket: JSON lines. Thread-safe. */
public final class ObjectStore implements RowStore, AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final S3Client s3;

    private final String bucket;

    private final String prefix;

    /** Rows of objects that were counted before, by key and entity tag. */
    private final Map<String, Long> counted = new ConcurrentHashMap<>();

    /** Connects to a bucket, which need not exist yet. */
    public ObjectStore(URI endpoint, String region, String accessKey, String secretKey, String bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.s3 = S3Client.builder()
            .endpointOverride(endpoint)
            .region(Region.of(region))
            .forcePathStyle(true)
            .overrideConfiguration(override -> override.apiCallTimeout(ANSWER_WITHIN))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
            .build();
    }

    /** Creates the bucket unless it is there. */
    public void createBucket() {
        if (this.s3.listBuckets().buckets().stream().noneMatch(each -> each.name().equals(this.bucket))) {
            this.s3.createBucket(request -> request.bucket(this.bucket));
        }
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public long count() {
        return totals().rows();
    }

    /** Returns how many objects and rows there are. */
    Totals totals() {
        return list().map(object -> new Totals(1, rows(object))).reduce(new Totals(0, 0), Totals::plus);
    }

    private long rows(S3Object object) {
        return this.counted.computeIfAbsent(object.key() + object.eTag(), key -> lines(object.key()));
    }

    @Override
    public void read(Consumer<Map<String, @Nullable String>> rows) {
        list().forEach(
                object -> read(object.key(), line -> rows.accept(RowText.of(line.getBytes(StandardCharsets.UTF_8)))));
    }

    private Stream<S3Object> list() {
        return this.s3.listObjectsV2Paginator(request -> request.bucket(this.bucket).prefix(this.prefix))
            .contents()
            .stream()
            .filter(object -> S3Server.isObject(object.key()));
    }

    private long lines(String key) {
        long[] count = new long[1];
        read(key, line -> count[0]++);
        return count[0];
    }

    private void read(String key, Consumer<String> lines) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                this.s3.getObject(request -> request.bucket(this.bucket).key(key)), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        this.s3.close();
    }

    record Totals(long objects, long rows) {

        private Totals plus(Totals other) {
            return new Totals(this.objects + other.objects, this.rows + other.rows);
        }

    }

}
