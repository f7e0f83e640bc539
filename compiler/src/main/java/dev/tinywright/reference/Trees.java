package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import java.util.Arrays;

/** Decision trees, leaf values added up: the twin of {@code tw_trees_s8.c}. */
final class Trees implements Kernel {
    private final TreesParameters parameters;
    private final DataType inputType;
    private final DataType outputType;
    private final int[] nodes;
    private final int[] roots;
    private final int[] leaves;
    private final int outputs;

    Trees(Graph graph, Node node) {
        Tensor table = graph.in(node, 3);
        this.parameters = TreesParameters.of(graph, node);
        this.inputType = graph.in(node, 0).type();
        this.outputType = graph.out(node).type();
        this.nodes = graph.in(node, 1).ints();
        this.roots = graph.in(node, 2).ints();
        this.leaves = table.ints();
        this.outputs = table.shape().dim(1);
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        int[] sums = new int[outputs];
        Arrays.fill(sums, parameters.sumStart());
        for (int root : roots) {
            int leaf = inputType == DataType.INT8 ? narrow(in[0], root) : wide(in[0], root);
            for (int k = 0; k < outputs; k++) {
                sums[k] += leaves[leaf * outputs + k];
            }
        }
        for (int k = 0; k < outputs; k++) {
            long value = (long) parameters.factor().apply(sums[k]) + parameters.outputZero();
            Elements.put(
                    out[0],
                    outputType,
                    k,
                    Math.clamp(value, Elements.lowest(outputType), Elements.highest(outputType)));
        }
    }

    private int narrow(byte[] x, int root) {
        int child = root;
        while (child >= 0) {
            int at = child * Op.Trees.NARROW_NODE;
            boolean low = x[(nodes[at] & 0xffff) >> 8] <= (byte) nodes[at];
            child = nodes[low ? at + 1 : at + 2];
        }
        return -1 - child;
    }

    private int wide(byte[] x, int root) {
        int child = root;
        while (child >= 0) {
            int at = child * Op.Trees.WIDE_NODE;
            boolean low = Elements.get(x, inputType, nodes[at]) <= nodes[at + 1];
            child = nodes[low ? at + 2 : at + 3];
        }
        return -1 - child;
    }
}
