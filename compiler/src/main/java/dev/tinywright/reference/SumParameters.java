package dev.tinywright.reference;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Tensor;
import dev.tinywright.tensor.Requantizer;
import dev.tinywright.tensor.Rounding;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of an operator that sums products of inputs and weights, one sum for each output channel {@code o}:
 * {@code y = clamp(requantize[o](bias[o] + Σ (x − inputZero) · w) + outputZero, min, max)}.
 *
 * @param bias one for each channel, 0 where the node has none. The record's own array: do not write to it
 * @param requantizers one for each channel, all equal where the weights have one scale
 */
@SuppressWarnings("ArrayRecordComponent")
public record SumParameters(
        int inputZero, int[] bias, List<Requantizer> requantizers, int outputZero, int min, int max) {
    public SumParameters {
        requantizers = List.copyOf(requantizers);
    }

    /** Returns the numbers of a Conv2d, DepthwiseConv2d, FullyConnected or TransposeConv. */
    public static SumParameters of(Graph graph, Node node) {
        Scaling output = graph.out(node).requiredScaling();
        int channels = channels(graph, node);
        return new SumParameters(
                graph.in(node, 0).zeroPoint(),
                graph.input(node, 2).map(Tensor::ints).orElseGet(() -> new int[channels]),
                requantizers(graph, node, channels),
                output.zeroPoint(),
                clamp(node).lowest(output),
                clamp(node).highest(output));
    }

    static int channels(Graph graph, Node node) {
        Tensor weights = graph.in(node, 1);
        return weights.shape().dim(node.op() instanceof Op.DepthwiseConv2d ? -1 : 0);
    }

    static List<Requantizer> requantizers(Graph graph, Node node, int channels) {
        float input = graph.in(node, 0).scale();
        Scaling weights = graph.in(node, 1).requiredScaling();
        double output = graph.out(node).scale();
        List<Requantizer> all = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            all.add(Requantizer.of(product(node.op(), input, weights, channel) / output));
        }
        return all;
    }

    /** The reference kernel of a fully connected layer with one weight scale multiplies scales in float32, all others in float64. */
    private static double product(Op op, float input, Scaling weights, int channel) {
        return op instanceof Op.FullyConnected && !weights.isPerChannel()
                ? input * weights.scale()
                : (double) input * weights.scale(channel);
    }

    static Clamp clamp(Node node) {
        return switch (node.op()) {
            case Op.Conv2d op -> op.clamp();
            case Op.DepthwiseConv2d op -> op.clamp();
            case Op.FullyConnected op -> op.clamp();
            case Op.TransposeConv op -> op.clamp();
            default -> throw new IllegalArgumentException(node.op() + " sums no products");
        };
    }

    /** Returns the output for a sum that has its bias. */
    public byte finish(Rounding rounding, int channel, int sum) {
        return (byte) Math.clamp(rounding.requantize(requantizers.get(channel), sum) + (long) outputZero, min, max);
    }
}
