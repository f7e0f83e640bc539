package dev.tinywright.quantize;

import dev.tinywright.tensor.Quantization;
import java.util.Arrays;

/**
 * The range of an activation's values, 0 included, in float32.
 *
 * @param min at most 0
 * @param max at least 0
 */
public record ActivationRange(float min, float max) {
    /** Widths that the search for the least squared error tries, as shares of the whole range. */
    private static final int STEPS = 64;

    public ActivationRange {
        if (!(min <= 0 && max >= 0)) {
            throw new IllegalArgumentException("not a range with 0 in it: " + min + " to " + max);
        }
    }

    /** Returns the smallest range with 0 in it that holds both values. */
    static ActivationRange with(float low, float high) {
        return new ActivationRange(Math.min(low, 0f), Math.max(high, 0f));
    }

    /**
     * Returns the range that leaves out the share {@code 100 − percentile} of the values at each end; 100 is minimum to
     * maximum. Sorts {@code values}.
     */
    static ActivationRange of(float[] values, double percentile) {
        Arrays.sort(values);
        int leftOut = (int) Math.floor(values.length * (100 - percentile) / 100);
        return with(values[leftOut], values[values.length - 1 - leftOut]);
    }

    /**
     * Returns the range with the least squared error of int8, over values that end up in it, rounded, and those that saturate:
     * the whole range is narrowed at both ends, then each end by itself. Sorts {@code values}.
     */
    static ActivationRange ofLeastError(float[] values) {
        Arrays.sort(values);
        SquaredError error = new SquaredError(values);
        ActivationRange all = with(values[0], values[values.length - 1]);
        ActivationRange best = all;
        for (int step = 1; step < STEPS; step++) {
            float share = 1 - (float) step / STEPS;
            best = error.less(new ActivationRange(all.min * share, all.max * share), best);
        }
        ActivationRange both = best;
        for (int step = -8; step <= 8; step++) {
            float share = 1 + step / 32f;
            best = error.less(new ActivationRange(Math.max(all.min, both.min * share), best.max), best);
            best = error.less(new ActivationRange(best.min, Math.min(all.max, both.max * share)), best);
        }
        return best;
    }

    /** The squared error of sorted values under a range, in time of a binary search. */
    private static final class SquaredError {
        private final float[] sorted;
        /** Sums of the first i values, and of their squares. */
        private final double[] sums;

        private final double[] squares;
        private final int zeros;

        SquaredError(float[] sorted) {
            this.sorted = sorted;
            this.sums = new double[sorted.length + 1];
            this.squares = new double[sorted.length + 1];
            int zero = 0;
            for (int i = 0; i < sorted.length; i++) {
                sums[i + 1] = sums[i] + sorted[i];
                squares[i + 1] = squares[i] + (double) sorted[i] * sorted[i];
                zero += sorted[i] == 0 ? 1 : 0;
            }
            this.zeros = zero;
        }

        ActivationRange less(ActivationRange one, ActivationRange other) {
            return of(one) < of(other) ? one : other;
        }

        /** Rounding to steps of s costs s² / 12 on average (Widrow 1956); what is exactly 0, as after ReLU, costs nothing. */
        private double of(ActivationRange range) {
            int below = firstAtLeast(range.min);
            int above = Math.max(below, firstAtLeast(Math.nextUp(range.max)));
            double step = ((double) range.max - range.min) / 255;
            double inside = Math.max(0, above - below - zeros);
            return inside * step * step / 12
                    + saturated(0, below, range.min)
                    + saturated(above, sorted.length, range.max);
        }

        private double saturated(int from, int to, float end) {
            return squares[to] - squares[from] - 2.0 * end * (sums[to] - sums[from]) + (double) (to - from) * end * end;
        }

        private int firstAtLeast(float limit) {
            int low = 0;
            int high = sorted.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sorted[middle] < limit) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** The largest magnitude in it. */
    float largest() {
        return Math.max(-min, max);
    }

    /**
     * Returns the int8 quantization that covers this range, with 0 exactly representable: {@code scale = (max − min) /
     * 255}, no smaller than {@code minScale}. A range of nothing but 0 (a dead layer) gets the scale 1/255.
     */
    Quantization quantization(float minScale) {
        double width = (double) max - min;
        float scale = width == 0 ? 1f / 255 : Math.max((float) (width / 255), minScale);
        long zeroPoint = Math.round(-128 - min / (double) scale);
        return new Quantization(scale, (int) Math.clamp(zeroPoint, -128L, 127L));
    }
}
