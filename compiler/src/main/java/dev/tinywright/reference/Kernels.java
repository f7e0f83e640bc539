package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.tensor.Rounding;
import dev.tinywright.tensor.Softmax;
import java.util.Arrays;

/** The kernel of each operator. */
final class Kernels {
    private Kernels() {}

    static Kernel of(Graph graph, Node node, Rounding rounding) {
        return switch (node.op()) {
            case Op.Conv2d op ->
                isWide(graph, node)
                        ? WideSums.convolution(graph, node, op, rounding)
                        : new Convolution(graph, node, op, rounding);
            case Op.DepthwiseConv2d op ->
                isWide(graph, node)
                        ? WideSums.depthwise(graph, node, op, rounding)
                        : new DepthwiseConvolution(graph, node, op, rounding);
            case Op.FullyConnected _ ->
                isWide(graph, node)
                        ? WideSums.fullyConnected(graph, node, rounding)
                        : new FullyConnected(graph, node, rounding);
            case Op.Pool op -> new Pooling(graph, node, op);
            case Op.Binary op -> binary(graph, node, op);
            case Op.Softmax op -> softmax(graph.in(node, 0), op);
            case Op.Quantize _, Op.Dequantize _ -> new Rescaling(graph.in(node, 0), graph.out(node));
            case Op.Reshape _ -> Layout::copy;
            case Op.Mean op -> new Mean(graph, node, op);
            case Op.Unary op -> unary(graph, node, op);
            case Op.Lookup op -> lookup(op.table());
            case Op.Prelu _ -> prelu(graph, node);
            case Op.Concat op -> Layout.concat(graph, node, op);
            case Op.Transpose op -> Layout.transpose(graph, node, op);
            case Op.Pad op -> Layout.pad(graph, node, op);
            case Op.StridedSlice op -> Layout.stridedSlice(graph, node, op);
            case Op.Split op -> Layout.split(graph, node, op);
            case Op.ResizeNearest op -> Layout.resizeNearest(graph, node, op);
            case Op.TransposeConv op -> new TransposedConvolution(graph, node, op, rounding);
            case Op.ArgMax op -> new ArgMax(graph, node, op);
            case Op.Svdf op -> new Svdf(graph, node, op);
            case Op.Lstm op -> new Lstm(graph, node, op);
            case Op.Trees _ -> new Trees(graph, node);
            case Op.CentreDistance op -> new CentreDistance(graph, node, op);
            case Op.WhitenedDistance op -> new WhitenedDistance(graph, node, op);
            case Op.Alarm(int threshold) -> alarm(threshold);
            case Op.SquaredDifference op -> new SquaredDifference(graph, node, op);
        };
    }

    /** Whether a node computes on int16 activations. */
    static boolean isWide(Graph graph, Node node) {
        return graph.in(node, 0).type() == DataType.INT16;
    }

    private static Kernel alarm(int threshold) {
        return (in, out) -> {
            long score = Math.max(0, Elements.get(in[0], DataType.INT32, 0));
            int share = (int) (score * 256 / (score + threshold));
            out[0][0] = (byte) (127 - share);
            out[0][1] = (byte) (share - 128);
        };
    }

    private static Kernel binary(Graph graph, Node node, Op.Binary op) {
        if (op.kind() != Op.BinaryKind.MUL) {
            AddParameters parameters = AddParameters.of(graph, node, op);
            return elementwise(graph, node, op.kind() == Op.BinaryKind.ADD ? parameters::add : parameters::subtract);
        }
        Scaling first = graph.in(node, 0).requiredScaling();
        Scaling second = graph.in(node, 1).requiredScaling();
        Scaling output = graph.out(node).requiredScaling();
        return elementwise(graph, node, MulParameters.of(first, second, output, op.clamp())::apply);
    }

    private static Kernel prelu(Graph graph, Node node) {
        return elementwise(
                graph,
                node,
                PreluParameters.of(
                        graph.in(node, 0).requiredScaling(),
                        graph.in(node, 1).requiredScaling(),
                        graph.out(node).requiredScaling())::apply);
    }

    private static Kernel unary(Graph graph, Node node, Op.Unary op) {
        return lookup(UnaryTable.of(
                op, graph.in(node, 0).requiredScaling(), graph.out(node).requiredScaling()));
    }

    private static Kernel lookup(byte[] table) {
        return (in, out) -> {
            for (int i = 0; i < out[0].length; i++) {
                out[0][i] = table[in[0][i] + 128];
            }
        };
    }

    private interface BinaryFunction {
        int apply(int a, int b);
    }

    private static Kernel elementwise(Graph graph, Node node, BinaryFunction function) {
        Shape output = graph.out(node).shape();
        int[] firstIndices = Broadcast.indices(graph.in(node, 0).shape(), output);
        int[] secondIndices = Broadcast.indices(graph.in(node, 1).shape(), output);
        DataType type = graph.out(node).type();
        return (in, out) -> {
            for (int i = 0; i < firstIndices.length; i++) {
                int a = Elements.get(in[0], type, firstIndices[i]);
                Elements.put(out[0], type, i, function.apply(a, Elements.get(in[1], type, secondIndices[i])));
            }
        };
    }

    private static Kernel softmax(Tensor input, Op.Softmax op) {
        Softmax.Parameters parameters = Softmax.parameters(input.scale(), op.beta());
        int length = input.shape().channels();
        return (in, out) -> {
            for (int row = 0; row < in[0].length; row += length) {
                byte[] shares = Softmax.apply(parameters, Arrays.copyOfRange(in[0], row, row + length));
                System.arraycopy(shares, 0, out[0], row, length);
            }
        };
    }
}
