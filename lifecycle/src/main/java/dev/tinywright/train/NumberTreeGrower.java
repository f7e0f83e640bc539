package dev.tinywright.train;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Grows one regression tree (Breiman et al. 1984, §8): each split is the one that leaves the least squared error, the splits that help most
 * come first, a leaf answers the mean of its rows.
 */
final class NumberTreeGrower {
    /** Rows a leaf stands for at least; fewer tell chance (Breiman 2001, §11, for forests). */
    static final int LEAF_ROWS = 5;

    private final float[][] rows;
    private final float[] numbers;
    private final SplittableRandom random;
    private final TreeLimits limits;
    private final int[] features;
    private final int tried;
    private int[] sample = {};
    private int[] feature = new int[64];
    private float[] threshold = new float[64];
    private int[] next = new int[64];
    private float[][] leaves = new float[32][];
    private int nodes;
    private int leafCount;

    NumberTreeGrower(float[][] rows, float[] numbers, SplittableRandom random, TreeLimits limits) {
        this.rows = rows;
        this.numbers = numbers;
        this.random = random;
        this.limits = limits;
        features = new int[rows[0].length];
        Arrays.setAll(features, f -> f);
        tried = limits.allFeatures() ? features.length : Math.max(1, (features.length + 2) / 3);
    }

    /** Grows a tree on rows drawn with replacement. */
    Forest.Tree grow(int mostRows) {
        sample = new int[Math.min(rows.length, mostRows)];
        Arrays.setAll(sample, _ -> random.nextInt(rows.length));
        return grown();
    }

    /** Grows a tree on every row once. */
    Forest.Tree growOnAll() {
        sample = new int[rows.length];
        Arrays.setAll(sample, i -> i);
        return grown();
    }

    /** @param gain by how much a cut lessens the sum of squared errors */
    private record Open(int node, int from, int to, int depth, int feature, float threshold, double gain) {}

    private Forest.Tree grown() {
        PriorityQueue<Open> open = new PriorityQueue<>(
                Comparator.comparingDouble(Open::gain).reversed().thenComparingInt(Open::node));
        open.add(opened(newNode(), 0, sample.length, 0));
        for (int ends = 1; !open.isEmpty(); ) {
            Open best = open.remove();
            if (ends >= limits.leaves() || best.feature() < 0) {
                leaf(best);
                continue;
            }
            ends++;
            int middle = partition(best);
            int left = newNode();
            int right = newNode();
            feature[best.node()] = best.feature();
            threshold[best.node()] = best.threshold();
            next[best.node()] = left;
            open.add(opened(left, best.from(), middle, best.depth() + 1));
            open.add(opened(right, middle, best.to(), best.depth() + 1));
        }
        return new Forest.Tree(
                Arrays.copyOf(feature, nodes),
                Arrays.copyOf(threshold, nodes),
                Arrays.copyOf(next, nodes),
                Arrays.copyOf(leaves, leafCount),
                new BitSet());
    }

    private int newNode() {
        if (nodes == feature.length) {
            feature = Arrays.copyOf(feature, 2 * nodes);
            threshold = Arrays.copyOf(threshold, 2 * nodes);
            next = Arrays.copyOf(next, 2 * nodes);
        }
        return nodes++;
    }

    private void leaf(Open of) {
        if (leafCount == leaves.length) {
            leaves = Arrays.copyOf(leaves, 2 * leafCount);
        }
        feature[of.node()] = -1;
        next[of.node()] = leafCount;
        leaves[leafCount++] = new float[] {(float) (sum(of.from(), of.to()) / (of.to() - of.from()))};
    }

    private double sum(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += numbers[sample[i]];
        }
        return sum;
    }

    /** Finds the best cut of rows; none where they are few, or lie deep, or no cut helps. */
    private Open opened(int node, int from, int to, int depth) {
        Open best = new Open(node, from, to, depth, -1, 0, 0);
        if (depth >= limits.depth() || to - from < 2 * limits.leafRows()) {
            return best;
        }
        double all = sum(from, to);
        for (int i = 0; i < tried; i++) {
            int j = random.nextInt(i, features.length);
            int swap = features[i];
            features[i] = features[j];
            features[j] = swap;
            best = better(best, features[i], all);
        }
        return best;
    }

    /** The squared error is least where {@code sum² / count}, over both sides, is most. */
    private Open better(Open than, int f, double all) {
        Open best = than;
        long[] sorted = sorted(f, than.from(), than.to());
        int count = sorted.length;
        double before = all * all / count;
        double left = 0;
        for (int i = 1; i < count; i++) {
            left += numbers[(int) sorted[i - 1]];
            float below = rows[(int) sorted[i - 1]][f];
            float above = rows[(int) sorted[i]][f];
            boolean enough = i >= limits.leafRows() && count - i >= limits.leafRows();
            if (enough && below < above) {
                double gain = left * left / i + (all - left) * (all - left) / (count - i) - before;
                if (gain > best.gain() + 1e-12 * Math.abs(before)) {
                    float middle = below + (above - below) / 2;
                    best = new Open(
                            than.node(),
                            than.from(),
                            than.to(),
                            than.depth(),
                            f,
                            middle < above ? middle : below,
                            gain);
                }
            }
        }
        return best;
    }

    /** Packs value and row into a long that sorts by value: floats order like their bits, once flipped. */
    private long[] sorted(int f, int from, int to) {
        long[] sorted = new long[to - from];
        for (int i = from; i < to; i++) {
            int bits = Float.floatToRawIntBits(rows[sample[i]][f] + 0f); // -0 becomes 0
            int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
            sorted[i - from] = ((long) ordered << 32) | sample[i];
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private int partition(Open of) {
        int left = of.from();
        int right = of.to() - 1;
        while (left <= right) {
            if (rows[sample[left]][of.feature()] <= of.threshold()) {
                left++;
            } else {
                int swap = sample[left];
                sample[left] = sample[right];
                sample[right--] = swap;
            }
        }
        return left;
    }
}
