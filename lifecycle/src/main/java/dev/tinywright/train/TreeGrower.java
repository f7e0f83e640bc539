package dev.tinywright.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Grows one tree of a {@link Forest}. */
final class TreeGrower {
    private final float[][] rows;
    private final int[] rowClasses;
    private final int classes;
    private final SplittableRandom random;
    private final int[] features;
    private final int tried;
    private int[] feature = new int[64];
    private float[] threshold = new float[64];
    private int[] next = new int[64];
    private int nodes;
    private final List<float[]> leaves = new ArrayList<>();
    private int[] sample = {};
    private final int[] leftCounts;
    private final int[] rightCounts;

    private final TreeLimits limits;

    TreeGrower(float[][] rows, int[] rowClasses, int classes, SplittableRandom random) {
        this(rows, rowClasses, classes, random, TreeLimits.NONE);
    }

    TreeGrower(float[][] rows, int[] rowClasses, int classes, SplittableRandom random, TreeLimits limits) {
        this.limits = limits;
        this.rows = rows;
        this.rowClasses = rowClasses;
        this.classes = classes;
        this.random = random;
        features = new int[rows[0].length];
        Arrays.setAll(features, f -> f);
        tried = limits.allFeatures() ? features.length : Math.max(1, (int) Math.sqrt(features.length));
        leftCounts = new int[classes];
        rightCounts = new int[classes];
    }

    Forest.Tree grow(int mostRows) {
        int size = Math.min(rows.length, mostRows);
        BitSet seen = new BitSet(rows.length);
        sample = new int[size];
        for (int i = 0; i < size; i++) {
            sample[i] = random.nextInt(rows.length);
            seen.set(sample[i]);
        }
        if (limits.equals(TreeLimits.NONE)) {
            split(newNode(), 0, size);
        } else {
            splitBestFirst(size);
        }
        return tree(seen);
    }

    /** Grows a tree on every row once, within its limits. */
    Forest.Tree growOnAll() {
        sample = new int[rows.length];
        Arrays.setAll(sample, i -> i);
        splitBestFirst(sample.length);
        return tree(new BitSet());
    }

    private Forest.Tree tree(BitSet seen) {
        return new Forest.Tree(
                Arrays.copyOf(feature, nodes),
                Arrays.copyOf(threshold, nodes),
                Arrays.copyOf(next, nodes),
                leaves.toArray(float[][]::new),
                seen);
    }

    /** @param gain how much a cut makes its rows purer, times their number */
    private record Open(int node, int from, int to, int depth, Cut cut, double gain) {}

    /** Splits where it helps most, until there are as many leaves as may be. */
    private void splitBestFirst(int size) {
        PriorityQueue<Open> open = new PriorityQueue<>(
                Comparator.comparingDouble(Open::gain).reversed().thenComparingInt(Open::node));
        open(open, newNode(), 0, size, 0);
        for (int ends = 1; !open.isEmpty(); ) {
            Open next = open.remove();
            if (ends >= limits.leaves() || next.cut().feature() < 0) {
                leaf(next.node(), counts(next.from(), next.to()), next.to() - next.from());
                continue;
            }
            ends++;
            int middle = partition(next.from(), next.to(), next.cut());
            int left = newNode();
            int right = newNode();
            feature[next.node()] = next.cut().feature();
            threshold[next.node()] = next.cut().threshold();
            this.next[next.node()] = left;
            open(open, left, next.from(), middle, next.depth() + 1);
            open(open, right, middle, next.to(), next.depth() + 1);
        }
    }

    private void open(PriorityQueue<Open> open, int node, int from, int to, int depth) {
        int[] counts = counts(from, to);
        boolean ends = depth >= limits.depth() || to - from < 2 * limits.leafRows() || pure(counts);
        Cut cut = ends ? Cut.NONE : bestCut(from, to, counts);
        double before = Arrays.stream(counts)
                        .mapToDouble(count -> (double) count * count)
                        .sum()
                / (to - from);
        open.add(new Open(node, from, to, depth, cut, cut.feature() < 0 ? -1 : cut.score() - before));
    }

    private int newNode() {
        if (nodes == feature.length) {
            feature = Arrays.copyOf(feature, 2 * nodes);
            threshold = Arrays.copyOf(threshold, 2 * nodes);
            next = Arrays.copyOf(next, 2 * nodes);
        }
        return nodes++;
    }

