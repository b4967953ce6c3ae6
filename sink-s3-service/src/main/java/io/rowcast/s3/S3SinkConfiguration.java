package io.rowcast.s3;

import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Executors;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.s3.S3Client;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(S3SinkProperties.class)
class S3SinkConfiguration {

    @Bean(destroyMethod = "close")
    S3Client s3Client(S3SinkProperties properties) {
        return S3ClientFactory.create(properties);
    }

    @Bean(destroyMethod = "close")
    S3SinkWriter s3SinkWriter(S3SinkProperties properties, S3Client client) {
        S3SinkProperties.Rotate rotate = properties.rotate();
        return new S3SinkWriter(objects(properties, client),
                new Rotation(rotate.records(), rotate.bytes().toBytes(), rotate.interval()));
    }

    private static ObjectFactory objects(S3SinkProperties properties, S3Client client) {
        Compression compression = properties.compression();
        ObjectStore store = new S3ObjectStore(client, properties.bucket(), compression.contentType());
        AbandonedUploads abandoned = new AbandonedUploads(store,
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("s3-abandoned-uploads").factory()));
        String extension = properties.format().name().toLowerCase(Locale.ROOT) + compression.suffix();
        return new ObjectFactory(new ObjectKey(properties.dir(), extension), compression,
                Math.toIntExact(properties.partSize().toBytes()), new MemoryBudget(properties.memory().toBytes()),
                store, abandoned, Clock.systemUTC());
    }

}
