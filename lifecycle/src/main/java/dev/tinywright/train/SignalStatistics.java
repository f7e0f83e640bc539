package dev.tinywright.train;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Three figures that are the larger the more labels have to do with rows. All that depends on the rows alone is worked
 * out once; {@link #of} then costs little for each of many labelings. Features count by their ranks, so that neither
 * scale nor outliers matter.
 *
 * <ul>
 *   <li>{@link #NEIGHBOURS}: balanced accuracy of a vote of the nearest rows, leave-one-out: any shape, few columns;
 *   <li>{@link #LINEAR}: balanced accuracy of a linear discriminant (least squares on class indicators), leave-one-out
 *       by its closed form: a little in many columns;
 *   <li>{@link #SINGLE}: largest mutual information, in nats, of a feature cut into eight with the labels: much in one
 *       column among many.
 * </ul>
 */
final class SignalStatistics {
    static final int NEIGHBOURS = 0;
    static final int LINEAR = 1;
    static final int SINGLE = 2;

    private static final int VOTERS = 9;
    private static final int BINS = 8;
    private static final int MOST_DIRECTIONS = 40;

    private final int rows;
    private final int classes;
    private final int[][] neighbours;
    /** Orthonormal directions that span the features and a constant, (directions, rows). */
    private final double[][] directions;
    /** The weight of each row's own label in its fit. */
    private final double[] leverage;
    /** The bin of each value, (features, rows). */
    private final byte[][] bins;

    SignalStatistics(float[][] features, int classes, SplittableRandom random) {
        rows = features.length;
        this.classes = classes;
        float[][] ranks = IntStream.range(0, features[0].length)
                .parallel()
                .mapToObj(f -> ranks(features, f))
                .toArray(float[][]::new);
        neighbours = neighbours(ranks, rows);
        directions = orthonormal(ranks, random);
        leverage = new double[rows];
        for (double[] direction : directions) {
            for (int i = 0; i < rows; i++) {
                leverage[i] += direction[i] * direction[i];
            }
        }
        bins = Arrays.stream(ranks).map(SignalStatistics::bins).toArray(byte[][]::new);
    }

    /** Returns the three statistics of a labeling. */
    double[] of(int[] labels) {
        int[] counts = new int[classes];
        Arrays.stream(labels).forEach(c -> counts[c]++);
        return new double[] {byNeighbours(labels, counts), byLine(labels, counts), bySingleFeature(labels, counts)};
    }

    private double byNeighbours(int[] labels, int[] counts) {
        double[] scores = new double[classes];
        int[] right = new int[classes];
        for (int i = 0; i < rows; i++) {
            Arrays.fill(scores, 0);
            for (int neighbour : neighbours[i]) {
                scores[labels[neighbour]]++;
            }
            right[labels[i]] += answers(scores, labels[i], counts) ? 1 : 0;
        }
        return balanced(right, counts);
    }

    private double byLine(int[] labels, int[] counts) {
        double[][] weights = new double[directions.length][classes];
        for (int d = 0; d < directions.length; d++) {
            for (int i = 0; i < rows; i++) {
                weights[d][labels[i]] += directions[d][i];
            }
        }
        double[][] fits = new double[rows][classes];
        for (int d = 0; d < directions.length; d++) {
            for (int i = 0; i < rows; i++) {
                for (int c = 0; c < classes; c++) {
                    fits[i][c] += directions[d][i] * weights[d][c];
                }
            }
        }
        int[] right = new int[classes];
        for (int i = 0; i < rows; i++) {
            fits[i][labels[i]] -= leverage[i]; // what is left without the row itself, up to the factor 1 - leverage
            right[labels[i]] += answers(fits[i], labels[i], counts) ? 1 : 0;
        }
        return balanced(right, counts);
    }

    /** Whether the class that is most above its share among the other rows is the row's own. */
    private boolean answers(double[] scores, int own, int[] counts) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            int others = counts[c] - (c == own ? 1 : 0);
            double lift = others == 0 ? Double.NEGATIVE_INFINITY : scores[c] / others;
            if (lift > most) {
                most = lift;
                best = c;
            }
        }
        return best == own;
    }

    private double bySingleFeature(int[] labels, int[] counts) {
        double most = 0;
        int[] joint = new int[BINS * classes];
        for (byte[] feature : bins) {
            Arrays.fill(joint, 0);
            for (int i = 0; i < rows; i++) {
                joint[feature[i] * classes + labels[i]]++;
            }
            most = Math.max(most, mutualInformation(joint, counts));
        }
        return most;
    }

    private double mutualInformation(int[] joint, int[] counts) {
        double sum = 0;
        for (int b = 0; b < BINS; b++) {
            int inBin = 0;
            for (int c = 0; c < classes; c++) {
                inBin += joint[b * classes + c];
            }
            for (int c = 0; c < classes; c++) {
                int both = joint[b * classes + c];
                if (both > 0) {
                    sum += both * Math.log((double) both * rows / ((double) inBin * counts[c]));
                }
            }
        }
        return sum / rows;
    }

    private double balanced(int[] right, int[] counts) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += (double) right[c] / counts[c];
        }
        return sum / classes;
    }

    /** Returns the rank of each row in a feature, in (−0.5, 0.5), equal values in the middle; a missing value is 0. */
    private static float[] ranks(float[][] features, int f) {
        int count = features.length;
        Integer[] order = IntStream.range(0, count)
                .boxed()
                .sorted((a, b) -> Float.compare(features[a][f], features[b][f]))
                .toArray(Integer[]::new);
        float[] ranks = new float[count];
        int from = 0;
        while (from < count) {
            float value = features[order[from]][f];
            int to = from + 1;
            while (to < count && Float.compare(features[order[to]][f], value) == 0) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = Float.isNaN(value) ? 0 : (from + to) / 2f / count - 0.5f;
            }
            from = to;
        }
        return ranks;
    }

    private static int[][] neighbours(float[][] ranks, int rows) {
        int voters = Math.clamp(rows / 4L, 1, VOTERS);
        return IntStream.range(0, rows)
                .parallel()
                .mapToObj(i -> nearest(ranks, rows, i, voters))
                .toArray(int[][]::new);
    }

    private static int[] nearest(float[][] ranks, int rows, int self, int voters) {
        float[] distances = new float[rows];
        for (float[] feature : ranks) {
            for (int i = 0; i < rows; i++) {
                float d = feature[i] - feature[self];
                distances[i] += d * d;
            }
        }
        long[] packed = new long[rows];
        for (int i = 0; i < rows; i++) {
            packed[i] = i == self ? Long.MAX_VALUE : ((long) Float.floatToRawIntBits(distances[i]) << 32) | i;
        }
        Arrays.sort(packed);
        return Arrays.stream(packed, 0, voters).mapToInt(p -> (int) p).toArray();
    }

    private static byte[] bins(float[] ranks) {
        byte[] bins = new byte[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            bins[i] = (byte) Math.clamp((int) ((ranks[i] + 0.5f) * BINS), 0, BINS - 1);
        }
        return bins;
    }

    /** Gram-Schmidt over a constant and the features, or over random mixtures of them where there are many. */
    private static double[][] orthonormal(float[][] ranks, SplittableRandom random) {
        int rows = ranks[0].length;
        int most = Math.min(MOST_DIRECTIONS, rows / 3);
        double[] constant = new double[rows];
        Arrays.fill(constant, 1 / Math.sqrt(rows));
        double[][] basis = new double[Math.min(most, ranks.length) + 1][];
        basis[0] = constant;
        int found = 1;
        for (int d = 0; d + 1 < basis.length; d++) {
            double[] next = ranks.length <= most ? widened(ranks[d]) : mixture(ranks, random);
            double before = norm(next);
            for (int b = 0; b < 2 * found; b++) { // twice, for what rounding leaves
                subtract(next, basis[b % found]);
            }
            double left = norm(next);
            if (left > 1e-6 * before) {
                for (int i = 0; i < rows; i++) {
                    next[i] /= left;
                }
                basis[found++] = next;
            }
        }
        return Arrays.copyOf(basis, found);
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static double[] mixture(float[][] ranks, SplittableRandom random) {
        double[] mixture = new double[ranks[0].length];
        for (float[] feature : ranks) {
            double share = random.nextGaussian();
            for (int i = 0; i < mixture.length; i++) {
                mixture[i] += share * feature[i];
            }
        }
        return mixture;
    }

    private static void subtract(double[] from, double[] direction) {
        double along = 0;
        for (int i = 0; i < from.length; i++) {
            along += from[i] * direction[i];
        }
        for (int i = 0; i < from.length; i++) {
            from[i] -= along * direction[i];
        }
    }

    private static double norm(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
    }
}
