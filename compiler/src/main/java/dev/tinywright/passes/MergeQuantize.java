package dev.tinywright.passes;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes one of two changes of type or scale in a row, or none where the second undoes the first.
 *
 * <pre>
 *   x uint8 ── quantize ── int8 ── quantize ── y uint8      →      x ── y
 *   x uint8 ── quantize ── int8 ── dequantize ── y float    →      x uint8 ── dequantize ── y float
 * </pre>
 *
 * <p>All 256 values are tried: it fires only where each comes out the same. So it does not where the step between is coarser
 * than the others, and never from float32, of which there are too many values.
 */
final class MergeQuantize extends NodePass {
    @Override
    Optional<Graph> rewrite(Graph graph, Users users, int position) {
        Node second = graph.nodes().get(position);
        if (!changes(second.op())) {
            return Optional.empty();
        }
        Optional<Node> first = producer(graph, users, second, 0)
                .filter(maker ->
                        changes(maker.op()) && isByte(graph.in(maker, 0).type()));
        if (first.isEmpty()) {
            return changesNothing(graph, second) ? Bypass.of(graph, users, position) : Optional.empty();
        }
        return merge(graph, position, first.get());
    }

    private static Optional<Graph> merge(Graph graph, int position, Node first) {
        Node second = graph.nodes().get(position);
        int x = first.inputs().getFirst();
        Op op = graph.out(second).type() == DataType.FLOAT32 ? new Op.Dequantize() : new Op.Quantize();
        Node direct = new Node(op, List.of(x), second.outputs());
        byte[] wanted = SingleNode.table(graph, List.of(first, second));
        if (!Arrays.equals(wanted, SingleNode.table(graph, List.of(direct)))) {
            return Optional.empty();
        }
        return Optional.of(new RemoveDeadNodes()
                .apply(new GraphEditor(graph).replace(position, direct).graph()));
    }

    /** With one type and scale, the factor is exactly 1. */
    private static boolean changesNothing(Graph graph, Node node) {
        Tensor x = graph.in(node, 0);
        return isByte(x.type()) && SameScaling.of(x, graph.out(node));
    }

    private static boolean changes(Op op) {
        return op instanceof Op.Quantize || op instanceof Op.Dequantize;
    }

    private static boolean isByte(DataType type) {
        return type == DataType.INT8 || type == DataType.UINT8;
    }
}
