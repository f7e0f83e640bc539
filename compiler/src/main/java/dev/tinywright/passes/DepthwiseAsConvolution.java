package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Makes a convolution of a depthwise one that has a single channel to look at: the same sums, but kernels for convolutions
 * walk along rows of a filter, kernels for depthwise ones along channels.
 *
 * <pre>
 *   x 49x40x1 ── depthwise 10x8, 1x10x8x8 ── y 25x20x8      →      x ── conv 10x8, 8x10x8x1 ── y
 * </pre>
 *
 * <p>Does not fire for more input channels, for a multiplier of 1, and where the weights are not constant.
 */
final class DepthwiseAsConvolution extends NodePass {
    private static final int WEIGHTS = 1;

    @Override
    Optional<Graph> rewrite(Graph graph, Users users, int position) {
        Node node = graph.nodes().get(position);
        if (!(node.op() instanceof Op.DepthwiseConv2d conv)
                || conv.multiplier() == 1
                || graph.in(node, 0).shape().channels() > 1
                || !graph.in(node, WEIGHTS).isConstant()) {
            return Optional.empty();
        }
        GraphEditor editor = new GraphEditor(graph);
        int weights = editor.add(filtersFirst(graph.in(node, WEIGHTS)));
        List<Integer> inputs = GraphEditor.with(node.inputs(), WEIGHTS, weights);
        return Optional.of(
                editor.replace(position, new Node(new Op.Conv2d(conv.window(), conv.clamp()), inputs, node.outputs()))
                        .graph());
    }

    /** From (1, kernelY, kernelX, filters) to (filters, kernelY, kernelX, 1). */
    private static Tensor filtersFirst(Tensor weights) {
        Shape shape = weights.shape();
        int filters = shape.channels();
        int taps = shape.height() * shape.width();
        byte[] old = weights.toBytes();
        byte[] values = new byte[old.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = old[i % taps * filters + i / taps];
        }
        Scaling scaling = weights.requiredScaling();
        return new Tensor(
                weights.name(),
                weights.type(),
                Shape.of(filters, shape.height(), shape.width(), 1),
                Optional.of(new Scaling(scaling.scales(), scaling.zeroPoint(), 0)),
                Optional.of(ByteBuffer.wrap(values)));
    }
}
