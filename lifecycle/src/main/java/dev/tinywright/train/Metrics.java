package dev.tinywright.train;

/** Figures of merit of a classifier, from what it said and what was right. */
public final class Metrics {
    private Metrics() {}

    /** Returns how often each class (first index) was answered as each class (second index). */
    public static int[][] confusion(int[] actual, int[] predicted, int classes) {
        int[][] confusion = new int[classes][classes];
        for (int i = 0; i < actual.length; i++) {
            confusion[actual[i]][predicted[i]]++;
        }
        return confusion;
    }

    /** Returns the share of right answers, in [0, 1]; 0 for no rows. */
    public static double accuracy(int[][] confusion) {
        long right = 0;
        long rows = 0;
        for (int c = 0; c < confusion.length; c++) {
            right += confusion[c][c];
            rows += sum(confusion[c]);
        }
        return rows == 0 ? 0 : (double) right / rows;
    }

    /** Returns, of the answers that say {@code c}, the share that is right; 0 where there is none. */
    public static double precision(int[][] confusion, int c) {
        return ratio(confusion[c][c], column(confusion, c));
    }

    /** Returns, of the rows of class {@code c}, the share that is answered so; 0 where there is none. */
    public static double recall(int[][] confusion, int c) {
        return ratio(confusion[c][c], sum(confusion[c]));
    }

    /** Returns the harmonic mean of precision and recall of class {@code c}: 2 tp / (2 tp + fp + fn), 0 for 0 / 0. */
    public static double f1(int[][] confusion, int c) {
        return ratio(2L * confusion[c][c], sum(confusion[c]) + column(confusion, c));
    }

    /** Returns the mean F1 over the classes that have rows or answers. */
    public static double macroF1(int[][] confusion) {
        double total = 0;
        int present = 0;
        for (int c = 0; c < confusion.length; c++) {
            if (sum(confusion[c]) + column(confusion, c) > 0) {
                total += f1(confusion, c);
                present++;
            }
        }
        return present == 0 ? 0 : total / present;
    }

    /** Returns the mean recall over the classes that have rows: what chance gives is 1 / classes, however unequal. */
    public static double balancedAccuracy(int[][] confusion) {
        double total = 0;
        int present = 0;
        for (int c = 0; c < confusion.length; c++) {
            if (sum(confusion[c]) > 0) {
                total += recall(confusion, c);
                present++;
            }
        }
        return present == 0 ? 0 : total / present;
    }

    /** Returns the index of the largest of {@code count} scores from {@code from} on, the first where several are. */
    static int best(float[] scores, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = scores[from + i] > scores[from + best] ? i : best;
        }
        return best;
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static long sum(int[] row) {
        return java.util.Arrays.stream(row).asLongStream().sum();
    }

    private static long column(int[][] confusion, int c) {
        long sum = 0;
        for (int[] row : confusion) {
            sum += row[c];
        }
        return sum;
    }
}
