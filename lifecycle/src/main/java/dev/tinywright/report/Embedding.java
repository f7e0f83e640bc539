package dev.tinywright.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Examples in the plane of their two principal components (Pearson 1901; Hotelling 1933), found by power iteration on the centred
 * data from a fixed start, so that the same data gives the same picture.
 *
 * @param points one per example
 * @param firstShare of the variance along x, 0 to 1
 * @param secondShare of the variance along y
 * @param of examples there are, of which these are some
 */
public record Embedding(List<Point> points, double firstShare, double secondShare, int of) {
    private static final int ROUNDS = 60;
    private static final double SETTLED = 1e-9;

    public Embedding {
        points = List.copyOf(points);
    }

    /** An example: its place, its class, and the class it got. */
    public record Point(double x, double y, int wanted, int got) {}

    /**
     * @param features network input of each example, all of one length, at least two examples; left as they are
     * @param wanted class of each
     * @param got class that the device gave each
     * @param of examples there are
     */
    public static Embedding of(float[][] features, int[] wanted, int[] got, int of) {
        double[] mean = mean(features);
        double total = 0;
        for (float[] row : features) {
            for (int i = 0; i < mean.length; i++) {
                total += square(row[i] - mean[i]);
            }
        }
        double[] first = component(features, mean, new double[mean.length]);
        double[] second = component(features, mean, first);
        List<Point> points = new ArrayList<>();
        double alongFirst = 0;
        double alongSecond = 0;
        for (int row = 0; row < features.length; row++) {
            double x = project(features[row], mean, first);
            double y = project(features[row], mean, second);
            points.add(new Point(x, y, wanted[row], got[row]));
            alongFirst += x * x;
            alongSecond += y * y;
        }
        double all = total > 0 ? total : 1;
        return new Embedding(points, alongFirst / all, alongSecond / all, of);
    }

    private static double[] mean(float[][] rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        return mean;
    }

    /** Returns the direction of most variance that is at right angles to {@code other}, of length 1, or all 0 where none is. */
    private static double[] component(float[][] rows, double[] mean, double[] other) {
        double[] direction = start(mean.length);
        removeAlong(direction, other);
        normalize(direction);
        for (int round = 0; round < ROUNDS; round++) {
            double[] next = new double[mean.length];
            for (float[] row : rows) {
                double at = project(row, mean, direction);
                for (int i = 0; i < next.length; i++) {
                    next[i] += at * (row[i] - mean[i]);
                }
            }
            removeAlong(next, other);
            normalize(next);
            boolean settled = 1 - Math.abs(dot(next, direction)) < SETTLED;
            direction = next;
            if (settled) {
                break;
            }
        }
        return signed(direction);
    }

    /** Returns numbers without pattern, always the same ones. */
    private static double[] start(int length) {
        double[] start = new double[length];
        for (int i = 0; i < length; i++) {
            start[i] = Math.sin(1.0 + 12.9898 * i);
        }
        return start;
    }

    /** Returns the direction with its largest entry positive: both signs are as good, and one must be chosen. */
    private static double[] signed(double[] direction) {
        int largest = 0;
        for (int i = 1; i < direction.length; i++) {
            largest = Math.abs(direction[i]) > Math.abs(direction[largest]) ? i : largest;
        }
        if (direction[largest] < 0) {
            for (int i = 0; i < direction.length; i++) {
                direction[i] = -direction[i];
            }
        }
        return direction;
    }

    private static void removeAlong(double[] vector, double[] unit) {
        double along = dot(vector, unit);
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= along * unit[i];
        }
    }

    private static void normalize(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] = length > 1e-12 ? vector[i] / length : 0;
        }
    }

    private static double project(float[] row, double[] mean, double[] direction) {
        double sum = 0;
        for (int i = 0; i < direction.length; i++) {
            sum += (row[i] - mean[i]) * direction[i];
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double square(double value) {
        return value * value;
    }
}
