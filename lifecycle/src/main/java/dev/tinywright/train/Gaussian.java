package dev.tinywright.train;

import dev.tinywright.model.CentreWeights;
import dev.tinywright.model.WhiteningWeights;
import dev.tinywright.model.WholeModel;

/** Mean and covariance of what is normal, the latter kept away from flat directions. */
final class Gaussian {
    /** Of the mean variance: below it a difference is taken for noise. */
    private static final double LEAST_VARIANCE = 1e-3;

    private final double[] mean;
    private final double[][] covariance;

    private Gaussian(float[][] rows) {
        int n = rows[0].length;
        mean = new double[n];
        covariance = new double[n][n];
        for (float[] row : rows) {
            for (int i = 0; i < n; i++) {
                mean[i] += row[i] / (double) rows.length;
            }
        }
        for (float[] row : rows) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / rows.length;
                }
            }
        }
    }

    static WholeModel fit(float[][] rows, boolean full) {
        Gaussian gaussian = new Gaussian(rows);
        return full ? gaussian.whitening(rows.length) : gaussian.diagonal();
    }

    private double least() {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += covariance[i][i];
        }
        return Math.max(LEAST_VARIANCE * sum / mean.length, 1e-12);
    }

    private CentreWeights diagonal() {
        float[] weights = new float[mean.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (1 / Math.max(covariance[i][i], least()));
        }
        return new CentreWeights("gaussian", floats(mean), weights, 0);
    }

    /** With few rows correlations are mostly chance: they are shrunk by features / (features + rows). */
    private WhiteningWeights whitening(int rows) {
        double shrink = (double) mean.length / (mean.length + rows);
        double least = least();
        double[][] shrunk = new double[mean.length][mean.length];
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j < i; j++) {
                shrunk[i][j] = covariance[i][j] * (1 - shrink);
            }
            shrunk[i][i] = covariance[i][i] + least;
        }
        return new WhiteningWeights("gaussian", floats(mean), packed(inverse(cholesky(shrunk))), 0);
    }

    /** Returns L with L Lᵀ = a; Golub and Van Loan, Matrix Computations, §4.2. */
    private static double[][] cholesky(double[][] a) {
        int n = a.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / l[j][j];
            }
        }
        return l;
    }

    /** Of a lower triangular matrix, by forward substitution. */
    private static double[][] inverse(double[][] l) {
        int n = l.length;
        double[][] inverse = new double[n][n];
        for (int column = 0; column < n; column++) {
            for (int i = column; i < n; i++) {
                double sum = i == column ? 1 : 0;
                for (int k = column; k < i; k++) {
                    sum -= l[i][k] * inverse[k][column];
                }
                inverse[i][column] = sum / l[i][i];
            }
        }
        return inverse;
    }

    private static float[] packed(double[][] lower) {
        float[] packed = new float[lower.length * (lower.length + 1) / 2];
        int at = 0;
        for (int i = 0; i < lower.length; i++) {
            for (int j = 0; j <= i; j++) {
                packed[at++] = (float) lower[i][j];
            }
        }
        return packed;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
