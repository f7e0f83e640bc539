package dev.tinywright.train;

import dev.tinywright.model.ForestWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A random forest (Breiman 2001): trees on bootstrap samples, each split the best of some random features. {@link Cart} grows
 * the trees, one at a time; the rows are drawn here, because the teacher needs the votes of the trees that have not seen a
 * row, which libraries keep to themselves.
 */
final class Forest {
    /** Rows a tree draws at most; beyond that more rows cost time and change little. */
    private static final int ROWS_PER_TREE = 20_000;

    /** Features a tree of a forest may test; of more, each tree sees others (Ho 1998, random subspaces). */
    private static final int FEATURES_PER_TREE = 400;

    /** Values of the rows of one tree at most: the library takes about 100 bytes for each, and two trees grow at a time. */
    private static final int VALUES_PER_TREE = 2_000_000;

    private static final int THREADS = 2;

    private final Tree[] trees;
    private final int classes;

    private Forest(Tree[] trees, int classes) {
        this.trees = trees;
        this.classes = classes;
    }

    /** Grows {@code trees} trees; the same arguments give the same forest on any number of threads. */
    static Forest grow(float[][] rows, int[] rowClasses, int classes, int trees, long seed) {
        return grow(rows, rowClasses, classes, trees, TreeLimits.NONE, seed);
    }

    /** Grows trees within limits; one tree alone sees every feature, and every row as far as 2 million values go. */
    static Forest grow(float[][] rows, int[] rowClasses, int classes, int trees, TreeLimits limits, long seed) {
        return new Forest(grown(rows, new ClassTarget(rowClasses, classes), trees, limits, seed), classes);
    }

    /** Grows trees within limits whose leaves are numbers; one tree alone sees what one of classes does. */
    static Forest ofNumbers(float[][] rows, float[] numbers, int trees, TreeLimits limits, long seed) {
        return new Forest(grown(rows, new NumberTarget(numbers), trees, limits, seed), 1);
    }

    private static Tree[] grown(float[][] rows, TreeTarget<?> target, int trees, TreeLimits limits, long seed) {
        int features = trees == 1 ? rows[0].length : Math.min(rows[0].length, FEATURES_PER_TREE);
        int drawn = Math.min(
                trees == 1 ? rows.length : Math.min(rows.length, ROWS_PER_TREE),
                Math.max(1, VALUES_PER_TREE / features));
        TreeRows known = new TreeRows(rows, drawn, features);
        Cart<?> cart = new Cart<>(known, target);
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom[] randoms = new SplittableRandom[trees];
        Arrays.setAll(randoms, _ -> root.split());
        Tree[] grown = new Tree[trees];
        AtomicInteger next = new AtomicInteger();
        Parallel.run(Math.min(THREADS, trees), _ -> {
            for (int t = next.getAndIncrement(); t < trees; t = next.getAndIncrement()) {
                grown[t] = trees == 1
                        ? alone(cart, known, drawn, limits, randoms[t])
                        : oneOfMany(cart, known, target, drawn, limits, randoms[t]);
            }
        });
        return grown;
    }

    /** Every row once, as far as they fit, and all features. */
    private static Tree alone(Cart<?> cart, TreeRows rows, int count, TreeLimits limits, SplittableRandom random) {
        int[] times = new int[rows.size()];
        int left = count;
        for (int i = 0; i < times.length; i++) {
            times[i] = random.nextInt(times.length - i) < left ? 1 : 0;
            left -= times[i];
        }
        int[] features = rows.features();
        return Tree.of(cart.grow(times, features, features.length, limits, random.nextLong()), new BitSet());
    }

    /** Rows drawn with replacement, and some features for each split. */
    private static Tree oneOfMany(
            Cart<?> cart, TreeRows rows, TreeTarget<?> target, int drawn, TreeLimits limits, SplittableRandom random) {
        int[] times = new int[rows.size()];
        BitSet seen = new BitSet(times.length);
        for (int i = 0; i < drawn; i++) {
            int row = random.nextInt(times.length);
            times[row]++;
            seen.set(row);
        }
        int[] features = some(rows.features(), random);
        return Tree.of(cart.grow(times, features, target.tried(features.length), limits, random.nextLong()), seen);
    }

    /** Returns at most {@link #FEATURES_PER_TREE} of the features, in order. */
    private static int[] some(int[] features, SplittableRandom random) {
        int[] mixed = features.clone();
        int count = Math.min(mixed.length, FEATURES_PER_TREE);
        for (int i = 0; count < mixed.length && i < count; i++) {
            int j = random.nextInt(i, mixed.length);
            int swap = mixed[i];
            mixed[i] = mixed[j];
            mixed[j] = swap;
        }
        return Arrays.stream(mixed).limit(count).sorted().toArray();
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
    record Tree(int[] feature, float[] threshold, int[] next, float[][] leaves, BitSet seen) {
        /** Nodes come level by level, so that both children of a node stand side by side. */
        static Tree of(Branch root, BitSet seen) {
            int count = 2 * root.leaves() - 1;
            Tree tree = new Tree(new int[count], new float[count], new int[count], new float[root.leaves()][], seen);
            List<Branch> nodes = new ArrayList<>(List.of(root));
            int leaf = 0;
            for (int node = 0; node < count; node++) {
                switch (nodes.get(node)) {
                    case Branch.Leaf(float[] answer) -> {
                        tree.feature[node] = -1;
                        tree.next[node] = leaf;
                        tree.leaves[leaf++] = answer;
                    }
                    case Branch.Split split -> {
                        tree.feature[node] = split.feature();
                        tree.threshold[node] = split.threshold();
                        tree.next[node] = nodes.size();
                        nodes.add(split.below());
                        nodes.add(split.above());
                    }
                }
            }
            return tree;
        }

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
