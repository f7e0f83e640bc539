package dev.tinywright.report;

import dev.tinywright.report.DataSummary.Column;
import dev.tinywright.report.ReportFacts.TestRow;
import java.util.List;

/** Figures of a classifier with their 95 % confidence intervals. */
public final class Statistics {
    /** The 0.975 quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /** The 0.95 quantile of it. */
    private static final double ONE_SIDED = 1.6448536269514722;

    private static final int MOST_SUMMED = 500;

    private Statistics() {}

    /** A share with its interval, all in [0, 1]; NaN where there was nothing to count. */
    public record Estimate(double value, double low, double high) {
        public static final Estimate UNDEFINED = new Estimate(Double.NaN, Double.NaN, Double.NaN);

        public boolean isDefined() {
            return !Double.isNaN(value);
        }
    }

    /**
     * @param predicted rows that got this class
     * @param support rows that are of this class
     */
    record ClassFigures(int support, int predicted, int hits, Estimate precision, Estimate recall, Estimate f1) {}

    /** Wilson 1927 score interval: holds for small n and for shares at 0 and 1, unlike the normal approximation. */
    public static Estimate wilson(int hits, int total) {
        if (total == 0) {
            return Estimate.UNDEFINED;
        }
        double share = (double) hits / total;
        double z2 = Z * Z;
        double centre = (share + z2 / (2.0 * total)) / (1 + z2 / total);
        double half = Z / (1 + z2 / total) * Math.sqrt(share * (1 - share) / total + z2 / (4.0 * total * total));
        double low = hits == 0 ? 0 : Math.max(0, centre - half);
        double high = hits == total ? 1 : Math.min(1, centre + half);
        return new Estimate(share, low, high);
    }

    /** Returns the 95 % upper bound of what is counted {@code count} times on average, where counts are Poisson's (Garwood 1936). */
    static double mostOnAverage(long count) {
        if (count > MOST_SUMMED) {
            return count + ONE_SIDED * Math.sqrt((double) count) + 1; // normal by then, within a thousandth
        }
        double low = count;
        double high = 2.0 * count + 10;
        while (high - low > 1e-9 * high) {
            double middle = (low + high) / 2;
            if (atMost(count, middle) > 0.05) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The probability of at most {@code count} where {@code mean} is the average. */
    private static double atMost(long count, double mean) {
        double term = Math.exp(-mean);
        double sum = term;
        for (long k = 1; k <= count; k++) {
            term *= mean / k;
            sum += term;
        }
        return sum;
    }

    /** Returns rows per (wanted, got), shape (classes, classes). */
    static int[][] confusion(List<TestRow> rows, int classes) {
        int[][] matrix = new int[classes][classes];
        for (TestRow row : rows) {
            matrix[row.wanted()][row.got()]++;
        }
        return matrix;
    }

    /** Returns the figures of each class; all intervals are Wilson's or follow from it. */
    static List<ClassFigures> perClass(int[][] confusion) {
        int[][] errors = errorsPerClass(confusion);
        ClassFigures[] figures = new ClassFigures[confusion.length];
        for (int i = 0; i < figures.length; i++) {
            int hits = confusion[i][i];
            int missed = errors[i][0];
            int wrongly = errors[i][1];
            figures[i] = new ClassFigures(
                    hits + missed,
                    hits + wrongly,
                    hits,
                    wilson(hits, hits + wrongly),
                    wilson(hits, hits + missed),
                    f1(hits, missed + wrongly));
        }
        return List.of(figures);
    }

    /** Returns the unweighted mean of the classes' F1, over the classes that occur. */
    static double macroF1(List<ClassFigures> figures) {
        return figures.stream()
                .map(ClassFigures::f1)
                .filter(Estimate::isDefined)
                .mapToDouble(Estimate::value)
                .average()
                .orElse(Double.NaN);
    }

    /**
     * F1 of one class. With J the share of hits among hits and errors, F1 = 2J / (1 + J), which rises with J: so the ends of
     * Wilson's interval for J give those for F1. Unlike a bootstrap this also holds for a class without any error.
     */
    static Estimate f1(int hits, int errors) {
        Estimate share = wilson(hits, hits + errors);
        return new Estimate(f1Of(share.value()), f1Of(share.low()), f1Of(share.high()));
    }

    private static double f1Of(double share) {
        return 2 * share / (1 + share);
    }

    /** Returns, per class, the rows of it that got another, and the rows of others that got it. */
    private static int[][] errorsPerClass(int[][] confusion) {
        int[][] sums = new int[confusion.length][2];
        for (int wanted = 0; wanted < confusion.length; wanted++) {
            for (int got = 0; got < confusion.length; got++) {
                if (wanted != got) {
                    sums[wanted][0] += confusion[wanted][got];
                    sums[got][1] += confusion[wanted][got];
                }
            }
        }
        return sums;
    }

    /**
     * Returns the share of a column's variance that lies between the classes (eta squared, Fisher 1925), 0 to 1, counted
     * from its histogram with each row at the middle of its bin.
     */
    static double separation(Column column) {
        double[] all = moments(column.histogram());
        if (all[0] == 0) {
            return 0;
        }
        double mean = all[1] / all[0];
        double total = all[2] - all[0] * mean * mean;
        double between = 0;
        for (List<Integer> ofClass : column.histogram()) {
            double[] own = moments(List.of(ofClass));
            if (own[0] > 0) {
                double distance = own[1] / own[0] - mean;
                between += own[0] * distance * distance;
            }
        }
        return total <= 0 ? 0 : between / total;
    }

    /** Returns count, sum and sum of squares, in bins. */
    private static double[] moments(List<List<Integer>> histograms) {
        double[] moments = new double[3];
        for (List<Integer> histogram : histograms) {
            for (int bin = 0; bin < histogram.size(); bin++) {
                double count = histogram.get(bin);
                moments[0] += count;
                moments[1] += count * bin;
                moments[2] += count * bin * bin;
            }
        }
        return moments;
    }
}
