package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.tensor.Requantizer;

/**
 * Long short-term memory, step by step: with the gates {@code i}, {@code f} and {@code o}, logistic functions, and {@code g}, a
 * tangent, each of {@code W · x + R · h + b}, the cell state becomes {@code f · c + i · g} and the hidden state
 * {@code o · tanh(c)}, which is the output. Gates are Q0.15, what they are functions of is Q3.12, both int16; every sum saturates.
 */
final class Lstm implements Kernel {
    private static final int INPUT = 0;
    private static final int FORGET = 1;
    private static final int CELL = 2;
    private static final int OUTPUT = 3;
    private static final Requantizer FORGET_FACTOR = Requantizer.of(0x1p-15);

    private final LstmParameters parameters;
    private final int features;
    private final int units;
    private final int[][] biases = new int[Op.Lstm.GATES][];

    Lstm(Graph graph, Node node, Op.Lstm op) {
        this.parameters = LstmParameters.of(graph, node, op);
        this.features = graph.in(node, 0).shape().channels();
        this.units = graph.out(node).shape().channels();
        for (int gate = 0; gate < Op.Lstm.GATES; gate++) {
            biases[gate] = graph.in(node, Op.Lstm.BIASES + gate).ints();
        }
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        byte[] hidden = in[Op.Lstm.HIDDEN_STATE];
        int steps = in[0].length / features;
        for (int step = 0; step < steps; step++) {
            for (int unit = 0; unit < units; unit++) {
                out[0][step * units + unit] = unit(in, step * features, unit);
            }
            System.arraycopy(out[0], step * units, hidden, 0, units);
        }
    }

    /** Updates the cell state of a unit and returns its new hidden state. */
    private byte unit(byte[][] in, int x, int unit) {
        byte[] cells = in[Op.Lstm.CELL_STATE];
        int forgotten = FORGET_FACTOR.apply(logistic(in, x, FORGET, unit) * Elements.get(cells, DataType.INT16, unit));
        int learned =
                parameters.cell().apply(logistic(in, x, INPUT, unit) * SigmoidTable.tanh(gate(in, x, CELL, unit), 0));
        int cell = Math.clamp(int16(int16(forgotten) + int16(learned)), -parameters.cellClip(), parameters.cellClip());
        Elements.put(cells, DataType.INT16, unit, cell);
        int tanh = SigmoidTable.tanh(cell, parameters.cellPower() + 12);
        int hidden = parameters.hidden().apply(tanh * logistic(in, x, OUTPUT, unit));
        return (byte) Math.clamp(hidden + (long) parameters.hiddenZero(), -128, 127);
    }

    private int logistic(byte[][] in, int x, int gate, int unit) {
        return SigmoidTable.logistic(gate(in, x, gate, unit));
    }

    /** Q3.12. */
    private int gate(byte[][] in, int x, int gate, int unit) {
        int input = biases[gate][unit]
                + Convolution.dot(
                        in[0], x, parameters.inputZero(), in[Op.Lstm.WEIGHTS + gate], unit * features, features);
        int recurrent = Convolution.dot(
                in[Op.Lstm.HIDDEN_STATE],
                0,
                parameters.hiddenZero(),
                in[Op.Lstm.RECURRENT_WEIGHTS + gate],
                unit * units,
                units);
        return int16(int16(parameters.input().get(gate).apply(input))
                + int16(parameters.recurrent().get(gate).apply(recurrent)));
    }

    private static int int16(int value) {
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
