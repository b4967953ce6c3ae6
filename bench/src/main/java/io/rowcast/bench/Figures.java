package io.rowcast.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** The figures of some rounds. One thread. */
final class Figures {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        this.values.add(value);
    }

    double median() {
        return percentile(50);
    }

    /** Returns the smallest value that is not below this share of all. */
    double percentile(double percent) {
        double[] sorted = sorted();
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    /** Returns the quotients of these and others, round by round. */
    Figures over(Figures others) {
        Figures ratios = new Figures();
        for (int i = 0; i < this.values.size(); i++) {
            ratios.add(this.values.get(i) / others.values.get(i));
        }
        return ratios;
    }

    /** Prints the median, the least and the greatest. */
    void print(String what, String format) {
        double[] sorted = sorted();
        System.out.printf("%-58s median " + format + "   (" + format + " to " + format + ")%n", what, median(),
                sorted[0], sorted[sorted.length - 1]);
    }

    private double[] sorted() {
        double[] sorted = this.values.stream().flatMapToDouble(DoubleStream::of).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

}
