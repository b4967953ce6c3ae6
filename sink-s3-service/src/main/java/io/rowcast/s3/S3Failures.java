package io.rowcast.s3;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Map;

import io.rowcast.sink.TransientSinkException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says of a failure of S3 whether time, or a person on the side of S3, cures it. S3 knows
 * nothing of records, so none is ever rejected because of it.
 */
final class S3Failures {

    /** What is cured without a change of this service, by S3's error code. */
    private static final Map<String, String> TRANSIENT = Map.ofEntries(
            Map.entry("AccessDenied", "the credentials do not permit it"),
            Map.entry("AccountProblem", "the account is not in order"),
            Map.entry("AllAccessDisabled", "all access to the bucket is disabled"),
            Map.entry("InvalidAccessKeyId", "the access key is unknown"),
            Map.entry("SignatureDoesNotMatch", "the secret key is not that of the access key"),
            Map.entry("ExpiredToken", "the credentials have expired"),
            Map.entry("InvalidToken", "the session token is not valid"),
            Map.entry("TokenRefreshRequired", "the credentials have expired"),
            Map.entry("RequestTimeTooSkewed", "the clock of this machine differs from that of S3"),
            Map.entry("RequestExpired", "the clock of this machine differs from that of S3"),
            Map.entry("AuthorizationHeaderMalformed", "the bucket is in another region"),
            Map.entry("PermanentRedirect", "the bucket is in another region"),
            Map.entry("NoSuchBucket", "the bucket does not exist"),
            Map.entry("NoSuchUpload", "the upload was thrown away meanwhile; the object is built again"),
            Map.entry("InvalidPart", "a part was thrown away meanwhile; the object is built again"),
            Map.entry("BadDigest", "the content was damaged on its way"),
            Map.entry("IncompleteBody", "the content was cut off on its way"),
            Map.entry("RequestTimeout", "the content came too slowly"),
            Map.entry("QuotaExceeded", "there is no space left"),
            Map.entry("InsufficientCapacity", "there is no space left"),
            Map.entry("XMinioStorageFull", "there is no space left"));

    /** The same where there is no code: answers to HEAD have no body. */
    private static final Map<Integer, String> TRANSIENT_STATUS = Map.of(301, "the bucket is in another region", 401,
            "the credentials are refused", 403, "the credentials are refused or do not permit it", 404,
            "the bucket does not exist", 408, "the content came too slowly", 409, "another change is in progress", 429,
            "there are too many requests", 503, "S3 is busy or not available", 507, "there is no space left");

    private static final int NOT_IMPLEMENTED = 501;

    private S3Failures() {
    }

    /** Returns what to throw; its message begins with what failed. */
    static RuntimeException classify(String what, SdkException failure) {
        String reason = (failure instanceof AwsServiceException answer) ? reason(answer) : reason(failure);
        return (reason != null) ? new TransientSinkException(what + ": " + reason, failure)
                : new IllegalStateException(what + ": " + failure.getMessage(), failure);
    }

    private static @Nullable String reason(AwsServiceException answer) {
        String code = (answer.awsErrorDetails() != null) ? answer.awsErrorDetails().errorCode() : null;
        int status = answer.statusCode();
        String words = (code != null) ? TRANSIENT.get(code) : null;
        if (words == null) {
            words = TRANSIENT_STATUS.get(status);
        }
        if (words == null && status >= 500 && status != NOT_IMPLEMENTED) {
            words = "S3 has failed";
        }
        return (words != null) ? words + " (" + status + ((code != null) ? " " + code : "") + ")" : null;
    }

    private static @Nullable String reason(SdkException failure) {
        if (failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof AbortedException) {
            return "interrupted";
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (cause instanceof IOException) {
            return "no connection: " + cause.getMessage();
        }
        if (String.valueOf(failure.getMessage()).contains("credentials")) {
            return "no credentials: neither rowcast.s3.access-key nor the default chain of the AWS SDK has any";
        }
        return failure.retryable() ? String.valueOf(failure.getMessage()) : null;
    }

}
