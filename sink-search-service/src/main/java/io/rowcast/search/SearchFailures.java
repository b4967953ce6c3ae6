package io.rowcast.search;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Set;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.transport.TransportException;
import io.rowcast.sink.SinkRejectionException;
import io.rowcast.sink.TransientSinkException;
import org.apache.hc.core5.http.ConnectionClosedException;

/**
 * Which failure of Elasticsearch is what.
 * <p>
 * A request: only 413 and an unreadable body are the fault of its documents. Everything
 * else is transient: no connection, a timeout, 429, 5xx, refused credentials (401, 403),
 * a blocked index, and whatever else a person can put right at the cluster.
 * <p>
 * A document of a bulk request: 2xx is written, and so is a delete of what is not there
 * (404). 409 is stale. 429 for a full queue is busy. 400 is rejected, unless it tells of
 * the index. Everything else is transient.
 */
final class SearchFailures {

    private static final int UNAUTHORIZED = 401;

    private static final int FORBIDDEN = 403;

    private static final int NOT_FOUND = 404;

    private static final int CONFLICT = 409;

    private static final int TOO_LARGE = 413;

    private static final int BAD_REQUEST = 400;

    private static final Set<String> UNREADABLE = Set.of("x_content_parse_exception", "json_parse_exception",
            "parsing_exception", "action_request_validation_exception");

    private static final Set<String> OF_THE_INDEX = Set.of("index_closed_exception", "invalid_index_name_exception",
            "routing_missing_exception");

    private SearchFailures() {
    }

    /** What became of one action. */
    enum ItemResult {

        WRITTEN, STALE, BUSY, TRANSIENT, REJECTED

    }

    /** Tells what became of one action. */
    static ItemResult result(BulkResponseItem item) {
        ErrorCause error = item.error();
        if (error == null) {
            return (item.status() < BAD_REQUEST || item.status() == NOT_FOUND) ? ItemResult.WRITTEN
                    : ItemResult.TRANSIENT;
        }
        if (item.status() == CONFLICT) {
            return ItemResult.STALE;
        }
        if ("es_rejected_execution_exception".equals(error.type())) {
            return ItemResult.BUSY;
        }
        boolean ofTheDocument = (item.status() == BAD_REQUEST || item.status() == TOO_LARGE) && !isOfTheIndex(error);
        return ofTheDocument ? ItemResult.REJECTED : ItemResult.TRANSIENT;
    }

    private static boolean isOfTheIndex(ErrorCause error) {
        return (error.type() != null && OF_THE_INDEX.contains(error.type()))
                || (error.reason() != null && error.reason().startsWith("no write index is defined for alias"));
    }

    /** Whether a request has to be sent in smaller ones. */
    static boolean isTooLarge(Exception failure) {
        return switch (failure) {
            case ElasticsearchException refused -> refused.status() == TOO_LARGE;
            case TransportException refused -> refused.statusCode() == TOO_LARGE;
            default -> false;
        };
    }

    /**
     * Whether the connection broke while the request was under way. A server that finds a
     * request too large closes the connection while the client still sends, and the
     * client may see that before it sees the 413.
     */
    static boolean isBrokenConnection(Exception failure) {
        return switch (failure) {
            case ConnectException ex -> false;
            case SocketException ex -> true;
            case ConnectionClosedException ex -> true;
            default -> failure.getClass() == IOException.class;
        };
    }

    /** Whether the credentials are good but do not allow the request. */
    static boolean isForbidden(Exception failure) {
        return failure instanceof ElasticsearchException refused && refused.status() == FORBIDDEN;
    }

    /** The failure of a bulk request as a whole. */
    static RuntimeException ofBulk(Exception failure) {
        if (failure instanceof ElasticsearchException refused) {
            String text = ErrorText.ofBulk(refused.error());
            if (refused.status() == BAD_REQUEST && refused.error().type() != null
                    && UNREADABLE.contains(refused.error().type())) {
                return new SinkRejectionException("Elasticsearch cannot read the request: " + text,
                        new DocumentRejectedException(text));
            }
            // Not the failure itself: its message quotes documents.
            return new TransientSinkException(refusal(refused.status()) + text, null);
        }
        return of("a bulk request", failure);
    }

    /** The failure of a request without documents. */
    static RuntimeException of(String request, Exception failure) {
        if (failure instanceof ElasticsearchException refused) {
            return new TransientSinkException(
                    request + ": " + refusal(refused.status()) + ErrorText.ofRequest(refused.error()), refused);
        }
        if (failure instanceof TransportException refused) {
            return new TransientSinkException(
                    request + ": what answers is no Elasticsearch, status " + refused.statusCode(), refused);
        }
        if (failure instanceof IOException) {
            return new TransientSinkException(request + ": " + noAnswer(failure), failure);
        }
        if (failure.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new TransientSinkException(request + ": interrupted", failure);
        }
        return (failure instanceof RuntimeException unknown) ? unknown : new IllegalStateException(failure);
    }

    private static String refusal(int status) {
        return switch (status) {
            case UNAUTHORIZED -> "Elasticsearch refuses the credentials under spring.elasticsearch (401), ";
            case FORBIDDEN -> "Elasticsearch forbids it (403), ";
            default -> "Elasticsearch answers " + status + ", ";
        };
    }

    private static String noAnswer(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case ConnectException ex -> "no connection to Elasticsearch, " + message;
            case SocketTimeoutException ex -> "no answer from Elasticsearch in time, " + message;
            default -> "the connection to Elasticsearch failed, " + failure.getClass().getSimpleName() + " " + message;
        };
    }

}
