package dev.tinywright.features;

import java.util.Arrays;

/** Descriptive statistics of one column. */
final class Statistics {
    private Statistics() {}

    /** Returns the finite ones, sorted. */
    static float[] finiteSorted(float[] values) {
        float[] finite = new float[values.length];
        int n = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                finite[n++] = value;
            }
        }
        float[] sorted = Arrays.copyOf(finite, n);
        Arrays.sort(sorted);
        return sorted;
    }

    static int[] sorted(int[] values) {
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Returns a percentile in [0, 100] with linear interpolation between neighbours; 0 of no values. */
    static double percentile(float[] sorted, double percent) {
        if (sorted.length == 0) {
            return 0;
        }
        double position = percent / 100 * (sorted.length - 1);
        int below = (int) position;
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (position - below) * (above - sorted[below]);
    }

    /** Returns a percentile in [0, 100] with linear interpolation between neighbours, of at least one value. */
    static double percentile(int[] sorted, double percent) {
        double position = percent / 100 * (sorted.length - 1);
        int below = (int) position;
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (position - below) * (above - sorted[below]);
    }

    static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }

    static double mean(int[] values) {
        long sum = 0;
        for (int value : values) {
            sum += value;
        }
        return (double) sum / values.length;
    }

    /** Returns the population standard deviation. */
    static double deviation(int[] values, double mean) {
        double sum = 0;
        for (int value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / values.length);
    }

    /** Returns the largest distance from {@code center}. */
    static double reach(int[] values, double center) {
        double reach = 0;
        for (int value : values) {
            reach = Math.max(reach, Math.abs(value - center));
        }
        return reach;
    }
}
