package dev.tinywright.lower;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.tensor.Rounding;
import java.util.List;

/** Kernels for cores with Helium, Armv8.1-M's vectors of 16 bytes. */
final class MveKernels implements Lowering.Family {
    @Override
    public List<KernelCall> propose(Graph graph, Node node, Target target) {
        if (target.core() != Target.Core.MVE || !Int8Nodes.isInt8(graph, node)) {
            return List.of();
        }
        Rounding rounding = target.rounding();
        return switch (node.op()) {
            case Op.Conv2d op
            when Int8Nodes.hasConstantSums(graph, node) ->
                List.of(MveConvolution.of(graph, node, rounding, op.window()));
            case Op.DepthwiseConv2d op
            when Int8Nodes.hasConstantSums(graph, node) -> List.of(depthwise(graph, node, rounding, op));
            case Op.FullyConnected _
            when Int8Nodes.hasConstantSums(graph, node) -> List.of(MveDense.of(graph, node, rounding));
            case Op.Binary(Op.BinaryKind kind, Clamp clamp)
            when kind == Op.BinaryKind.ADD -> MveAdd.of(graph, node, clamp);
            case Op.Pool op when op.kind() == Op.PoolKind.AVERAGE -> List.of(MveAverage.of(graph, node, op));
            default -> List.of();
        };
    }

    /** Of one input channel, a depthwise convolution is a convolution, which does 16 products at a time. */
    private static KernelCall depthwise(Graph graph, Node node, Rounding rounding, Op.DepthwiseConv2d op) {
        return graph.in(node, 0).shape().channels() == 1
                ? MveConvolution.ofOneChannel(graph, node, rounding, op.window())
                : MveDepthwise.of(graph, node, rounding, op);
    }
}
