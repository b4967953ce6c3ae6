package io.rowcast.quickstart;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.rowcast.testkit.ServiceProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service says of itself at its actuator endpoints. */
final class SinkView {

    private static final JsonMapper JSON = new JsonMapper();

    private final ServiceProcess service;

    private double delaySum;

    private double delayCount;

    private double delay;

    SinkView(ServiceProcess service) {
        this.service = service;
    }

    /**
     * Returns the records that are not yet durable at the target, over all partitions; -1
     * while it has none.
     */
    long lag() {
        return lag(this.service.get("/actuator/pipeline"));
    }

    static long lag(String answer) {
        JsonNode partitions = JSON.readTree(answer).path("pipeline");
        long lag = partitions.isEmpty() ? -1 : 0;
        for (JsonNode status : partitions) {
            lag += status.path("lagRecords").asLong(0);
        }
        return lag;
    }

    /**
     * Returns the mean delay, in seconds, of what was written since the last call; the
     * one before where nothing was.
     */
    double delay() {
        String metrics = this.service.get("/actuator/prometheus");
        double sum = sum(metrics, "rowcast_end_to_end_seconds_sum");
        double count = sum(metrics, "rowcast_end_to_end_seconds_count");
        if (count > this.delayCount) {
            this.delay = (sum - this.delaySum) / (count - this.delayCount);
        }
        this.delaySum = sum;
        this.delayCount = count;
        return this.delay;
    }

    long deadLetters() {
        return (long) sum(this.service.get("/actuator/prometheus"), "rowcast_records_dead_lettered_total");
    }

    int port() {
        return this.service.port();
    }

    private static double sum(String metrics, String name) {
        Matcher matcher = Pattern.compile("^" + name + "(?:\\{[^}]*})? (\\S+)", Pattern.MULTILINE).matcher(metrics);
        double sum = 0;
        while (matcher.find()) {
            sum += Double.parseDouble(matcher.group(1));
        }
        return sum;
    }

}
