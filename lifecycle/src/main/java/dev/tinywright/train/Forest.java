package dev.tinywright.train;

import dev.tinywright.model.ForestWeights;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A random forest (Breiman 2001): trees on bootstrap samples, each split the best by Gini impurity of a random √features
 * features, grown until leaves are pure. Written here because the teacher needs the out-of-bag votes, which the
 * libraries at hand keep to themselves.
 */
final class Forest {
    /** Rows a tree draws at most; beyond that more rows cost time and change little. */
    private static final int ROWS_PER_TREE = 20_000;

    private final Tree[] trees;
    private final int classes;

    private Forest(Tree[] trees, int classes) {
        this.trees = trees;
        this.classes = classes;
    }

    /** Grows {@code trees} trees; the same arguments give the same forest on any number of threads. */
    static Forest grow(float[][] rows, int[] rowClasses, int classes, int trees, long seed) {
        SplittableRandom[] randoms = new SplittableRandom[trees];
        SplittableRandom root = new SplittableRandom(seed);
        Arrays.setAll(randoms, t -> root.split());
        Tree[] grown = new Tree[trees];
        IntStream.range(0, trees)
                .parallel()
                .forEach(t -> grown[t] = new TreeGrower(rows, rowClasses, classes, randoms[t]).grow(ROWS_PER_TREE));
        return new Forest(grown, classes);
    }

    /** Grows trees within limits; one tree sees every row and feature. */
    static Forest grow(float[][] rows, int[] rowClasses, int classes, int trees, TreeLimits limits, long seed) {
        if (trees == 1) {
            TreeGrower grower =
                    new TreeGrower(rows, rowClasses, classes, new SplittableRandom(seed), limits.onAllFeatures());
            return new Forest(new Tree[] {grower.growOnAll()}, classes);
        }
        SplittableRandom[] randoms = new SplittableRandom[trees];
        SplittableRandom root = new SplittableRandom(seed);
        Arrays.setAll(randoms, t -> root.split());
        Tree[] grown = new Tree[trees];
        IntStream.range(0, trees)
                .parallel()
                .forEach(t ->
                        grown[t] = new TreeGrower(rows, rowClasses, classes, randoms[t], limits).grow(ROWS_PER_TREE));
        return new Forest(grown, classes);
    }

    /** Grows trees within limits whose leaves are numbers; one tree sees every row and feature. */
    static Forest ofNumbers(float[][] rows, float[] numbers, int trees, TreeLimits limits, long seed) {
        if (trees == 1) {
            NumberTreeGrower grower =
                    new NumberTreeGrower(rows, numbers, new SplittableRandom(seed), limits.onAllFeatures());
            return new Forest(new Tree[] {grower.growOnAll()}, 1);
        }
        SplittableRandom[] randoms = new SplittableRandom[trees];
        SplittableRandom root = new SplittableRandom(seed);
        Arrays.setAll(randoms, t -> root.split());
        Tree[] grown = new Tree[trees];
        IntStream.range(0, trees)
                .parallel()
                .forEach(t -> grown[t] = new NumberTreeGrower(rows, numbers, randoms[t], limits).grow(ROWS_PER_TREE));
        return new Forest(grown, 1);
    }

    /** Returns the trees as a model: nodes and leaves of all in one table each. */
    ForestWeights weights(int inputs) {
        return ForestExport.of(trees, inputs, classes);
    }

    /** Returns the mean of the trees' class shares at the leaf the row falls to; sums to 1. */
    float[] shares(float[] row) {
        float[] sum = new float[classes];
        for (Tree tree : trees) {
            tree.addShares(row, sum);
        }
        return normalized(sum, trees.length);
    }

    /**
     * Returns for each of the rows the forest was grown from the shares by the trees that have not seen it: an honest
     * opinion, where {@link #shares} would repeat the label. Rows that every tree has seen get {@link #shares}.
     */
    float[][] outOfBagShares(float[][] rows) {
        float[][] shares = new float[rows.length][];
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            float[] sum = new float[classes];
            int votes = 0;
            for (Tree tree : trees) {
                if (!tree.seen.get(i)) {
                    tree.addShares(rows[i], sum);
                    votes++;
                }
            }
            shares[i] = votes == 0 ? shares(rows[i]) : normalized(sum, votes);
        });
        return shares;
    }

    private static float[] normalized(float[] sum, int votes) {
        for (int c = 0; c < sum.length; c++) {
            sum[c] /= votes;
        }
        return sum;
    }

    /**
     * A grown tree as parallel arrays; node 0 is the root.
     *
     * @param feature of each node, −1 at a leaf
     * @param next the left child of a node, the right one follows it; at a leaf its index in {@code leaves}
     * @param leaves class shares, or one number each
     * @param seen rows of the bootstrap sample
     */
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared
    record Tree(int[] feature, float[] threshold, int[] next, float[][] leaves, java.util.BitSet seen) {
        void addShares(float[] row, float[] sum) {
            int node = 0;
            while (feature[node] >= 0) {
                node = row[feature[node]] <= threshold[node] ? next[node] : next[node] + 1;
            }
            float[] leaf = leaves[next[node]];
            for (int c = 0; c < sum.length; c++) {
                sum[c] += leaf[c];
            }
        }
    }
}
