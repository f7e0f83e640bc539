package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.reference.LstmParameters;
import dev.tinywright.tensor.Requantizer;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Long short-term memory: weights of the four gates side by side, so that each input is read once for all of them. */
final class PortableLstm {
    private static final int GATES = Op.Lstm.GATES;

    private final Graph graph;
    private final Node node;
    private final LstmParameters parameters;
    private final int features;
    private final int units;
    private final int steps;

    private PortableLstm(Graph graph, Node node, Op.Lstm op) {
        this.graph = graph;
        this.node = node;
        this.parameters = LstmParameters.of(graph, node, op);
        this.features = graph.in(node, 0).shape().channels();
        this.units = graph.out(node).shape().channels();
        this.steps = graph.in(node, 0).elements() / features;
    }

    static KernelCall of(Graph graph, Node node, Op.Lstm op) {
        return new PortableLstm(graph, node, op).call();
    }

    private KernelCall call() {
        LstmParameters p = parameters;
        byte[][] weights = matrices(Op.Lstm.WEIGHTS);
        byte[][] recurrent = matrices(Op.Lstm.RECURRENT_WEIGHTS);
        long macs = (long) steps * units * GATES * (features + units);
        return PortableCall.of("tw_lstm_s8", "tw_lstm_s8({in0}, &{id}_parameters, {state0}, {state1}, {out0});")
                .int8("weights", interleaved(weights))
                .int8("recurrent", interleaved(recurrent))
                .constant(Constant.int32("bias", biases(weights, recurrent)))
                .parameters(
                        "tw_lstm",
                        ".weights = {id}_weights,",
                        ".recurrent = {id}_recurrent,",
                        ".bias = {id}_bias,",
                        gates("x", p.input()),
                        gates("h", p.recurrent()),
                        factor("cell", p.cell()),
                        factor("y", p.hidden()),
                        ".steps = %s, .inputs = %s, .units = %s,".formatted(steps, features, units),
                        ".cell_clip = %s, .tangent = %s, .y_zero = %s,"
                                .formatted(p.cellClip(), p.cellPower() + 12, p.hiddenZero()))
                .macs(macs)
                .instructions(4 * macs + 500L * steps * units)
                .code(1600)
                .why("a unit at a time, four gates together")
                .call();
    }

    private byte[][] matrices(int first) {
        byte[][] matrices = new byte[GATES][];
        for (int gate = 0; gate < GATES; gate++) {
            matrices[gate] = graph.in(node, first + gate).toBytes();
        }
        return matrices;
    }

    private static byte[] interleaved(byte[][] gates) {
        byte[] all = new byte[gates[0].length * GATES];
        for (int i = 0; i < all.length; i++) {
            all[i] = gates[i % GATES][i / GATES];
        }
        return all;
    }

    /** What the zero points of the inputs and of the hidden state make with the weights is taken off before. */
    private int[] biases(byte[][] weights, byte[][] recurrent) {
        int[] all = new int[units * 2 * GATES];
        for (int gate = 0; gate < GATES; gate++) {
            int[] bias = graph.in(node, Op.Lstm.BIASES + gate).ints();
            for (int unit = 0; unit < units; unit++) {
                int at = unit * 2 * GATES + gate;
                all[at] = bias[unit] - parameters.inputZero() * sum(weights[gate], unit, features);
                all[at + GATES] = -parameters.hiddenZero() * sum(recurrent[gate], unit, units);
            }
        }
        return all;
    }

    private static int sum(byte[] weights, int row, int length) {
        int sum = 0;
        for (int i = row * length; i < (row + 1) * length; i++) {
            sum += weights[i];
        }
        return sum;
    }

    private static String gates(String name, List<Requantizer> factors) {
        return ".%s_multiplier = {%s}, .%s_shift = {%s},"
                .formatted(name, list(factors, Requantizer::multiplier), name, list(factors, Requantizer::shift));
    }

    private static String list(List<Requantizer> factors, ToIntFunction<Requantizer> part) {
        return factors.stream()
                .map(factor -> String.valueOf(part.applyAsInt(factor)))
                .collect(Collectors.joining(", "));
    }

    private static String factor(String name, Requantizer factor) {
        return ".%s_multiplier = %s, .%s_shift = %s,".formatted(name, factor.multiplier(), name, factor.shift());
    }
}
