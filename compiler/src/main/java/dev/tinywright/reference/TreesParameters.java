package dev.tinywright.reference;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Tensor;
import dev.tinywright.tensor.Requantizer;

/**
 * The numbers of trees.
 *
 * @param sumStart what each sum starts at: zero of the leaves, once for each tree, negative
 * @param factor from sums of leaves to steps of the output
 */
public record TreesParameters(int sumStart, Requantizer factor, int outputZero) {
    public static TreesParameters of(Graph graph, Node node) {
        Tensor leaves = graph.in(node, 3);
        Tensor output = graph.out(node);
        return new TreesParameters(
                -graph.in(node, 2).elements() * leaves.zeroPoint(),
                Requantizer.of((double) leaves.scale() / output.scale()),
                output.zeroPoint());
    }
}
