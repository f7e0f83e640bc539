package dev.tinywright.quantize;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import dev.tinywright.model.FloatNetwork;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.reference.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How far each layer of an int8 network is from its float32 original, errors of the layers before included, and how much of it
 * is the layer's own.
 */
public final class QuantizationError {
    private static final double MAX_DB = 120;

    /** Multiplications that the shares of layers may take, and rows. */
    private static final double MAX_OWN_MACS = 1e9;

    private static final int FEW = 8;
    private static final int MANY = 256;

    private QuantizationError() {}

    /**
     * The error of one layer's outputs over all rows and units, in the unit of the float outputs.
     *
     * @param snrDb signal-to-noise ratio, {@code 10 · log10(Σ float² / Σ (int8 − float)²)}, limited to [−120, 120]
     * @param meanAbsolute mean of |int8 − float|
     * @param maxAbsolute largest |int8 − float|
     * @param ownShare in [0, 1]: of the noise in the network's output that comes from rounding the weights and outputs of each
     *     layer by itself, what this one's makes; on a part of the rows where there are many
     */
    public record LayerError(String layer, double snrDb, double meanAbsolute, double maxAbsolute, double ownShare) {}

    /**
     * Returns one entry for each layer of {@link TrainedModel#flat}, over {@code features}, float32, (n, features), n at least 1.
     *
     * @param quantized from this model; one with equalized channels is compared with the equalized network
     */
    public static List<LayerError> measure(TrainedModel model, QuantizedModel quantized, float[][] features) {
        Graph graph = quantized.graph();
        List<LayerPart> parts = NetworkGraph.layerParts(graph);
        List<Sums> whole = sums(parts);
        TrainedModel original = quantized.equalized() ? Equalization.equalize(model) : model;
        FloatNetwork network = new FloatNetwork(original);
        Reference reference = new Reference(graph);
        for (float[] row : features) {
            List<float[]> expected = network.activations(row);
            ByteBuffer[] actual = reference.runAll(List.of(Quantized.of(row, quantized.input())));
            for (int i = 0; i < parts.size(); i++) {
                int tensor = parts.get(i).output();
                whole.get(i).add(expected.get(i), actual[tensor].array(), graph.tensor(tensor));
            }
        }
        double[] own = own(original, graph, parts, features);
        double all = Arrays.stream(own).sum();
        List<LayerError> errors = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            errors.add(whole.get(i).error(original.flat().get(i).name(), all == 0 ? 0 : own[i] / all));
        }
        return errors;
    }

    /** Returns the squared error of the network's output that each layer makes by itself. */
    private static double[] own(TrainedModel model, Graph graph, List<LayerPart> parts, float[][] features) {
        double each = (double) Math.max(1, model.macs()) * parts.size();
        int most = (int) Math.clamp(MAX_OWN_MACS / each, FEW, MANY);
        FloatNetwork network = new FloatNetwork(model);
        double[] own = new double[parts.size()];
        for (float[] row : Calibration.evenly(features, Math.min(features.length, most))) {
            List<float[]> expected = network.activations(row);
            byte[][] rounded = rounded(graph, parts, row, expected);
            for (int i = 0; i < own.length; i++) {
                float[] moved = moved(graph, parts.get(i), model.flat().get(i), rounded, expected.get(i));
                own[i] += squaredDistance(network.logitsWith(row, i, moved), expected.getLast());
            }
        }
        return own;
    }

    /** Returns the output that a layer would have if its own rounding were all that happened. */
    private static float[] moved(Graph graph, LayerPart part, TrainedLayer layer, byte[][] rounded, float[] expected) {
        float[] exact = exact(graph, part, layer, rounded);
        float[] got = Quantized.real(part.run(rounded), graph.tensor(part.output()));
        float[] moved = expected.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += got[i] - exact[i];
        }
        return moved;
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }

    /**
     * Returns the names of the layers that add the most noise of their own, the worst first: those whose output is worth
     * {@link QuantizeSettings#withWide int16}.
     *
     * @param most names to return; layers that add nothing are none of them
     */
    public static List<String> worst(List<LayerError> errors, int most) {
        return errors.stream()
                .filter(error -> error.ownShare() > 0)
                .sorted(Comparator.comparingDouble(LayerError::ownShare).reversed())
                .limit(most)
                .map(LayerError::layer)
                .toList();
    }

    private static List<Sums> sums(List<LayerPart> parts) {
        return parts.stream().map(_ -> new Sums()).toList();
    }

    /** Returns what each tensor would hold if nothing but its own rounding had happened. */
    private static byte[][] rounded(Graph graph, List<LayerPart> parts, float[] row, List<float[]> activations) {
        byte[][] values = new byte[graph.tensors().size()][];
        int input = graph.inputs().getFirst();
        values[input] = Quantized.of(row, graph.tensor(input));
        for (int i = 0; i < parts.size(); i++) {
            int output = parts.get(i).output();
            values[output] = Quantized.of(activations.get(i), graph.tensor(output));
        }
        for (Node node : graph.nodes()) {
            boolean widens = node.op() instanceof Op.Quantize && graph.out(node).type() == DataType.INT16;
            if (node.op() instanceof Op.Reshape || widens) {
                values[node.outputs().getFirst()] = new LayerPart(graph, List.of(node)).run(values);
            }
        }
        return values;
    }

    /** Returns what a layer makes in float of inputs that are rounded. */
    private static float[] exact(Graph graph, LayerPart part, TrainedLayer layer, byte[][] rounded) {
        List<float[]> inputs = part.inputs().stream()
                .map(index -> Quantized.real(rounded[index], graph.tensor(index)))
                .toList();
        return layer instanceof TrainedLayer.Sum sum
                ? sum.sum(inputs.getFirst(), inputs.getLast())
                : new TrainedModel(List.of(layer)).logits(inputs.getFirst());
    }

    private static final class Sums {
        private double signal;
        private double noise;
        private double absolute;
        private double max;
        private long count;

        void add(float[] expected, byte[] actual, Tensor tensor) {
            float[] real = Quantized.real(actual, tensor);
            for (int i = 0; i < expected.length; i++) {
                double error = Math.abs((double) real[i] - expected[i]);
                signal += (double) expected[i] * expected[i];
                noise += error * error;
                absolute += error;
                max = Math.max(max, error);
            }
            count += expected.length;
        }

        LayerError error(String layer, double ownShare) {
            double snrDb = noise == 0 ? MAX_DB : Math.clamp(10 * Math.log10(signal / noise), -MAX_DB, MAX_DB);
            return new LayerError(layer, snrDb, count == 0 ? 0 : absolute / count, max, ownShare);
        }
    }
}
