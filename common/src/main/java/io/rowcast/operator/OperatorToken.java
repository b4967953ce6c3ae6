package io.rowcast.operator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Guards the operations that change something. They ask it themselves, and not a filter
 * before them: so nothing that is exposed in another way, or on a management port of its
 * own, goes past it. Thread-safe.
 */
public final class OperatorToken {

    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] digest;

    /**
     * Takes the token.
     * @param token null or blank refuses every change
     */
    public OperatorToken(@Nullable String token) {
        this.digest = (token == null || token.isBlank()) ? null : digest(token);
    }

    /** Returns the answer to the request that is being served if it must not be done. */
    public Optional<WebEndpointResponse<Map<String, String>>> refusal() {
        if (this.digest == null) {
            return Optional.of(answer(403, "changes are refused because rowcast.operator.token is not set"));
        }
        String header = authorization();
        if (header == null || !header.startsWith(SCHEME)) {
            return Optional.of(answer(401, "a change needs the header Authorization: Bearer <rowcast.operator.token>"));
        }
        // Digests are of one length: the time to compare them tells nothing.
        if (!MessageDigest.isEqual(this.digest, digest(header.substring(SCHEME.length())))) {
            return Optional.of(answer(401, "the token is not that of rowcast.operator.token"));
        }
        return Optional.empty();
    }

    private static @Nullable String authorization() {
        return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
                ? attributes.getRequest().getHeader(HttpHeaders.AUTHORIZATION) : null;
    }

    private static WebEndpointResponse<Map<String, String>> answer(int status, String error) {
        return new WebEndpointResponse<>(Map.of("error", error), status);
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every JDK has SHA-256", ex);
        }
    }

}
