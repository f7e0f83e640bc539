package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import java.util.List;
import java.util.stream.Stream;

/** Calls of {@code tw_dense_dsp_s8}: four units at a time. */
final class DspDense {
    private static final int CODE_BYTES = 1000;

    private DspDense() {}

    /** A FullyConnected, of weights (units, inputs); nothing where it would not be exact. */
    static List<KernelCall> of(Graph graph, Node node) {
        int inputs = graph.in(node, 1).shape().dim(1);
        int rows = graph.in(node, 0).elements() / inputs;
        return rows > 1 ? DspConvolution.ofRows(graph, node, rows) : ofOneRow(graph, node, inputs);
    }

    private static List<KernelCall> ofOneRow(Graph graph, Node node, int inputs) {
        byte[] weights = graph.in(node, 1).toBytes();
        DspSums sums = new DspSums(graph, node, 1, inputs, (unit, index) -> weights[unit * inputs + index]);
        return sums.areExact() ? List.of(call(sums, inputs)) : List.of();
    }

    private static KernelCall call(DspSums sums, int inputs) {
        long macs = (long) sums.channels() * inputs;
        return new KernelCall(
                "tw_dense_dsp_s8",
                Stream.concat(
                                sums.constants().stream(),
                                Stream.of(Constant.parameters("dense", "tw_dense_dsp", parameters(sums, inputs))))
                        .toList(),
                "tw_dense_dsp_s8({in0}, &{id}_dense, {out0}, {scratch});",
                2 * sums.depth(),
                List.of(new Overlap(0, -inputs)),
                macs,
                80 + 2L * inputs + macs + 20L * sums.channels(),
                CODE_BYTES,
                "4 units at a time, two weights a halfword");
    }

    private static String parameters(DspSums sums, int inputs) {
        return """
                .inputs = %s,
                .depth = %s,
                .units = %s,
                .output_factor = %s,
                .low = %s,
                .high = %s,
                %s""".formatted(
                inputs, sums.depth(), sums.channels(), sums.outputFactor(), sums.low(), sums.high(), sums.arrays());
    }
}
