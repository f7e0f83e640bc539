package dev.tinywright.passes;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import java.util.Optional;

/**
 * Gives sums without a bias one of zeros, so that kernels and later passes have a place for constants.
 *
 * <pre>
 *   x ─────── conv ── y              x ─────── conv ── y
 *   weights ──┘               →      weights ──┤
 *                                    0, 0, … ──┘
 * </pre>
 *
 * <p>A node that has a bias stays as it is, and so do node kinds without weights.
 */
final class AddBias extends NodePass {
    private static final int BIAS = 2;

    @Override
    Optional<Graph> rewrite(Graph graph, Users users, int position) {
        Node node = graph.nodes().get(position);
        if (!isSum(node.op())
                || graph.input(node, BIAS).isPresent()
                || graph.out(node).type() != DataType.INT8) {
            return Optional.empty();
        }
        GraphEditor editor = new GraphEditor(graph);
        int bias = editor.add(zeros(graph, node));
        return Optional.of(editor.replace(
                        position, new Node(node.op(), GraphEditor.with(node.inputs(), BIAS, bias), node.outputs()))
                .graph());
    }

    private static boolean isSum(Op op) {
        return op instanceof Op.Conv2d
                || op instanceof Op.DepthwiseConv2d
                || op instanceof Op.FullyConnected
                || op instanceof Op.TransposeConv;
    }

    private static Tensor zeros(Graph graph, Node node) {
        Shape weights = graph.in(node, 1).shape();
        int filters = node.op() instanceof Op.DepthwiseConv2d ? weights.channels() : weights.dim(0);
        return Tensor.constant(graph.out(node).name() + "_bias", Shape.of(filters), Optional.empty(), new int[filters]);
    }
}
