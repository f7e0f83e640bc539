package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.tensor.Rounding;
import java.util.List;

/** Calls of {@code tw_dense_mve_s8}: four units at a time. */
final class MveDense {
    private static final int CODE_BYTES = 400;

    private MveDense() {}

    /** A FullyConnected, of weights (units, inputs). */
    static KernelCall of(Graph graph, Node node, Rounding rounding) {
        int inputs = graph.in(node, 1).shape().dim(1);
        int rows = graph.in(node, 0).elements() / inputs;
        return rows > 1 ? MveConvolution.ofRows(graph, node, rounding, rows) : ofOneRow(graph, node, rounding, inputs);
    }

    private static KernelCall ofOneRow(Graph graph, Node node, Rounding rounding, int inputs) {
        MveSums sums = new MveSums(graph, node, rounding);
        byte[] weights = graph.in(node, 1).toBytes();
        int steps = (inputs + 15) / 16;
        return new KernelCall(
                "tw_dense_mve_s8",
                List.of(
                        sums.inSixteens(inputs, (unit, index) -> weights[unit * inputs + index]),
                        Constant.parameters("dense", "tw_dense_mve", parameters(sums, inputs, steps))),
                inputs % 16 == 0
                        ? "tw_dense_mve_s8({in0}, &{id}_dense, {out0}, 0);"
                        : "tw_dense_mve_s8({in0}, &{id}_dense, {out0}, {scratch});",
                inputs % 16 == 0 ? 0 : 16 * steps,
                List.of(),
                (long) sums.channels() * inputs,
                60 + (sums.channels() + 3) / 4 * (36 + 11L * steps),
                CODE_BYTES,
                "4 units at a time");
    }

    private static String parameters(MveSums sums, int inputs, int steps) {
        return """
                .inputs = %s,
                .units = %s,
                .steps = %s,
                %s
                .weights = {id}_weights,
                """.formatted(inputs, sums.channels(), steps, sums.output());
    }
}
