package dev.tinywright.model;

/**
 * Decision trees: the mean of the leaves that an example comes to. A root or child is the number of a node, or {@code −1 −
 * leaf}; children have higher numbers than their parents. Trees may share leaves. The arrays are the record's own: do not write to them.
 *
 * @param outputs of a leaf: a share for each class, or one number
 * @param features that the nodes test, (nodes)
 * @param thresholds (nodes); at most this goes to the first child
 * @param children (nodes, 2)
 * @param roots (trees)
 * @param leaves (leaves, outputs), row by row
 */
@SuppressWarnings("ArrayRecordComponent") // hot loops run over these arrays; equality of models is never asked for
public record ForestWeights(
        String name,
        int inputs,
        int outputs,
        int[] features,
        float[] thresholds,
        int[] children,
        int[] roots,
        float[] leaves)
        implements WholeModel {
    public ForestWeights {
        if (thresholds.length != features.length
                || children.length != 2 * features.length
                || roots.length == 0
                || leaves.length % outputs != 0) {
            throw new IllegalArgumentException(features.length + " nodes, " + thresholds.length + " thresholds, "
                    + children.length + " children, " + roots.length + " roots");
        }
    }

    @Override
    public float[] apply(float[] x) {
        float[] sums = new float[outputs];
        for (int root : roots) {
            int leaf = leaf(root, x);
            for (int k = 0; k < outputs; k++) {
                sums[k] += leaves[leaf * outputs + k];
            }
        }
        for (int k = 0; k < outputs; k++) {
            sums[k] /= roots.length;
        }
        return sums;
    }

    private int leaf(int root, float[] x) {
        int child = root;
        while (child >= 0) {
            child = children[2 * child + (x[features[child]] <= thresholds[child] ? 0 : 1)];
        }
        return -1 - child;
    }

    /** Thresholds and the numbers of leaves. */
    @Override
    public long parameters() {
        return (long) thresholds.length + leaves.length;
    }
}
