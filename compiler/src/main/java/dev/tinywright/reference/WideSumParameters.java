package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Tensor;
import dev.tinywright.tensor.Requantizer;
import dev.tinywright.tensor.Rounding;
import java.util.List;

/**
 * The numbers of an operator that sums products of int16 inputs and int8 weights, the 16x8 scheme of TensorFlow Lite: zero
 * points are 0, {@code y = clamp(requantize[o](bias[o] + Σ x · w), min, max)}.
 *
 * @param bias one for each channel, 0 where the node has none. The record's own array: do not write to it
 * @param narrow whether sums are of 32 bits, as a bias of int32 says, and come back as those of int8 do; otherwise
 *     {@link Requantizer#applyWide}
 * @param requantizers one for each channel
 */
@SuppressWarnings("ArrayRecordComponent")
public record WideSumParameters(long[] bias, boolean narrow, List<Requantizer> requantizers, int min, int max) {
    public WideSumParameters {
        requantizers = List.copyOf(requantizers);
    }

    /** Returns the numbers of a Conv2d, DepthwiseConv2d or FullyConnected. */
    public static WideSumParameters of(Graph graph, Node node) {
        int channels = SumParameters.channels(graph, node);
        return new WideSumParameters(
                graph.input(node, 2).map(Tensor::longs).orElseGet(() -> new long[channels]),
                graph.input(node, 2)
                        .filter(bias -> bias.type() == DataType.INT32)
                        .isPresent(),
                SumParameters.requantizers(graph, node, channels),
                SumParameters.clamp(node).lowest(graph.out(node)),
                SumParameters.clamp(node).highest(graph.out(node)));
    }

    /** Returns the output for a sum that has its bias. */
    public int finish(Rounding rounding, int channel, long sum) {
        Requantizer factor = requantizers.get(channel);
        long steps = narrow ? rounding.requantize(factor, Math.toIntExact(sum)) : factor.applyWide(sum);
        return Math.clamp(steps, min, max);
    }
}
