package dev.tinywright.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear scale from values to pixels, with ticks at round numbers (Heckbert, Graphics Gems 1990).
 *
 * @param low value at pixel {@code from}
 * @param high value at pixel {@code to}, above {@code low}
 */
record Axis(double low, double high, double from, double to, List<Double> ticks) {

    /** Returns an axis whose ends are round numbers that enclose the values. */
    static Axis rounded(double min, double max, int about, double from, double to) {
        double step = step(min, max, about);
        double low = Math.floor(min / step + 1e-9) * step;
        double high = Math.ceil(max / step - 1e-9) * step;
        return new Axis(
                low, high > low ? high : low + step, from, to, ticks(low, high > low ? high : low + step, step));
    }

    /** Returns an axis with exactly these ends, and ticks at round numbers between them. */
    static Axis exact(double low, double high, int about, double from, double to) {
        double end = high > low ? high : low + 1;
        return new Axis(low, end, from, to, ticks(low, end, step(low, end, about)));
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    boolean holds(double value) {
        return value >= low && value <= high;
    }

    private static double step(double min, double max, int about) {
        double raw = (max > min ? max - min : Math.max(Math.abs(max), 1)) / about;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double fraction = raw / power;
        double nice = fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 5 ? 5 : 10;
        return nice * power;
    }

    private static List<Double> ticks(double low, double high, double step) {
        List<Double> ticks = new ArrayList<>();
        long first = (long) Math.ceil(low / step - 1e-9);
        for (long i = first; i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
