package dev.tinywright.quantize;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.reference.Reference;
import java.util.List;

/** One node of a graph by itself. */
final class SingleNode {
    private final Node node;
    private final Graph graph;

    SingleNode(Graph all, Node node) {
        this.node = node;
        List<Integer> given = inputs(all, node);
        graph = new Graph(all.name(), all.tensors(), List.of(node), given, node.outputs(), List.of());
    }

    /** Returns what the node makes of the values of its inputs that are not constant, by index of tensor. Safe for many threads. */
    byte[] run(byte[][] values) {
        List<byte[]> given = graph.inputs().stream().map(index -> values[index]).toList();
        return new Reference(graph).run(given).getFirst();
    }

    int output() {
        return node.outputs().getFirst();
    }

    static List<Integer> inputs(Graph graph, Node node) {
        return node.inputs().stream()
                .filter(index -> index != Node.ABSENT && !graph.tensor(index).isConstant())
                .distinct()
                .toList();
    }
}
