package dev.tinywright.train;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.common.tree.AbstractCARTTrainer;

/** Leaves that answer shares of classes; a split is good where Gini impurity falls (Breiman et al. 1984, §4.3). */
final class ClassTarget implements TreeTarget<Label> {
    private final int[] classes;
    private final Label[] labels;

    /** @param classes of the rows, each in [0, count) */
    ClassTarget(int[] classes, int count) {
        this.classes = classes;
        this.labels = IntStream.range(0, count).mapToObj(c -> new Label("" + c)).toArray(Label[]::new);
    }

    @Override
    public int tried(int features) {
        return Math.max(1, (int) Math.sqrt(features));
    }

    @Override
    public Label output(int row) {
        return labels[classes[row]];
    }

    @Override
    public OutputFactory<Label> factory() {
        return new LabelFactory();
    }

    @Override
    public AbstractCARTTrainer<Label> trainer(TreeLimits limits, float share, long seed) {
        return new CARTClassificationTrainer(
                limits.depth(), 2 * limits.leafRows(), 0, share, false, new Gini(limits.leafRows()), seed);
    }

    @Override
    public double[] sums() {
        return new double[labels.length];
    }

    @Override
    public void add(double[] sums, int row, int times) {
        sums[classes[row]] += times;
    }

    @Override
    public double loss(double[] sums) {
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        double rows = Arrays.stream(sums).sum();
        return rows - squares / rows;
    }

    @Override
    public float[] leaf(double[] sums) {
        double rows = Arrays.stream(sums).sum();
        float[] shares = new float[sums.length];
        for (int c = 0; c < shares.length; c++) {
            shares[c] = (float) (sums[c] / rows);
        }
        return shares;
    }

    /** The library's limit of rows is that of a node it splits; here no side of a split may have fewer. */
    private static final class Gini extends GiniIndex {
        private final int leafRows;

        Gini(int leafRows) {
            this.leafRows = leafRows;
        }

        @Override
        public double impurityWeighted(float[] counts) {
            double rows = 0;
            double squares = 0;
            for (float count : counts) {
                rows += count;
                squares += (double) count * count;
            }
            return rows < leafRows ? Double.POSITIVE_INFINITY : rows - squares / rows;
        }
    }
}
