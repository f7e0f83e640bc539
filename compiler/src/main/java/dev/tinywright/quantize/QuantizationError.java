package dev.tinywright.quantize;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import dev.tinywright.model.FloatNetwork;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.reference.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * How far each layer of an int8 network is from its float32 original, errors of the layers before included, and how much of it
 * is the layer's own.
 */
public final class QuantizationError {
    private static final double MAX_DB = 120;

    private QuantizationError() {}

    /**
     * The error of one layer's outputs over all rows and units, in the unit of the float outputs.
     *
     * @param snrDb signal-to-noise ratio, {@code 10 · log10(Σ float² / Σ (int8 − float)²)}, limited to [−120, 120]
     * @param meanAbsolute mean of |int8 − float|
     * @param maxAbsolute largest |int8 − float|
     * @param ownShare in [0, 1]: of the noise relative to the signal that all layers make by themselves, on inputs without noise
     *     but their rounding, what this one makes
     */
    public record LayerError(String layer, double snrDb, double meanAbsolute, double maxAbsolute, double ownShare) {}

    /**
     * Returns one entry for each layer of {@link TrainedModel#flat}, over {@code features}, float32, (n, features), n at least 1.
     *
     * @param quantized from this model; one with equalized channels is compared with the equalized network
     */
    public static List<LayerError> measure(TrainedModel model, QuantizedModel quantized, float[][] features) {
        Graph graph = quantized.graph();
        List<Node> nodes = NetworkGraph.layerNodes(graph);
        List<Sums> whole = sums(nodes);
        List<Sums> own = sums(nodes);
        FloatNetwork network = new FloatNetwork(quantized.equalized() ? Equalization.equalize(model) : model);
        Reference reference = new Reference(graph);
        List<SingleNode> singles =
                nodes.stream().map(node -> new SingleNode(graph, node)).toList();
        for (float[] row : features) {
            List<float[]> expected = network.activations(row);
            ByteBuffer[] actual = reference.runAll(List.of(Quantized.of(row, quantized.input())));
            byte[][] rounded = rounded(graph, nodes, row, expected);
            for (int i = 0; i < nodes.size(); i++) {
                int tensor = singles.get(i).output();
                whole.get(i).add(expected.get(i), actual[tensor].array(), graph.tensor(tensor));
                own.get(i).add(expected.get(i), singles.get(i).run(rounded), graph.tensor(tensor));
            }
        }
        double all = own.stream().mapToDouble(Sums::noiseToSignal).sum();
        List<LayerError> errors = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            double share = all == 0 ? 0 : own.get(i).noiseToSignal() / all;
            errors.add(whole.get(i).error(model.flat().get(i).name(), share));
        }
        return errors;
    }

    private static List<Sums> sums(List<Node> nodes) {
        return nodes.stream().map(_ -> new Sums()).toList();
    }

    /** Returns what each tensor would hold if nothing but its own rounding had happened. */
    private static byte[][] rounded(Graph graph, List<Node> nodes, float[] row, List<float[]> activations) {
        byte[][] values = new byte[graph.tensors().size()][];
        int input = graph.inputs().getFirst();
        values[input] = Quantized.of(row, Quantized.quantization(graph.tensor(input)));
        for (int i = 0; i < nodes.size(); i++) {
            int output = nodes.get(i).outputs().getFirst();
            values[output] = Quantized.of(activations.get(i), Quantized.quantization(graph.tensor(output)));
        }
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.Reshape) {
                values[node.outputs().getFirst()] = values[node.inputs().getFirst()];
            }
        }
        return values;
    }

    private static final class Sums {
        private double signal;
        private double noise;
        private double absolute;
        private double max;
        private long count;

        void add(float[] expected, byte[] actual, Tensor tensor) {
            float[] real = Quantized.real(actual, Quantized.quantization(tensor));
            for (int i = 0; i < expected.length; i++) {
                double error = Math.abs((double) real[i] - expected[i]);
                signal += (double) expected[i] * expected[i];
                noise += error * error;
                absolute += error;
                max = Math.max(max, error);
            }
            count += expected.length;
        }

        double noiseToSignal() {
            return signal == 0 ? 0 : noise / signal;
        }

        LayerError error(String layer, double ownShare) {
            double snrDb = noise == 0 ? MAX_DB : Math.clamp(10 * Math.log10(signal / noise), -MAX_DB, MAX_DB);
            return new LayerError(layer, snrDb, count == 0 ? 0 : absolute / count, max, ownShare);
        }
    }
}
