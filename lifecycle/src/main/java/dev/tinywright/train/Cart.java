package dev.tinywright.train;

import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Output;
import org.tribuo.common.tree.AbstractCARTTrainer;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;

/**
 * Grows one tree with Tribuo's CART (Breiman et al. 1984), which chooses the splits, and takes it over: thresholds in float,
 * halfway between the nearest training values, answers of all nodes, and no more leaves than allowed.
 *
 * @param <T> what Tribuo calls the kind of answer
 */
final class Cart<T extends Output<T>> {
    /** Kept, since loggers that nobody holds forget their level. */
    private static final Logger LIBRARY = Logger.getLogger("org.tribuo");

    static {
        LIBRARY.setLevel(Level.WARNING);
    }

    private final TreeRows rows;
    private final TreeTarget<T> target;

    Cart(TreeRows rows, TreeTarget<T> target) {
        this.rows = rows;
        this.target = target;
    }

    /**
     * Grows a tree; several threads may at once.
     *
     * @param times how often the tree sees each row
     * @param features that it may test, each of which changes
     * @param tried features of each split
     */
    Branch grow(int[] times, int[] features, int tried, TreeLimits limits, long seed) {
        int[] sample =
                IntStream.range(0, times.length).filter(r -> times[r] > 0).toArray();
        if (features.length == 0) {
            return new Branch.Leaf(target.leaf(sums(sample, times, 0, sample.length)));
        }
        CartRows<T> theirs = new CartRows<>(rows, target, features);
        AbstractCARTTrainer<T> trainer = target.trainer(limits, Math.min(1, (float) tried / features.length), seed);
        Node<T> root = trainer.train(theirs.sample(sample, times)).getRoot();
        return Pruning.prune(taken(root, theirs, sample, times, 0, sample.length), limits.leaves());
    }

    /** Takes a node over whose rows are {@code sample[from, to)}. */
    private Branch taken(Node<T> node, CartRows<T> theirs, int[] sample, int[] times, int from, int to) {
        double[] sums = sums(sample, times, from, to);
        float[] answer = target.leaf(sums);
        if (!(node instanceof SplitNode<T> split)) {
            return new Branch.Leaf(answer);
        }
        int feature = theirs.feature(split.getFeatureID());
        int middle = partition(theirs, sample, from, to, feature, split.splitValue());
        double gain = target.loss(sums)
                - target.loss(sums(sample, times, from, middle))
                - target.loss(sums(sample, times, middle, to));
        return new Branch.Split(
                answer,
                feature,
                threshold(sample, from, middle, to, feature),
                Math.max(0, gain),
                taken(split.getLessThanOrEqual(), theirs, sample, times, from, middle),
                taken(split.getGreaterThan(), theirs, sample, times, middle, to));
    }

    private double[] sums(int[] sample, int[] times, int from, int to) {
        double[] sums = target.sums();
        for (int i = from; i < to; i++) {
            target.add(sums, sample[i], times[sample[i]]);
        }
        return sums;
    }

    private int partition(CartRows<T> theirs, int[] sample, int from, int to, int feature, double split) {
        int left = from;
        int right = to - 1;
        while (left <= right) {
            if (theirs.isBelow(sample[left], feature, split)) {
                left++;
            } else {
                int swap = sample[left];
                sample[left] = sample[right];
                sample[right--] = swap;
            }
        }
        return left;
    }

    /** Returns halfway between the rows of both sides: a float t with below <= t < above. */
    private float threshold(int[] sample, int from, int middle, int to, int feature) {
        float below = Float.NEGATIVE_INFINITY;
        for (int i = from; i < middle; i++) {
            below = Math.max(below, rows.value(sample[i], feature));
        }
        float above = Float.POSITIVE_INFINITY;
        for (int i = middle; i < to; i++) {
            above = Math.min(above, rows.value(sample[i], feature));
        }
        float half = below + (above - below) / 2;
        return half < above ? half : below;
    }
}
