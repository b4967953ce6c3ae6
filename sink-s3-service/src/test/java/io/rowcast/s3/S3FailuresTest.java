package io.rowcast.s3;

import java.net.ConnectException;
import java.net.SocketTimeoutException;

import io.rowcast.sink.TransientSinkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

import static org.assertj.core.api.Assertions.assertThat;

class S3FailuresTest {

    @ParameterizedTest
    @CsvSource({ "403, AccessDenied, the credentials do not permit it", "403, InvalidAccessKeyId, the access key",
            "403, SignatureDoesNotMatch, the secret key", "400, ExpiredToken, the credentials have expired",
            "403, RequestTimeTooSkewed, the clock of this machine", "404, NoSuchBucket, the bucket does not exist",
            "404, NoSuchUpload, the object is built again", "400, InvalidPart, the object is built again",
            "503, SlowDown, S3 is busy", "429, TooManyRequests, too many requests", "500, InternalError, S3 has failed",
            "400, RequestTimeout, too slowly", "301, PermanentRedirect, another region" })
    void whatIsCuredOutsideOfTheServiceIsTransient(int status, String code, String words) {
        assertThat(classify(answer(status, code))).isInstanceOf(TransientSinkException.class)
            .hasMessageStartingWith("cannot write: ")
            .hasMessageContaining(words)
            .hasMessageEndingWith("(" + status + " " + code + ")");
    }

    @ParameterizedTest
    @ValueSource(ints = { 301, 401, 403, 404, 409, 429, 500, 502, 503, 504 })
    void theStatusSufficesWhereTheAnswerHasNoBody(int status) {
        assertThat(classify(S3Exception.builder().statusCode(status).build()))
            .isInstanceOf(TransientSinkException.class)
            .hasMessageEndingWith("(" + status + ")");
    }

    @ParameterizedTest
    @CsvSource({ "400, InvalidRequest", "400, EntityTooLarge", "405, MethodNotAllowed", "501, NotImplemented" })
    void whatNobodyForesawIsNot(int status, String code) {
        assertThat(classify(answer(status, code))).isInstanceOf(IllegalStateException.class).hasMessageContaining(code);
    }

    @Test
    void connectionsAndTimeAreTransient() {
        assertThat(classify(SdkClientException.create("x", new ConnectException("Connection refused"))))
            .isInstanceOf(TransientSinkException.class)
            .hasMessage("cannot write: no connection: Connection refused");
        assertThat(classify(SdkClientException.create("x", new SocketTimeoutException("Read timed out"))))
            .hasMessage("cannot write: no answer in time");
        assertThat(classify(ApiCallTimeoutException.create(5))).isInstanceOf(TransientSinkException.class)
            .hasMessage("cannot write: no answer in time");
    }

    @Test
    void missingCredentialsAreTransientAndSayWhereTheyCouldBe() {
        assertThat(classify(
                SdkClientException.create("Unable to load credentials from any of the providers in the chain")))
            .isInstanceOf(TransientSinkException.class)
            .hasMessageContaining("rowcast.s3.access-key");
    }

    private static RuntimeException classify(SdkException failure) {
        return S3Failures.classify("cannot write", failure);
    }

    private static SdkException answer(int status, String code) {
        return S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("message " + code).build())
            .build();
    }

}
