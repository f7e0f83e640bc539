package dev.tinywright.quantize;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.reference.Reference;
import java.util.ArrayList;
import java.util.List;

/** A layer in a graph: the node that computes it, and what brings its output to another type. */
final class LayerPart {
    private final List<Node> nodes;
    private final Graph graph;

    LayerPart(Graph all, List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
        this.graph = new Graph(
                all.name(),
                all.tensors(),
                nodes,
                inputs(all, nodes.getFirst()),
                nodes.getLast().outputs(),
                List.of());
    }

    /** Returns the part with one more node at its end. */
    LayerPart with(Node node) {
        List<Node> more = new ArrayList<>(nodes);
        more.add(node);
        return new LayerPart(graph, more);
    }

    /** Returns what the part makes of the values of its inputs that are not constant, by index of tensor. Safe for many threads. */
    byte[] run(byte[][] values) {
        List<byte[]> given = graph.inputs().stream().map(index -> values[index]).toList();
        return new Reference(graph).run(given).getFirst();
    }

    /** The tensors that go in and are not constant. */
    List<Integer> inputs() {
        return graph.inputs();
    }

    int output() {
        return graph.outputs().getFirst();
    }

    static List<Integer> inputs(Graph graph, Node node) {
        return node.inputs().stream()
                .filter(index -> index != Node.ABSENT && !graph.tensor(index).isConstant())
                .distinct()
                .toList();
    }
}
