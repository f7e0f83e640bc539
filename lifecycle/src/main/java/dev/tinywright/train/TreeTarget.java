package dev.tinywright.train;

import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.common.tree.AbstractCARTTrainer;

/**
 * What the leaves of a tree answer.
 *
 * @param <T> the library's word for it
 */
sealed interface TreeTarget<T extends Output<T>> permits ClassTarget, NumberTarget {
    /** Returns how many of the features a split of a tree in a forest tries. */
    int tried(int features);

    /** Returns what is right for a training row. */
    T output(int row);

    OutputFactory<T> factory();

    /** @param share of the features that each split tries, in (0, 1] */
    AbstractCARTTrainer<T> trainer(TreeLimits limits, float share, long seed);

    /** Returns empty sums over rows. */
    double[] sums();

    /** Adds a row, {@code times} times. */
    void add(double[] sums, int row, int times);

    /** Returns how much a leaf of these rows is wrong about them: what a split should lessen. */
    double loss(double[] sums);

    /** Returns what a leaf of these rows answers. */
    float[] leaf(double[] sums);
}
