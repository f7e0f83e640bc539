package dev.tinywright.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a column of readings holds, over all rows that were read, missing ones aside.
 *
 * @param missing rows without this reading
 * @param min smallest reading, in the column's unit, as the following; 0 where all are missing
 * @param deviation population standard deviation
 * @param firstQuartile from at most {@value #QUARTILE_ROWS} rows, evenly spaced, as the median and the third quartile
 * @param outliers readings more than three times the distance of the quartiles outside them
 * @param separation share of the variance that lies between classes (eta squared), 0 to 1
 * @param histogram readings per class and bin
 */
public record ColumnProfile(
        String name,
        String unit,
        int missing,
        double min,
        double max,
        double mean,
        double deviation,
        double firstQuartile,
        double median,
        double thirdQuartile,
        int outliers,
        double separation,
        Histogram histogram) {
    static final int QUARTILE_ROWS = 100_000;
    private static final int BINS = 24;

    /**
     * Bins of equal width.
     *
     * @param low lower edge of the first bin
     * @param high upper edge of the last bin
     * @param counts for each class, in the order of labels, readings per bin
     */
    public record Histogram(double low, double high, List<List<Integer>> counts) {
        public Histogram {
            counts = counts.stream().map(List::copyOf).toList();
        }
    }

    static ColumnProfile of(Table table, int reading) {
        float[] values = table.valuesOf(reading);
        int classes = table.labels().size();
        double[] sums = new double[classes];
        int[] counts = new int[classes];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < values.length; row++) {
            if (!Float.isNaN(values[row])) {
                sums[table.classOf(row)] += values[row];
                counts[table.classOf(row)]++;
                low = Math.min(low, values[row]);
                high = Math.max(high, values[row]);
            }
        }
        int present = Arrays.stream(counts).sum();
        low = present == 0 ? 0 : low;
        high = present == 0 ? 0 : high;
        double mean = Arrays.stream(sums).sum() / Math.max(1, present);
        double total = squares(values, mean);
        float[] sorted = sorted(values, present);
        double first = quantile(sorted, 0.25);
        double third = quantile(sorted, 0.75);
        return new ColumnProfile(
                table.readings().get(reading).name(),
                table.readings().get(reading).unit(),
                values.length - present,
                low,
                high,
                mean,
                Math.sqrt(total / Math.max(1, present)),
                first,
                quantile(sorted, 0.5),
                third,
                outside(values, first - 3 * (third - first), third + 3 * (third - first)),
                total > 0 ? Math.min(1, between(sums, counts, mean) / total) : 0,
                histogram(table, values, low, high));
    }

    private static double squares(float[] values, double mean) {
        double sum = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                sum += (value - mean) * (value - mean);
            }
        }
        return sum;
    }

    private static double between(double[] sums, int[] counts, double mean) {
        double sum = 0;
        for (int c = 0; c < sums.length; c++) {
            if (counts[c] > 0) {
                double distance = sums[c] / counts[c] - mean;
                sum += counts[c] * distance * distance;
            }
        }
        return sum;
    }

    private static int outside(float[] values, double low, double high) {
        int count = 0;
        for (float value : values) {
            count += value < low || value > high ? 1 : 0;
        }
        return count;
    }

    private static float[] sorted(float[] values, int present) {
        int step = Math.max(1, present / QUARTILE_ROWS);
        float[] some = new float[values.length / step + 1];
        int size = 0;
        for (int row = 0; row < values.length; row += step) {
            if (!Float.isNaN(values[row])) {
                some[size++] = values[row];
            }
        }
        float[] exact = Arrays.copyOf(some, size);
        Arrays.sort(exact);
        return exact;
    }

    /** Between neighbours, linear; 0 of nothing. */
    private static double quantile(float[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    private static Histogram histogram(Table table, float[] values, double low, double high) {
        int[][] counts = new int[table.labels().size()][BINS];
        double width = (high - low) / BINS;
        for (int row = 0; row < values.length; row++) {
            if (!Float.isNaN(values[row])) {
                int bin = width > 0 ? (int) Math.min(BINS - 1, (values[row] - low) / width) : 0;
                counts[table.classOf(row)][bin]++;
            }
        }
        List<List<Integer>> boxed = new ArrayList<>();
        for (int[] ofClass : counts) {
            boxed.add(IntStream.of(ofClass).boxed().toList());
        }
        return new Histogram(low, high, boxed);
    }
}
