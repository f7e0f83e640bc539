package dev.tinywright.reference;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
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
            case Op.Conv2d op -> new Convolution(graph, node, op, rounding);
            case Op.DepthwiseConv2d op -> new DepthwiseConvolution(graph, node, op, rounding);
            case Op.FullyConnected _ -> new FullyConnected(graph, node, rounding);
            case Op.Pool op -> new Pooling(graph, node, op);
            case Op.Binary op -> binary(graph, node, op);
            case Op.Softmax op -> softmax(graph.in(node, 0), op);
            case Op.Quantize _, Op.Dequantize _ -> new Rescaling(graph, node);
            case Op.Reshape _ -> (in, out) -> System.arraycopy(in[0], 0, out[0], 0, in[0].length);
            default -> throw new UnsupportedOperationException(node.op().toString());
        };
    }

    private static Kernel binary(Graph graph, Node node, Op.Binary op) {
        Tensor first = graph.in(node, 0);
        Tensor second = graph.in(node, 1);
        Tensor output = graph.out(node);
        AddParameters add = AddParameters.of(
                first.requiredScaling(), second.requiredScaling(), output.requiredScaling(), op.clamp());
        return elementwise(first.shape(), second.shape(), output.shape(), add::add);
    }

    private interface BinaryFunction {
        byte apply(int a, int b);
    }

    private static Kernel elementwise(Shape first, Shape second, Shape output, BinaryFunction function) {
        int[] firstIndices = Broadcast.indices(first, output);
        int[] secondIndices = Broadcast.indices(second, output);
        return (in, out) -> {
            for (int i = 0; i < firstIndices.length; i++) {
                out[0][i] = function.apply(in[0][firstIndices[i]], in[1][secondIndices[i]]);
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
