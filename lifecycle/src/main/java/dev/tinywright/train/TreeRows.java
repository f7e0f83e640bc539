package dev.tinywright.train;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Training rows as trees are grown on them: the values of a feature as small whole numbers in the same order, since the
 * library's time grows with the number of values. Where a feature has more values than {@link #most}, close ones share a
 * number (as in Ke et al. 2017, LightGBM, §2.1): half of the borders part the rows evenly, and half the range, as the device's
 * int8 does, so that rare values far out keep numbers of their own. Features that never change are left out.
 */
final class TreeRows {
    private static final int MOST_CODES = 255;
    private static final int LEAST_CODES = 31;
    /** Rows times features times codes of one tree: some tenths of a second. */
    private static final long WORK = 20_000_000;

    private final float[][] rows;
    private final short[][] codes;
    private final int[] features;

    /**
     * @param rows (rows, features), at least one of each
     * @param rowsPerTree that a tree draws at most
     * @param featuresPerTree that a tree may test at most
     * @throws IllegalArgumentException if a value is not a number
     */
    TreeRows(float[][] rows, int rowsPerTree, int featuresPerTree) {
        this.rows = rows;
        int count = rows[0].length;
        int most = most(rowsPerTree, featuresPerTree);
        this.codes = new short[count][];
        Parallel.run(Math.min(2, count), start -> {
            for (int f = start; f < count; f += 2) {
                codes[f] = codes(column(rows, f), most);
            }
        });
        this.features = IntStream.range(0, count).filter(f -> changes(codes[f])).toArray();
    }

    /** Codes that a feature may have, by the work that so many rows and features are. */
    private static int most(long rows, long features) {
        return Math.clamp(WORK / (rows * features), LEAST_CODES, MOST_CODES);
    }

    int size() {
        return rows.length;
    }

    /** Returns the features that change, in ascending order. */
    int[] features() {
        return features;
    }

    float value(int row, int feature) {
        return rows[row][feature];
    }

    /** Returns the place of a row's value among those that are told apart, from 0; the order is that of the values. */
    int code(int row, int feature) {
        return codes[feature][row];
    }

    private static float[] column(float[][] rows, int feature) {
        float[] column = new float[rows.length];
        for (int r = 0; r < column.length; r++) {
            column[r] = rows[r][feature] + 0f; // -0 becomes 0
            if (Float.isNaN(column[r])) {
                throw new IllegalArgumentException("row " + r + " has no value of feature " + feature);
            }
        }
        return column;
    }

    private static boolean changes(short[] codes) {
        for (short code : codes) {
            if (code != codes[0]) {
                return true;
            }
        }
        return false;
    }

    private static short[] codes(float[] column, int most) {
        float[] largest = borders(column, most);
        short[] codes = new short[column.length];
        for (int r = 0; r < codes.length; r++) {
            int found = Arrays.binarySearch(largest, column[r]);
            codes[r] = (short) (found < 0 ? -1 - found : found);
        }
        return codes;
    }

    /** Returns the largest value of each code, ascending. */
    private static float[] borders(float[] column, int most) {
        float[] sorted = column.clone();
        Arrays.sort(sorted);
        float[] distinct = distinct(sorted);
        if (distinct.length <= most) {
            return distinct;
        }
        int half = most / 2;
        float[] borders = new float[2 * half];
        float low = sorted[0];
        double range = (double) sorted[sorted.length - 1] - low;
        for (int b = 0; b < half; b++) {
            borders[b] = sorted[(int) ((long) sorted.length * (b + 1) / half) - 1];
            float even = (float) (low + range * (b + 1) / (half + 1));
            borders[half + b] = Float.isFinite(even) ? even : low;
        }
        Arrays.sort(borders);
        return distinct(borders);
    }

    private static float[] distinct(float[] sorted) {
        float[] distinct = new float[sorted.length];
        int count = 0;
        for (float value : sorted) {
            if (count == 0 || value != distinct[count - 1]) {
                distinct[count++] = value;
            }
        }
        return Arrays.copyOf(distinct, count);
    }
}
