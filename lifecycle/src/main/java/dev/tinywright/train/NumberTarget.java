package dev.tinywright.train;

import java.util.Arrays;
import java.util.List;
import org.tribuo.OutputFactory;
import org.tribuo.common.tree.AbstractCARTTrainer;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/** Leaves that answer the mean of their rows; a split is good where the squared error falls (Breiman et al. 1984, §8.3). */
final class NumberTarget implements TreeTarget<Regressor> {
    private final float[] numbers;
    private final double mean;
    private final double deviation;

    NumberTarget(float[] numbers) {
        this.numbers = numbers;
        double[] sums = {0, 0, 0};
        for (float number : numbers) {
            sums[0]++;
            sums[1] += number;
        }
        mean = sums[1] / sums[0];
        for (float number : numbers) {
            sums[2] += (number - mean) * (number - mean);
        }
        deviation = sums[2] > 0 ? Math.sqrt(sums[2] / sums[0]) : 1;
    }

    @Override
    public int tried(int features) {
        return Math.max(1, (features + 2) / 3);
    }

    /** The library computes in float and takes very small errors for none: it sees the number in standard deviations. */
    @Override
    public Regressor output(int row) {
        return new Regressor("number", deviations(row));
    }

    private double deviations(int row) {
        return (numbers[row] - mean) / deviation;
    }

    @Override
    public OutputFactory<Regressor> factory() {
        return new RegressionFactory();
    }

    @Override
    public AbstractCARTTrainer<Regressor> trainer(TreeLimits limits, float share, long seed) {
        return new CARTJointRegressionTrainer(
                limits.depth(),
                2 * limits.leafRows(),
                0,
                share,
                false,
                new SquaredError(limits.leafRows()),
                false,
                seed);
    }

    @Override
    public double[] sums() {
        return new double[3];
    }

    @Override
    public void add(double[] sums, int row, int times) {
        double value = deviations(row);
        sums[0] += times;
        sums[1] += times * value;
        sums[2] += times * value * value;
    }

    @Override
    public double loss(double[] sums) {
        return sums[2] - sums[1] * sums[1] / sums[0];
    }

    @Override
    public float[] leaf(double[] sums) {
        return new float[] {(float) (mean + deviation * sums[1] / sums[0])};
    }

    /**
     * In double, and with no side of a split of too few rows: the library's limit is that of a node it splits. The library asks
     * for both sides of every split anew, each time with one value's rows moved from the right to the left: they are moved from
     * sum to sum here, which saves most of the time.
     */
    private static final class SquaredError extends MeanSquaredError {
        private final int leafRows;
        private boolean below;
        private boolean firstOfFeature;
        private double[] left = new double[3];
        private final double[] all = new double[3];

        SquaredError(int leafRows) {
            this.leafRows = leafRows;
        }

        @Override
        public ImpurityTuple impurityTuple(int[] rows, int count, float[] targets, float[] weights) {
            double[] sums = new double[3];
            add(sums, rows, count, targets, weights);
            return new ImpurityTuple((float) variance(sums), (float) sums[0]);
        }

        @Override
        public ImpurityTuple impurityTuple(List<int[]> rows, float[] targets, float[] weights) {
            double[] sums = sums(rows, targets, weights);
            double error = sums[0] < leafRows ? Double.POSITIVE_INFINITY : variance(sums);
            return new ImpurityTuple((float) error, (float) sums[0]);
        }
        /** The left side of a split and the right one take turns. */
        private double[] sums(List<int[]> rows, float[] targets, float[] weights) {
            below = !below;
            if (below) {
                firstOfFeature = rows.size() == 1;
                left = firstOfFeature ? new double[3] : left;
                add(left, rows.getLast(), rows.getLast().length, targets, weights);
                return left;
            }
            return right(rows, targets, weights);
        }

        private double[] right(List<int[]> rows, float[] targets, float[] weights) {
            double[] right = new double[3];
            if (firstOfFeature) {
                for (int[] some : rows) {
                    add(right, some, some.length, targets, weights);
                }
                Arrays.setAll(all, i -> left[i] + right[i]);
            } else {
                Arrays.setAll(right, i -> all[i] - left[i]);
            }
            return right;
        }

        private static void add(double[] sums, int[] rows, int count, float[] targets, float[] weights) {
            for (int i = 0; i < count; i++) {
                double weight = weights[rows[i]];
                double target = targets[rows[i]];
                sums[0] += weight;
                sums[1] += weight * target;
                sums[2] += weight * target * target;
            }
        }

        private static double variance(double[] sums) {
            double mean = sums[1] / sums[0];
            return Math.max(0, sums[2] / sums[0] - mean * mean);
        }
    }
}
