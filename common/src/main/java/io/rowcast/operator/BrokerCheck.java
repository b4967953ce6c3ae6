package io.rowcast.operator;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;

/** Asks whether a Kafka broker answers. Ends after five seconds at the latest. */
public record BrokerCheck(Admin admin) implements Runnable {

    @Override
    public void run() {
        try {
            this.admin.describeCluster().nodes().get(5, TimeUnit.SECONDS);
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("the broker refuses: " + ex.getCause().getMessage(), ex);
        }
        catch (TimeoutException ex) {
            throw new IllegalStateException("no broker answers", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", ex);
        }
    }

}
