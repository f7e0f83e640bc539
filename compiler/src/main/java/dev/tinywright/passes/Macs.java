package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;

/** Multiplications with weights that a graph stands for, padding included. */
public final class Macs {
    private Macs() {}

    public static long of(Graph graph) {
        return graph.nodes().stream().mapToLong(node -> of(graph, node)).sum();
    }

    private static long of(Graph graph, Node node) {
        return switch (node.op()) {
            case Op.Conv2d _, Op.FullyConnected _ -> {
                long weights = graph.in(node, 1).elements();
                yield graph.out(node).elements()
                        * (weights / graph.in(node, 1).shape().dim(0));
            }
            case Op.DepthwiseConv2d _ ->
                (long) graph.out(node).elements()
                        * graph.in(node, 1).shape().dim(1)
                        * graph.in(node, 1).shape().dim(2);
            case Op.Lstm _ ->
                (long) graph.out(node).elements()
                        * Op.Lstm.GATES
                        * (graph.in(node, 0).shape().channels()
                                + graph.out(node).shape().channels());
            default -> 0;
        };
    }
}
