package dev.tinywright.lower;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.TreesParameters;
import java.util.Arrays;

/** Calls of the kernel of decision trees. */
final class PortableTrees {
    /** Of a step down a tree, and of a number of a leaf. */
    private static final int STEP_INSTRUCTIONS = 14;

    private static final int LEAF_INSTRUCTIONS = 6;

    private PortableTrees() {}

    static KernelCall trees(Graph graph, Node node) {
        boolean wide = graph.in(node, 0).type() == DataType.INT16;
        Tensor leaves = graph.in(node, 3);
        int trees = graph.in(node, 2).elements();
        int outputs = leaves.shape().dim(1);
        TreesParameters p = TreesParameters.of(graph, node);
        return PortableCall.of("tw_trees_s8", statement(wide))
                .constant(int16("nodes", graph.in(node, 1)))
                .constant(int16("roots", graph.in(node, 2)))
                .int8("leaves", leaves.toBytes())
                .parameters(
                        "tw_trees",
                        ".nodes = {id}_nodes,",
                        ".roots = {id}_roots,",
                        ".leaves = {id}_leaves,",
                        ".trees = %s, .outputs = %s, .leaf_bytes = %s,"
                                .formatted(trees, outputs, leaves.type().bytes()),
                        ".sum_start = " + p.sumStart() + ",",
                        ".multiplier = %s, .shift = %s,"
                                .formatted(p.factor().multiplier(), p.factor().shift()),
                        ".y_zero = %s, .y_bytes = %s,"
                                .formatted(
                                        p.outputZero(), graph.out(node).type().bytes()))
                .scratch(outputs * Integer.BYTES)
                .instructions(instructions(graph.in(node, 1).shape().dim(0), trees, outputs))
                .code(400)
                .why("a tree at a time")
                .call();
    }

    private static String statement(boolean wide) {
        return wide
                ? "tw_trees_s16((const int16_t *)(const void *)({in0}), &{id}_parameters, (int32_t *)(void *)({scratch}), {out0});"
                : "tw_trees_s8({in0}, &{id}_parameters, (int32_t *)(void *)({scratch}), {out0});";
    }

    /** Walks in trees that are near to balanced. */
    private static long instructions(int nodes, int trees, int outputs) {
        double depth = 1 + Math.log(1 + (double) nodes / trees) / Math.log(2);
        return (long) (trees * (depth * STEP_INSTRUCTIONS + outputs * LEAF_INSTRUCTIONS)) + 40L * outputs;
    }

    static Constant int16(String suffix, Tensor tensor) {
        return Constant.array(
                suffix, "int16_t", Arrays.stream(tensor.ints()).asLongStream().toArray());
    }
}
