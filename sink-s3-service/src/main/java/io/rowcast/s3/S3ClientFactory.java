package io.rowcast.s3;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the client of S3. Nothing about waiting and repeating is left to defaults. */
final class S3ClientFactory {

    /** Beyond them the runtime repeats, for ever. */
    private static final int ATTEMPTS = 3;

    /** As many as there can be consumers, and the check. */
    private static final int CONNECTIONS = 66;

    private S3ClientFactory() {
    }

    static S3Client create(S3SinkProperties properties) {
        S3SinkProperties.Timeout timeout = properties.timeout();
        S3ClientBuilder builder = S3Client.builder()
            .httpClientBuilder(Apache5HttpClient.builder()
                .connectionTimeout(timeout.connect())
                .connectionAcquisitionTimeout(timeout.connect())
                .socketTimeout(timeout.attempt())
                .maxConnections(CONNECTIONS))
            .overrideConfiguration(config -> config.apiCallAttemptTimeout(timeout.attempt())
                .apiCallTimeout(timeout.call())
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build()))
            .serviceConfiguration(s3 -> s3.pathStyleAccessEnabled(properties.pathStyle()).expectContinueEnabled(false));
        checksums(builder, properties.checksums());
        location(builder, properties);
        credentials(builder, properties);
        return build(builder);
    }

    private static void checksums(S3ClientBuilder builder, boolean supported) {
        builder
            .requestChecksumCalculation(
                    supported ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(
                    supported ? ResponseChecksumValidation.WHEN_SUPPORTED : ResponseChecksumValidation.WHEN_REQUIRED);
    }

    private static void location(S3ClientBuilder builder, S3SinkProperties properties) {
        if (properties.endpoint() != null) {
            builder.endpointOverride(properties.endpoint()).region(Region.US_EAST_1);
        }
        if (properties.region() != null) {
            builder.region(Region.of(properties.region()));
        }
    }

    private static void credentials(S3ClientBuilder builder, S3SinkProperties properties) {
        if (properties.accessKey() != null && properties.secretKey() != null) {
            builder.credentialsProvider(StaticCredentialsProvider
                .create(AwsBasicCredentials.create(properties.accessKey(), properties.secretKey())));
        }
    }

    private static S3Client build(S3ClientBuilder builder) {
        try {
            return builder.build();
        }
        catch (SdkClientException ex) {
            throw new IllegalArgumentException(
                    "rowcast.s3.region: not set, and the AWS SDK's default chain has none: " + "set it, or AWS_REGION",
                    ex);
        }
    }

}
