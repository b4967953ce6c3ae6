package io.rowcast.s3;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the rows go and how they are laid out.
 *
 * @param bucket the bucket, which has to exist
 * @param dir the folder that all objects are in; may be empty
 * @param region the bucket's region; without one the AWS SDK's default chain decides, and
 * us-east-1 is what an endpoint of your own is told
 * @param endpoint address of a store other than AWS, such as http://minio:9000
 * @param pathStyle whether the bucket's name stands in the path instead of the host name
 * @param accessKey without one the AWS SDK's default chain decides: environment, web
 * identity, roles of containers and instances
 * @param secretKey belongs to the access key
 * @param checksums whether content carries a CRC beside TLS and the signature; not every
 * store takes it
 * @param format of the objects
 * @param compression of an object as a whole
 * @param rotate when an object is complete
 * @param partSize an object larger than this is uploaded in parts of this size, 5MB to
 * 1GB
 * @param memory what all open objects together may take; the largest are completed early
 * where it is not enough
 * @param timeout how long to wait for S3
 */
@ConfigurationProperties("rowcast.s3")
record S3SinkProperties(@DefaultValue("") String bucket, @DefaultValue("topics") String dir, @Nullable String region,
        @Nullable URI endpoint, @DefaultValue("false") boolean pathStyle, @Nullable String accessKey,
        @Nullable String secretKey, @DefaultValue("false") boolean checksums, @DefaultValue("json") Format format,
        @DefaultValue("none") Compression compression, @DefaultValue Rotate rotate,
        @DefaultValue("5MB") DataSize partSize, @DefaultValue("64MB") DataSize memory, @DefaultValue Timeout timeout) {

    private static final int MAX_PARTS = 10_000;

    S3SinkProperties {
        require(!bucket.isBlank(), "bucket", bucket, "the name of a bucket");
        require(!dir.startsWith("/") && !dir.endsWith("/"), "dir", dir, "a path without a slash around it");
        require((accessKey == null) == (secretKey == null), (accessKey == null) ? "access-key" : "secret-key", "",
                "set with its counterpart, or neither is");
        require(isBetween(partSize, DataSize.ofMegabytes(5), DataSize.ofGigabytes(1)), "part-size", partSize,
                "5MB to 1GB");
        require(memory.compareTo(partSize) >= 0, "memory", memory, "at least part-size, " + partSize);
        require(rotate.bytes().toBytes() / MAX_PARTS < partSize.toBytes(), "rotate.bytes", rotate.bytes(),
                "less than " + MAX_PARTS + " times part-size, " + partSize);
    }

    private static boolean isBetween(DataSize size, DataSize smallest, DataSize largest) {
        return size.compareTo(smallest) >= 0 && size.compareTo(largest) <= 0;
    }

    /** The name of the record's own prefix is put before the message. */
    private static void require(boolean condition, String key, Object value, String allowed) {
        if (!condition) {
            throw new IllegalArgumentException(key + ": '" + value + "' is not " + allowed);
        }
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "S3SinkProperties[bucket=" + this.bucket + ", dir=" + this.dir + "]";
    }

    /** What an object is made of. */
    enum Format {

        /** One JSON object a line. */
        JSON

    }

    /**
     * An object is complete with the first of these.
     *
     * @param records rows
     * @param bytes bytes of rows, before compression
     * @param interval time since its first row came, looked at about once a second
     */
    record Rotate(@DefaultValue("100000") long records, @DefaultValue("128MB") DataSize bytes,
            @DefaultValue("1m") Duration interval) {

        Rotate {
            require(records > 0, "records", records, "a positive number");
            require(bytes.toBytes() > 0, "bytes", bytes, "a positive size");
            require(interval.isPositive(), "interval", interval, "a positive duration");
        }

    }

    /**
     * How long to wait for S3.
     *
     * @param connect for a connection
     * @param attempt for one request, such as the upload of one part
     * @param call for a request and its repetitions, three at most
     */
    record Timeout(@DefaultValue("5s") Duration connect, @DefaultValue("20s") Duration attempt,
            @DefaultValue("60s") Duration call) {

        Timeout {
            require(connect.isPositive(), "connect", connect, "a positive duration");
            require(attempt.isPositive(), "attempt", attempt, "a positive duration");
            require(call.compareTo(attempt) >= 0, "call", call, "at least timeout.attempt, " + attempt);
        }

    }

}
