package dev.tinywright.lower;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Tensor;
import java.util.Optional;

/** What kernels for one kind of core ask of a node before they propose themselves. */
final class Int8Nodes {
    private Int8Nodes() {}

    static boolean isInt8(Graph graph, Node node) {
        return graph.in(node, 0).type() == DataType.INT8 && graph.out(node).type() == DataType.INT8;
    }

    /** Whether weights and biases, if there are any, are known when compiling, and the inputs are not. */
    static boolean hasConstantSums(Graph graph, Node node) {
        Tensor weights = graph.in(node, 1);
        Optional<Tensor> bias = graph.input(node, 2);
        return !graph.in(node, 0).isConstant()
                && weights.isConstant()
                && weights.type() == DataType.INT8
                && bias.map(tensor -> tensor.isConstant() && tensor.type() == DataType.INT32)
                        .orElse(true);
    }
}
