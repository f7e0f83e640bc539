package dev.tinywright.quantize;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.reference.SumParameters;
import dev.tinywright.tensor.Quantization;
import java.util.List;

/** The numbers of a dense layer in a graph, for tests that look at them. */
@SuppressWarnings("ArrayRecordComponent")
public record DenseNode(
        byte[] weights, float[] weightScales, SumParameters sums, Quantization input, Quantization output) {
    /** Returns the dense layers of a network in order. */
    public static List<DenseNode> of(QuantizedModel model) {
        return model.graph().nodes().stream()
                .filter(node -> node.op() instanceof Op.FullyConnected)
                .map(node -> of(model.graph(), node))
                .toList();
    }

    private static DenseNode of(Graph graph, Node node) {
        return new DenseNode(
                graph.in(node, 1).toBytes(),
                graph.in(node, 1).requiredScaling().scales(),
                SumParameters.of(graph, node),
                Quantized.quantization(graph.in(node, 0)),
                Quantized.quantization(graph.out(node)));
    }

    /** Returns a unit's sum before it is scaled. */
    public int sum(byte[] x, int unit) {
        int sum = sums.bias()[unit];
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - input.zeroPoint()) * weights[unit * x.length + i];
        }
        return sum;
    }

    public int units() {
        return sums.bias().length;
    }
}
