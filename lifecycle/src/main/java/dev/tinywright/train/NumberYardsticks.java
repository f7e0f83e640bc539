package dev.tinywright.train;

import java.util.Arrays;

/**
 * What a model that predicts a number must beat to be worth its flash.
 *
 * @param mean always answers the mean of the training numbers
 * @param linear the line through the training rows with the least squared error, in the features of the model
 */
public record NumberYardsticks(NumberErrors mean, NumberErrors linear) {
    /** Keeps columns that say the same from making the equations unsolvable: a share of the rows. */
    private static final double RIDGE = 1e-6;

    /**
     * Learns both from the training rows and measures them on others.
     *
     * @param data with numbers as targets
     * @param features (rows, features)
     * @param numbers what is right, one per row
     */
    public static NumberYardsticks measure(TrainingData data, float[][] features, float[] numbers) {
        if (!(data.targets() instanceof TrainingData.Numbers targets)) {
            throw new IllegalArgumentException("yardsticks of numbers need numbers");
        }
        double mean = 0;
        for (float number : targets.training()) {
            mean += number / (double) targets.training().length;
        }
        float[] same = new float[numbers.length];
        Arrays.fill(same, (float) mean);
        double[] weights = leastSquares(data.training(), targets.training());
        float[] line = new float[numbers.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = (float) value(weights, features[i]);
        }
        return new NumberYardsticks(NumberErrors.of(numbers, same), NumberErrors.of(numbers, line));
    }

    private static double value(double[] weights, float[] row) {
        double sum = weights[row.length];
        for (int i = 0; i < row.length; i++) {
            sum += weights[i] * row[i];
        }
        return sum;
    }

    /** Solves the normal equations; the last weight is the constant. */
    private static double[] leastSquares(float[][] rows, float[] numbers) {
        int n = rows[0].length + 1;
        double[][] equations = new double[n][n + 1];
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < n; i++) {
                double xi = i < n - 1 ? rows[r][i] : 1;
                for (int j = i; j < n; j++) {
                    equations[i][j] += xi * (j < n - 1 ? rows[r][j] : 1);
                }
                equations[i][n] += xi * numbers[r];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                equations[i][j] = equations[j][i];
            }
            equations[i][i] += i < n - 1 ? RIDGE * rows.length : 0;
        }
        return solved(equations);
    }

    /** Gaussian elimination with the largest pivot of each column. */
    private static double[] solved(double[][] equations) {
        int n = equations.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                pivot = Math.abs(equations[row][column]) > Math.abs(equations[pivot][column]) ? row : pivot;
            }
            double[] swap = equations[column];
            equations[column] = equations[pivot];
            equations[pivot] = swap;
            for (int row = column + 1; row < n; row++) {
                double factor = equations[row][column] / equations[column][column];
                for (int j = column; factor != 0 && j <= n; j++) {
                    equations[row][j] -= factor * equations[column][j];
                }
            }
        }
        double[] solution = new double[n];
        for (int row = n - 1; row >= 0; row--) {
            double sum = equations[row][n];
            for (int j = row + 1; j < n; j++) {
                sum -= equations[row][j] * solution[j];
            }
            solution[row] = sum / equations[row][row];
        }
        return solution;
    }
}
