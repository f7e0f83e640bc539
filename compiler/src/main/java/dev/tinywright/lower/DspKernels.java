package dev.tinywright.lower;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Window;
import java.util.List;
import java.util.stream.Stream;

/** Kernels for cores with packed 16-bit arithmetic. */
final class DspKernels implements Lowering.Family {
    @Override
    public List<KernelCall> propose(Graph graph, Node node, Target target) {
        if (target.core() != Target.Core.DSP || !Int8Nodes.isInt8(graph, node)) {
            return List.of();
        }
        return switch (node.op()) {
            case Op.Conv2d op when Int8Nodes.hasConstantSums(graph, node) -> convolution(graph, node, op.window());
            case Op.DepthwiseConv2d op when Int8Nodes.hasConstantSums(graph, node) -> depthwise(graph, node, op);
            case Op.FullyConnected _ when Int8Nodes.hasConstantSums(graph, node) -> DspDense.of(graph, node);
            case Op.Binary(Op.BinaryKind kind, Clamp clamp)
            when kind == Op.BinaryKind.ADD -> DspAdd.of(graph, node, clamp);
            default -> List.of();
        };
    }

    private static List<KernelCall> convolution(Graph graph, Node node, Window window) {
        return Stream.of(DspConvolution.of(graph, node, window), DspPointwise.of(graph, node, window))
                .flatMap(List::stream)
                .toList();
    }

    /** Of one input channel, a depthwise convolution is a convolution, which does four filters at a time. */
    private static List<KernelCall> depthwise(Graph graph, Node node, Op.DepthwiseConv2d op) {
        return graph.in(node, 0).shape().channels() == 1
                ? DspConvolution.ofOneChannel(graph, node, op.window())
                : DspDepthwise.of(graph, node, op);
    }
}
