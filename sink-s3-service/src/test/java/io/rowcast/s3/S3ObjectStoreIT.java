package io.rowcast.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.rowcast.sink.TransientSinkException;
import io.rowcast.testkit.S3Server;
import io.rowcast.testkit.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(Servers.class)
class S3ObjectStoreIT {

    private static final int PART_SIZE = 5 << 20;

    private static final String KEY = "topics/P_users/partition=3/P_users+3+0000000000.json";

    private final S3Server server;

    private Bucket bucket;

    S3ObjectStoreIT(S3Server server) {
        this.server = server;
    }

    @BeforeEach
    void create() {
        this.bucket = new Bucket(this.server);
    }

    @AfterEach
    void close() {
        this.bucket.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void aSmallObjectIsWrittenInOneRequest(boolean checksums) {
        with(Map.of("rowcast.s3.checksums", checksums), store -> store.put(KEY, content(1_000)));
        assertThat(this.bucket.objects()).containsOnlyKeys(KEY);
        assertThat(this.bucket.objects().get(KEY)).isEqualTo(bytes(1_000));
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void aLargeObjectIsVisibleWhenItIsComplete(boolean checksums) {
        with(Map.of("rowcast.s3.checksums", checksums), store -> {
            String id = store.begin(KEY);
            String first = store.upload(KEY, id, 1, content(PART_SIZE));
            String second = store.upload(KEY, id, 2, content(1_000));
            assertThat(this.bucket.keys()).isEmpty();
            store.complete(KEY, id, List.of(first, second));
            assertThat(this.bucket.objects().get(KEY)).startsWith(bytes(PART_SIZE))
                .endsWith(bytes(1_000))
                .hasSize(PART_SIZE + 1_000);
        });
    }

    @Test
    void anUploadThatWasThrownAwayHasToBeBegunAgain() {
        with(Map.of(), store -> {
            String id = store.begin(KEY);
            String tag = store.upload(KEY, id, 1, content(PART_SIZE));
            store.abort(KEY, id);
            assertThatExceptionOfType(TransientSinkException.class)
                .isThrownBy(() -> store.complete(KEY, id, List.of(tag)))
                .withMessageContaining("the object is built again");
            assertThat(this.bucket.keys()).isEmpty();
        });
    }

    @Test
    void anObjectTakesThePlaceOfOneOfItsName() {
        with(Map.of(), store -> {
            store.put(KEY, content(1_000));
            store.put(KEY, content(2_000));
        });
        assertThat(this.bucket.objects().get(KEY)).isEqualTo(bytes(2_000));
    }

    @Test
    void theCheckSaysWhatIsWrong() {
        with(Map.of(), ObjectStore::check);
        assertThat(reason(Map.of("rowcast.s3.secret-key", "wrong"))).contains("credentials are refused")
            .contains("403");
        assertThat(reason(Map.of("rowcast.s3.access-key", "nobody"))).contains("credentials are refused");
        assertThat(reason(Map.of("rowcast.s3.bucket", "nowhere"))).contains("the bucket does not exist");
        assertThat(reason(Map.of("rowcast.s3.endpoint", URI.create("http://127.0.0.1:1")))).contains("no connection",
                "Connection refused");
        assertThat(reason(Map.of("rowcast.s3.endpoint", URI.create("http://unknown.invalid"))))
            .contains("no connection", "unknown.invalid");
    }

    @Test
    void aWriteSaysWhatIsWrong() {
        Map<String, Object> wrong = Map.of("rowcast.s3.secret-key", "wrong");
        with(wrong,
                store -> assertThatExceptionOfType(TransientSinkException.class)
                    .isThrownBy(() -> store.put(KEY, content(10)))
                    .withMessageStartingWith("cannot write s3://" + this.bucket.name() + "/" + KEY + ": ")
                    .withMessageContaining("the secret key is not that of the access key"));
    }

    @Test
    void anOutageEndsTheCallInTime() {
        try (S3Server own = S3Server.temporary()) {
            own.start();
            own.pause();
            Map<String, Object> impatient = Map.of("rowcast.s3.endpoint", own.endpoint(), "rowcast.s3.timeout.attempt",
                    "200ms", "rowcast.s3.timeout.call", "500ms");
            with(impatient,
                    store -> assertThatExceptionOfType(TransientSinkException.class)
                        .isThrownBy(() -> store.put(KEY, content(10)))
                        .withMessageEndingWith("no answer in time"));
            own.kill();
            with(impatient,
                    store -> assertThatExceptionOfType(TransientSinkException.class)
                        .isThrownBy(() -> store.put(KEY, content(10)))
                        .withMessageContaining("no connection"));
        }
    }

    private String reason(Map<String, ?> settings) {
        StringBuilder reason = new StringBuilder();
        with(settings, store -> assertThatExceptionOfType(TransientSinkException.class).isThrownBy(store::check)
            .satisfies(ex -> reason.append(ex.getMessage())));
        return reason.toString();
    }

    private void with(Map<String, ?> settings, Consumer<ObjectStore> action) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource(Map.of("rowcast.s3.bucket",
                this.bucket.name(), "rowcast.s3.endpoint", this.server.endpoint(), "rowcast.s3.path-style", "true",
                "rowcast.s3.access-key", this.server.accessKey(), "rowcast.s3.secret-key", this.server.secretKey()));
        settings.forEach(source::put);
        S3SinkProperties properties = new Binder(source).bindOrCreate("rowcast.s3", S3SinkProperties.class);
        try (S3Client client = S3ClientFactory.create(properties)) {
            action.accept(new S3ObjectStore(client, properties.bucket(), "application/x-ndjson"));
        }
    }

    private static PartBuffer content(int length) {
        PartBuffer content = new PartBuffer(PART_SIZE, new MemoryBudget(Long.MAX_VALUE).share());
        content.write(bytes(length), 0, length);
        return content;
    }

    private static byte[] bytes(int length) {
        return "0123456789".repeat(length / 10 + 1).substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

}
