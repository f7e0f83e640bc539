package dev.tinywright.train;

/**
 * Figures of merit of predicted numbers, from what was predicted and what was right.
 *
 * @param mae mean absolute error, in the unit of the numbers
 * @param rmse root of the mean squared error, in the unit of the numbers
 * @param r2 coefficient of determination, {@code 1 − Σ(y − p)² / Σ(y − mean)²}; at most 1, below 0 where the mean of the right
 *     numbers does better; 0 where these are all equal
 * @param maeError standard error of {@code mae}: how far that of other rows may well be from it
 */
public record NumberErrors(double mae, double rmse, double r2, double maeError) {
    /** @throws IllegalArgumentException where there are no numbers, or not as many of both */
    public static NumberErrors of(float[] wanted, float[] got) {
        int n = wanted.length;
        if (n == 0 || got.length != n) {
            throw new IllegalArgumentException(got.length + " numbers for " + n);
        }
        double mean = 0;
        double absolute = 0;
        double squared = 0;
        for (int i = 0; i < n; i++) {
            double error = Math.abs((double) got[i] - wanted[i]);
            mean += wanted[i] / (double) n;
            absolute += error;
            squared += error * error;
        }
        double total = 0;
        for (float value : wanted) {
            total += (value - mean) * (value - mean);
        }
        double mae = absolute / n;
        double variance = Math.max(0, squared / n - mae * mae);
        return new NumberErrors(
                mae, Math.sqrt(squared / n), total > 0 ? 1 - squared / total : 0, Math.sqrt(variance / n));
    }
}
