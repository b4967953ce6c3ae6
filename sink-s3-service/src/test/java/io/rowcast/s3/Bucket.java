package io.rowcast.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.rowcast.testkit.S3Server;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A new bucket, read with a client of its own. */
final class Bucket implements AutoCloseable {

    private final S3Client client;

    private final String name = "rows-" + UUID.randomUUID();

    Bucket(S3Server server) {
        this.client = S3Client.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(StaticCredentialsProvider
                .create(AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
            .forcePathStyle(true)
            .build();
        this.client.createBucket(create -> create.bucket(this.name));
    }

    String name() {
        return this.name;
    }

    List<String> keys() {
        return keys("");
    }

    private List<String> keys(String prefix) {
        return this.client.listObjectsV2Paginator(list -> list.bucket(this.name).prefix(prefix))
            .contents()
            .stream()
            .map(S3Object::key)
            .filter(S3Server::isObject)
            .toList();
    }

    Map<String, byte[]> objects() {
        return objects("");
    }

    private Map<String, byte[]> objects(String prefix) {
        Map<String, byte[]> objects = new TreeMap<>();
        keys(prefix).forEach(key -> objects.put(key,
                this.client.getObjectAsBytes(get -> get.bucket(this.name).key(key)).asByteArray()));
        return objects;
    }

    /** Deletes all objects. */
    void delete() {
        keys().forEach(key -> this.client.deleteObject(delete -> delete.bucket(this.name).key(key)));
    }

    /** Returns the lines of all objects, decompressed. */
    List<String> lines() {
        return lines("");
    }

    /** Returns those of the objects whose keys begin with a prefix. */
    List<String> lines(String prefix) {
        List<String> lines = new ArrayList<>();
        objects(prefix).forEach((key, bytes) -> lines.addAll(ObjectMap.text(key, bytes).lines().toList()));
        return lines;
    }

    @Override
    public void close() {
        this.client.close();
    }

}