    /** Makes {@code node} a leaf or splits its rows, which are {@code sample[from, to)}. Depth is at most the rows'. */
    private void split(int node, int from, int to) {
        int[] counts = counts(from, to);
        Cut cut = pure(counts) ? Cut.NONE : bestCut(from, to, counts);
        if (cut.feature() < 0) {
            leaf(node, counts, to - from);
            return;
        }
        int middle = partition(from, to, cut);
        int left = newNode();
        int right = newNode();
        feature[node] = cut.feature();
        threshold[node] = cut.threshold();
        next[node] = left;
        split(left, from, middle);
        split(right, middle, to);
    }

    private void leaf(int node, int[] counts, int size) {
        float[] shares = new float[classes];
        for (int c = 0; c < classes; c++) {
            shares[c] = (float) counts[c] / size;
        }
        feature[node] = -1;
        next[node] = leaves.size();
        leaves.add(shares);
    }

    private record Cut(int feature, float threshold, double score) {
        static final Cut NONE = new Cut(-1, 0, Double.NEGATIVE_INFINITY);
    }

    /** Tries random features until enough of them could be cut at all, so that constant ones do not stop a tree. */
    private Cut bestCut(int from, int to, int[] counts) {
        Cut best = Cut.NONE;
        int cuttable = 0;
        for (int i = 0; i < features.length && cuttable < tried; i++) {
            int j = random.nextInt(i, features.length);
            int swap = features[i];
            features[i] = features[j];
            features[j] = swap;
            Cut cut = bestCut(features[i], from, to, counts);
            if (cut.feature() >= 0) {
                cuttable++;
                best = cut.score() > best.score() ? cut : best;
            }
        }
        return best;
    }

    /** Score: the sum over both sides of Σ count² / rows, which is largest where Gini impurity is smallest. */
    private Cut bestCut(int f, int from, int to, int[] counts) {
        long[] sorted = sortedByFeature(f, from, to);
        Arrays.fill(leftCounts, 0);
        System.arraycopy(counts, 0, rightCounts, 0, classes);
        double leftSquares = 0;
        double rightSquares = 0;
        for (int count : counts) {
            rightSquares += (double) count * count;
        }
        Cut best = Cut.NONE;
        int size = to - from;
        for (int i = 1; i < size; i++) {
            int c = (int) sorted[i - 1];
            leftSquares += 2.0 * leftCounts[c]++ + 1;
            rightSquares -= 2.0 * rightCounts[c]-- - 1;
            float below = value(sorted[i - 1]);
            float above = value(sorted[i]);
            double score = leftSquares / i + rightSquares / (size - i);
            boolean enough = i >= limits.leafRows() && size - i >= limits.leafRows();
            if (enough && below < above && score > best.score()) {
                best = new Cut(f, between(below, above), score);
            }
        }
        return best;
    }

    /** Returns a threshold t with below <= t < above. */
    private static float between(float below, float above) {
        float middle = below + (above - below) / 2;
        return middle < above ? middle : below;
    }

    /** Packs value and class of each row into a long that sorts by value: floats order like their bits, once flipped. */
    private long[] sortedByFeature(int f, int from, int to) {
        long[] sorted = new long[to - from];
        for (int i = from; i < to; i++) {
            int bits = Float.floatToRawIntBits(rows[sample[i]][f] + 0f); // -0 becomes 0
            int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
            sorted[i - from] = ((long) ordered << 32) | rowClasses[sample[i]];
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private static float value(long packed) {
        int ordered = (int) (packed >> 32);
        return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & Integer.MAX_VALUE));
    }

    private int partition(int from, int to, Cut cut) {
        int left = from;
        int right = to - 1;
        while (left <= right) {
            if (rows[sample[left]][cut.feature()] <= cut.threshold()) {
                left++;
            } else {
                int swap = sample[left];
                sample[left] = sample[right];
                sample[right--] = swap;
            }
        }
        return left;
    }

    private int[] counts(int from, int to) {
        int[] counts = new int[classes];
        for (int i = from; i < to; i++) {
            counts[rowClasses[sample[i]]]++;
        }
        return counts;
    }

    private static boolean pure(int[] counts) {
        return Arrays.stream(counts).filter(c -> c > 0).count() <= 1;
    }
}
