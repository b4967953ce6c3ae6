package io.rowcast.search;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.sink.Rejection;
import io.rowcast.sink.TransientSinkException;

/**
 * Sends actions until each is written or rejected. Actions that a full queue turned away
 * are sent again here, a few times: that is over in moments, while a failure of any other
 * kind is for the runtime to wait for. A request that is too large is halved.
 * Thread-safe.
 */
final class BulkSender {

    private static final int ATTEMPTS = 4;

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** How long the server may wait for a shard: well below the client's timeout. */
    private static final String SERVER_TIMEOUT = "30s";

    private final ElasticsearchClient client;

    private final MeterRegistry metrics;

    BulkSender(ElasticsearchClient client, MeterRegistry metrics) {
        this.client = client;
        this.metrics = metrics;
    }

    /**
     * Sends actions.
     * @return the records that Elasticsearch can never take; everything else is durable
     * @throws TransientSinkException when some are not written; to send all of them again
     * is harmless, because of their versions
     */
    List<Rejection> send(List<BulkAction> actions) {
        List<Rejection> rejections = new ArrayList<>();
        List<BulkAction> remaining = actions;
        for (int attempt = 1; !remaining.isEmpty(); attempt++) {
            BulkOutcome outcome;
            try {
                outcome = BulkOutcome.of(remaining, request(remaining));
            }
            catch (RequestTooLargeException ex) {
                rejections.addAll(sendHalves(remaining));
                return rejections;
            }
            if (outcome.failure() != null) {
                throw new TransientSinkException(outcome.failure(), null);
            }
            rejections.addAll(outcome.rejections());
            outcome.stale().forEach(this::count);
            remaining = outcome.busy();
            if (!remaining.isEmpty()) {
                pause(attempt);
            }
        }
        return rejections;
    }

    private BulkResponse request(List<BulkAction> actions) throws RequestTooLargeException {
        try {
            return this.client.bulk(bulk -> bulk.timeout(timeout -> timeout.time(SERVER_TIMEOUT))
                .operations(actions.stream().map(BulkAction::operation).toList()));
        }
        catch (IOException | RuntimeException ex) {
            if (SearchFailures.isTooLarge(ex) || (actions.size() > 1 && SearchFailures.isBrokenConnection(ex))) {
                throw new RequestTooLargeException();
            }
            throw SearchFailures.ofBulk(ex);
        }
    }

    private List<Rejection> sendHalves(List<BulkAction> actions) {
        if (actions.size() == 1) {
            BulkAction action = actions.getFirst();
            return List
                .of(new Rejection(action.record(), new DocumentRejectedException("Elasticsearch takes no request of "
                        + action.bytes()
                        + " bytes (413); its http.max_content_length, or a proxy's limit, would have to be raised")));
        }
        int middle = actions.size() / 2;
        List<Rejection> rejections = new ArrayList<>(send(actions.subList(0, middle)));
        rejections.addAll(send(actions.subList(middle, actions.size())));
        return rejections;
    }

    private static void pause(int attempt) {
        if (attempt == ATTEMPTS) {
            throw new TransientSinkException("Elasticsearch is busy: its write queue is full (429)", null);
        }
        try {
            Thread.sleep(PAUSE.multipliedBy(1L << attempt));
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new TransientSinkException("interrupted while Elasticsearch was busy", ex);
        }
    }

    private void count(BulkAction stale) {
        stale(stale.record().raw().topic()).increment();
    }

    private Counter stale(String topic) {
        return this.metrics.counter("rowcast.records.stale", "topic", topic);
    }

    /** Counts from now on what is stale of a topic, beginning with nothing. */
    void watch(String topic) {
        stale(topic);
    }

    /** The server takes no request of this size. */
    private static final class RequestTooLargeException extends Exception {

    }

}
