package dev.tinywright.train;

import java.util.Arrays;

/** What scores of examples say of a detector: the higher the score, the less normal the example. */
public final class AnomalyScores {
    /** How sure the threshold is to keep the rate that is wanted. */
    private static final double CONFIDENCE = 0.9;

    /** Where too few scores are known for that, at least this share of the range above the median is added to the largest. */
    private static final double MARGIN = 0.1;

    private AnomalyScores() {}

    /**
     * Returns the score above which an example counts as an anomaly. So few of the normal scores lie above it that the rate of
     * all normal examples is below {@code falseAlarmRate} in nine of ten cases (a one-sided tolerance limit without a
     * distribution, Wilks 1941); where they are too few for that, it lies above all of them, further out the fewer they are.
     *
     * @param normal of examples that are normal and were not learned from, at least one
     * @param falseAlarmRate share of normal examples that may be called anomalies, in (0, 1)
     */
    public static double threshold(double[] normal, double falseAlarmRate) {
        double[] sorted = normal.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        int above = allowedAbove(n, falseAlarmRate);
        return above < 0 ? beyond(sorted, falseAlarmRate) : sorted[n - 1 - above];
    }

    /**
     * Peaks over a threshold (Pickands 1975): what the largest fifth of the scores exceeds the rest by is taken as exponential. Its
     * mean is taken at the upper end of its 90 % interval, so that few scores give a threshold further out.
     */
    private static double beyond(double[] sorted, double rate) {
        int n = sorted.length;
        double largest = sorted[n - 1];
        int tail = Math.max(1, n / 5);
        double from = sorted[Math.max(0, n - 1 - tail)];
        double sum = 0;
        for (int i = n - tail; i < n; i++) {
            sum += sorted[i] - from;
        }
        double slope = 2 * sum / chiSquared(2 * tail);
        double share = (double) tail / n;
        return Math.max(
                largest + MARGIN * (largest - sorted[n / 2]), from + slope * Math.log(Math.max(1, share / rate)));
    }

    /** Returns the 0.1 quantile of the chi-squared distribution (Wilson and Hilferty 1931). */
    private static double chiSquared(int degrees) {
        double variance = 2.0 / (9 * degrees);
        return degrees * Math.pow(1 - variance - 1.2815515655446004 * Math.sqrt(variance), 3);
    }

    /** Returns how many scores it takes for a threshold that keeps a rate with confidence. */
    public static int needed(double falseAlarmRate) {
        return (int) Math.ceil(Math.log(1 - CONFIDENCE) / Math.log1p(-falseAlarmRate));
    }

    /** Returns whether so many scores are enough for a threshold that keeps a rate with confidence. */
    public static boolean isEnough(int scores, double falseAlarmRate) {
        return allowedAbove(scores, falseAlarmRate) >= 0;
    }

    /** Largest k for which k or fewer of n exceedings are as unlikely as 1 in 10 at the rate; −1 for none. */
    private static int allowedAbove(int n, double rate) {
        double probability = Math.exp(n * Math.log1p(-rate));
        double sum = probability;
        int k = -1;
        while (sum <= 1 - CONFIDENCE && k < n - 1) {
            k++;
            probability *= (n - k) * rate / ((k + 1) * (1 - rate));
            sum += probability;
        }
        return k;
    }

    /** Returns the share of scores above a threshold; 0 for none. */
    public static double shareAbove(double[] scores, double threshold) {
        return scores.length == 0
                ? 0
                : Arrays.stream(scores).filter(score -> score > threshold).count() / (double) scores.length;
    }

    /**
     * Returns the area under the ROC curve: how likely an anomaly scores higher than a normal example, a tie counting half (Mann
     * and Whitney 1947). At least one of each.
     */
    public static double auc(double[] normal, double[] anomalies) {
        double[] sorted = normal.clone();
        Arrays.sort(sorted);
        double wins = 0;
        for (double score : anomalies) {
            wins += (below(sorted, score, false) + below(sorted, score, true)) / 2.0;
        }
        return wins / ((double) normal.length * anomalies.length);
    }

    /** Returns how many are less than a score, or at most as large. */
    private static int below(double[] sorted, double score, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean counts = orEqual ? sorted[middle] <= score : sorted[middle] < score;
            low = counts ? middle + 1 : low;
            high = counts ? high : middle;
        }
        return low;
    }
}
