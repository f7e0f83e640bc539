package dev.tinywright.reference;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.tensor.Requantizer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The numbers of a layer of long short-term memory. Gates are in the order of the node's inputs: input, forget, cell, output.
 *
 * @param input of each gate, from {@code Σ (x − inputZero) · w + bias} to Q3.12
 * @param recurrent of each gate, from {@code Σ (h − hiddenZero) · w} to Q3.12
 * @param cell from a product of two gates, Q0.30, to a cell state
 * @param cellPower the scale of cell states is 2 to the power of this, in [−30, 0]
 * @param cellClip cell states lie in [−cellClip, cellClip]; 32768, which no cell state exceeds, for no limit
 * @param hidden from a product of output gate and tangent, Q0.30, to a hidden state
 */
public record LstmParameters(
        int inputZero,
        List<Requantizer> input,
        int hiddenZero,
        List<Requantizer> recurrent,
        Requantizer cell,
        int cellPower,
        int cellClip,
        Requantizer hidden) {
    private static final float GATE_SCALE = 0x1p-12f;
    private static final double PRODUCT_SCALE = 0x1p-30;
    private static final int NO_CLIP = 32768;

    public LstmParameters {
        input = List.copyOf(input);
        recurrent = List.copyOf(recurrent);
    }

    /** Returns the numbers of an Lstm node. */
    public static LstmParameters of(Graph graph, Node node, Op.Lstm op) {
        float cell = graph.in(node, Op.Lstm.CELL_STATE).scale();
        float hidden = graph.in(node, Op.Lstm.HIDDEN_STATE).scale();
        return new LstmParameters(
                graph.in(node, 0).zeroPoint(),
                gates(graph, node, graph.in(node, 0).scale(), Op.Lstm.WEIGHTS),
                graph.in(node, Op.Lstm.HIDDEN_STATE).zeroPoint(),
                gates(graph, node, hidden, Op.Lstm.RECURRENT_WEIGHTS),
                Requantizer.of(PRODUCT_SCALE / cell),
                Math.getExponent(cell),
                op.cellClip() > 0 ? (int) Math.min((double) op.cellClip() / cell, Short.MAX_VALUE) : NO_CLIP,
                Requantizer.of(PRODUCT_SCALE / hidden));
    }

    /** The reference kernel multiplies scales in float32. */
    private static List<Requantizer> gates(Graph graph, Node node, float scale, int weights) {
        return IntStream.range(weights, weights + Op.Lstm.GATES)
                .mapToObj(i -> Requantizer.of(scale * graph.in(node, i).scale() / GATE_SCALE))
                .toList();
    }
}
