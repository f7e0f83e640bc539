package dev.tinywright.graph;

/** Trees: every walk ends, at a leaf that there is. */
final class TreeChecks {
    private static final int MOST_TREES = 1 << 15;

    private TreeChecks() {}

    static void trees(CheckedNode node) {
        node.takes(4, 4);
        Tensor x = DistanceChecks.features(node);
        Tensor nodes = DistanceChecks.constant(node, 1, DataType.INT16, 2);
        Tensor roots = DistanceChecks.constant(node, 2, DataType.INT16, 1);
        Tensor leaves = leaves(node);
        int width = x.type() == DataType.INT8 ? Op.Trees.NARROW_NODE : Op.Trees.WIDE_NODE;
        node.require(nodes.shape().dim(1) == width, "nodes of " + nodes.shape() + " for " + x.type());
        node.require(roots.elements() <= MOST_TREES, roots.elements() + " trees");
        walks(node, x.elements(), nodes.ints(), width, leaves.shape().dim(0));
        for (int root : roots.ints()) {
            child(node, root, -1, nodes.shape().dim(0), leaves.shape().dim(0));
        }
    }

    private static Tensor leaves(CheckedNode node) {
        Tensor leaves = node.graph().in(node.node(), 3);
        Tensor output = node.graph().out(node.node());
        node.rank(leaves, 2);
        node.require(leaves.isConstant(), "leaves that are computed");
        DistanceChecks.narrow(node, leaves);
        DistanceChecks.narrow(node, output);
        int outputs = leaves.shape().dim(1);
        node.require(output.elements() == outputs, outputs + " numbers a leaf for " + output.shape());
        return leaves;
    }

    private static void walks(CheckedNode node, int features, int[] nodes, int width, int leaves) {
        int count = nodes.length / width;
        for (int i = 0; i < count; i++) {
            int feature = width == Op.Trees.WIDE_NODE ? nodes[i * width] : (nodes[i * width] & 0xffff) >> 8;
            node.require(feature >= 0 && feature < features, "node " + i + " looks at feature " + feature);
            child(node, nodes[i * width + width - 2], i, count, leaves);
            child(node, nodes[i * width + width - 1], i, count, leaves);
        }
    }

    private static void child(CheckedNode node, int child, int parent, int nodes, int leaves) {
        boolean there = child >= 0 ? child > parent && child < nodes : -1 - child < leaves;
        node.require(there, "child " + child + " of node " + parent);
    }
}
