package dev.tinywright.train;

import dev.tinywright.model.CentreWeights;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Lloyd's algorithm (1982) from centres that are far from each other (k-means++, Arthur and Vassilvitskii 2007). Written here:
 * the library that grows the trees puts centres at zero where fewer rows differ than are asked for, and what is near zero would pass for normal.
 */
final class KMeans {
    private static final int MOST_ROUNDS = 100;

    private final float[][] rows;
    private final double[][] centres;
    private final int[] nearest;

    private KMeans(float[][] rows, int clusters) {
        this.rows = rows;
        this.centres = new double[Math.min(clusters, rows.length)][];
        this.nearest = new int[rows.length];
    }

    static CentreWeights fit(float[][] rows, int clusters, long seed) {
        KMeans means = new KMeans(rows, clusters);
        means.start(new SplittableRandom(seed));
        for (int round = 0; round < MOST_ROUNDS && means.assign(); round++) {
            means.move();
        }
        return means.weights();
    }

    private void start(SplittableRandom random) {
        double[] distances = new double[rows.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        centres[0] = centre(rows[random.nextInt(rows.length)]);
        for (int c = 1; c < centres.length; c++) {
            double sum = 0;
            for (int r = 0; r < rows.length; r++) {
                distances[r] = Math.min(distances[r], distance(rows[r], centres[c - 1]));
                sum += distances[r];
            }
            double at = random.nextDouble() * sum;
            int chosen = 0;
            while (chosen < rows.length - 1 && (at -= distances[chosen]) > 0) {
                chosen++;
            }
            centres[c] = centre(rows[chosen]);
        }
        Arrays.fill(nearest, -1);
    }

    private static double[] centre(float[] row) {
        double[] centre = new double[row.length];
        Arrays.setAll(centre, i -> row[i]);
        return centre;
    }

    /** Returns whether any row has another centre than before. */
    private boolean assign() {
        boolean changed = false;
        for (int r = 0; r < rows.length; r++) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < centres.length; c++) {
                double distance = distance(rows[r], centres[c]);
                if (distance < least) {
                    least = distance;
                    best = c;
                }
            }
            changed |= nearest[r] != best;
            nearest[r] = best;
        }
        return changed;
    }

    /** A centre without rows stays where it is. */
    private void move() {
        double[][] sums = new double[centres.length][rows[0].length];
        int[] counts = new int[centres.length];
        for (int r = 0; r < rows.length; r++) {
            counts[nearest[r]]++;
            for (int i = 0; i < rows[r].length; i++) {
                sums[nearest[r]][i] += rows[r][i];
            }
        }
        for (int c = 0; c < centres.length; c++) {
            for (int i = 0; counts[c] > 0 && i < sums[c].length; i++) {
                centres[c][i] = sums[c][i] / counts[c];
            }
        }
    }

    private static double distance(float[] row, double[] centre) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += (row[i] - centre[i]) * (row[i] - centre[i]);
        }
        return sum;
    }

    private CentreWeights weights() {
        int n = rows[0].length;
        float[] all = new float[centres.length * n];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) centres[i / n][i % n];
        }
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        return new CentreWeights("kmeans", all, ones, 0);
    }
}
