package io.rowcast.testkit;

import java.nio.file.Path;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3ServerIT extends ServerContract<S3Server> {

    private static final String BUCKET = "entries";

    @Override
    S3Server create(Path folder) {
        return S3Server.in(folder);
    }

    @Override
    void write(S3Server server, String key) {
        try (S3Client client = client(server)) {
            createBucket(client);
            client.putObject((put) -> put.bucket(BUCKET).key(key), RequestBody.fromString(key));
        }
    }

    private static void createBucket(S3Client client) {
        try {
            client.createBucket((create) -> create.bucket(BUCKET));
        }
        catch (BucketAlreadyOwnedByYouException ex) {
            // Made by an earlier write.
        }
    }

    @Override
    boolean holds(S3Server server, String key) {
        try (S3Client client = client(server)) {
            return client.listObjectsV2((list) -> list.bucket(BUCKET))
                .contents()
                .stream()
                .map(S3Object::key)
                .anyMatch(key::equals);
        }
    }

    private static S3Client client(S3Server server) {
        return S3Client.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(StaticCredentialsProvider
                .create(AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
            .forcePathStyle(true)
            .build();
    }

}
