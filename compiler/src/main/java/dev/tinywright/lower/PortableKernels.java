package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import java.util.List;

/** Kernels the definition, for every core. */
final class PortableKernels implements Lowering.Family {
    @Override
    public List<KernelCall> propose(Graph graph, Node node, Target target) {
        List<KernelCall> calls = calls(graph, node, target);
        return target.core() == Target.Core.AVR
                ? calls.stream().map(AvrOperands::copied).toList()
                : calls;
    }

    private static List<KernelCall> calls(Graph graph, Node node, Target target) {
        return switch (node.op()) {
            case Op.Conv2d op when WideKernels.isWide(graph, node) -> WideKernels.conv(graph, node, op);
            case Op.DepthwiseConv2d op when WideKernels.isWide(graph, node) -> WideKernels.depthwise(graph, node, op);
            case Op.FullyConnected _ when WideKernels.isWide(graph, node) -> WideKernels.fullyConnected(graph, node);
            case Op.Pool op when WideKernels.isWide(graph, node) -> WideKernels.pool(graph, node, op);
            case Op.Conv2d op -> PortableSums.conv(graph, node, op);
            case Op.DepthwiseConv2d op -> PortableSums.depthwise(graph, node, op);
            case Op.FullyConnected _ -> PortableSums.fullyConnected(graph, node, target.core());
            case Op.TransposeConv op -> PortableSums.transposeConv(graph, node, op);
            case Op.Pool op -> PortableSums.pool(graph, node, op);
            case Op.Binary op -> PortableElements.binary(graph, node, op);
            case Op.Prelu _ -> PortableElements.prelu(graph, node);
            case Op.Unary op -> PortableElements.unary(graph, node, op);
            case Op.Lookup op -> PortableElements.lookup(graph, node, op.table());
            case Op.Softmax op -> PortableElements.softmax(graph, node, op);
            case Op.Quantize _ -> PortableElements.quantize(graph, node);
            case Op.Dequantize _ -> PortableElements.dequantize(graph, node);
            case Op.Mean op -> PortableElements.mean(graph, node, op);
            case Op.ArgMax op -> PortableElements.argMax(graph, node, op);
            case Op.Svdf op -> PortableElements.svdf(graph, node, op);
            case Op.Lstm op -> List.of(PortableLstm.of(graph, node, op));
            case Op.Trees _ -> List.of(PortableTrees.trees(graph, node));
            case Op.CentreDistance op -> List.of(PortableDistances.centres(graph, node, op));
            case Op.WhitenedDistance op -> List.of(PortableDistances.whitened(graph, node, op));
            case Op.Alarm(int threshold) -> List.of(PortableDistances.alarm(threshold));
            case Op.SquaredDifference op -> List.of(PortableDistances.difference(graph, node, op));
            case Op.Reshape _ ->
                List.of(PortableCall.of("", "").why("the same elements").call());
            case Op.Transpose op -> PortableMoves.transpose(graph, node, op);
            case Op.Pad op -> PortableMoves.pad(graph, node, op);
            case Op.StridedSlice op -> PortableMoves.stridedSlice(graph, node, op);
            case Op.Split op -> PortableMoves.split(graph, node, op);
            case Op.Concat op -> PortableMoves.concat(graph, node, op);
            case Op.ResizeNearest op -> PortableMoves.resizeNearest(graph, node, op);
        };
    }
}
