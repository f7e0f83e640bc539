package dev.tinywright.quantize;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Tensor;
import dev.tinywright.model.Activation;
import dev.tinywright.model.FloatNetwork;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Changes biases so that, on calibration data, the mean of each filter's sums is that of the float network: rounding moves
 * weights and activations by amounts whose mean is not 0. Nagel et al. 2019, arXiv:1906.04721, §4.2 and appendix D, with means
 * measured: a sum is linear in its inputs, so its mean is the sum of the mean input.
 */
final class BiasCorrection {
    private static final double MAX_MACS = 4e8;
    private static final double MAX_BYTES = 64e6;
    private static final int MAX_ROWS = 256;

    private final Graph graph;
    private final List<Tensor> tensors;
    /** By example, by index of tensor: what the integer network has there, as far as it has run. */
    private final byte[][][] values;
    /** By index of tensor: the mean that the float network has there. */
    private final float[][] floatMeans;

    private BiasCorrection(Graph graph, TrainedModel model, float[][] rows) {
        this.graph = graph;
        this.tensors = new ArrayList<>(graph.tensors());
        this.values = new byte[rows.length][graph.tensors().size()][];
        this.floatMeans = new float[graph.tensors().size()][];
        int input = graph.inputs().getFirst();
        for (int r = 0; r < rows.length; r++) {
            values[r][input] = Quantized.of(rows[r], graph.tensor(input));
        }
        measure(model, rows);
    }

    /** Returns the graph with other biases. */
    static Graph correct(Graph graph, TrainedModel model, float[][] features) {
        float[][] rows = Calibration.sample(model, features);
        long bytes = graph.tensors().stream()
                .filter(tensor -> !tensor.isConstant())
                .mapToLong(Tensor::bytes)
                .sum();
        int most = (int) Math.clamp(Math.min(MAX_MACS / Math.max(1, model.macs()), MAX_BYTES / bytes), 8, MAX_ROWS);
        rows = Calibration.evenly(rows, Math.min(rows.length, most));
        return new BiasCorrection(graph, model, rows).run(model);
    }

    private void measure(TrainedModel model, float[][] rows) {
        List<Integer> outputs = NetworkGraph.layerOutputs(graph);
        FloatNetwork network = new FloatNetwork(model);
        floatMeans[graph.inputs().getFirst()] = new float[model.inputs()];
        for (int layer : outputs) {
            floatMeans[layer] = new float[graph.tensor(layer).elements()];
        }
        for (float[] row : rows) {
            add(floatMeans[graph.inputs().getFirst()], row, rows.length);
            List<float[]> activations = network.activations(row);
            for (int i = 0; i < outputs.size(); i++) {
                add(floatMeans[outputs.get(i)], activations.get(i), rows.length);
            }
        }
    }

    private static void add(float[] mean, float[] x, int count) {
        for (int i = 0; i < mean.length; i++) {
            mean[i] += x[i] / count;
        }
    }

    private Graph run(TrainedModel model) {
        Iterator<TrainedLayer> layers = model.flat().iterator();
        for (Node node : graph.nodes()) {
            int from = node.inputs().getFirst();
            if (node.op() instanceof Op.Reshape || isWidening(node)) {
                floatMeans[node.outputs().getFirst()] = floatMeans[from];
            } else if (!(node.op() instanceof Op.Softmax || node.op() instanceof Op.Quantize)) {
                TrainedLayer layer = layers.next();
                if (LayerWeights.has(layer)) {
                    correct(layer, node);
                }
            }
            step(node);
        }
        return current();
    }

    /** Whether a node makes int16 of int8, which changes no value. */
    private boolean isWidening(Node node) {
        return node.op() instanceof Op.Quantize && graph.out(node).type() == DataType.INT16;
    }

    private Graph current() {
        return new Graph(graph.name(), tensors, graph.nodes(), graph.inputs(), graph.outputs(), graph.states());
    }

    private void step(Node node) {
        LayerPart single = new LayerPart(current(), List.of(node));
        IntStream.range(0, values.length).parallel().forEach(r -> values[r][single.output()] = single.run(values[r]));
    }

    private void correct(TrainedLayer layer, Node node) {
        int from = node.inputs().getFirst();
        Tensor weights = graph.in(node, 1);
        Tensor bias = graph.in(node, 2);
        int filters = LayerWeights.of(layer).filters();
        double[] wanted = means(linear(layer), floatMeans[from], filters);
        double[] got = means(onIntegers(layer, weights, bias, graph.tensor(from)), mean(from), filters);
        long[] corrected = bias.longs();
        double input = graph.tensor(from).scale();
        for (int f = 0; f < corrected.length; f++) {
            double step = input * weights.requiredScaling().scale(f);
            double value = wanted[f] - got[f] + corrected[f] * step;
            corrected[f] = bias.type() == DataType.INT64
                    ? LayerWeights.wideBiasSteps(value, step)
                    : LayerWeights.biasSteps(value, step);
        }
        tensors.set(node.inputs().get(2), like(bias, corrected));
    }

    private static Tensor like(Tensor bias, long[] values) {
        return bias.type() == DataType.INT64
                ? Tensor.constant(bias.name(), bias.shape(), bias.scaling(), values)
                : Tensor.constant(
                        bias.name(),
                        bias.shape(),
                        bias.scaling(),
                        Arrays.stream(values).mapToInt(Math::toIntExact).toArray());
    }

    /** Returns the mean over all places of what a layer puts out for one input. */
    private static double[] means(TrainedLayer layer, float[] x, int filters) {
        float[] y = new TrainedModel(List.of(layer)).logits(x);
        double[] means = new double[filters];
        for (int i = 0; i < y.length; i++) {
            means[i % filters] += (double) y[i] * filters / y.length;
        }
        return means;
    }

    private float[] mean(int tensor) {
        float[] mean = new float[graph.tensor(tensor).elements()];
        for (byte[][] value : values) {
            add(mean, Quantized.real(value[tensor], graph.tensor(tensor)), values.length);
        }
        return mean;
    }

    private static TrainedLayer linear(TrainedLayer layer) {
        LayerWeights own = LayerWeights.of(layer);
        return LayerWeights.replaced(layer, own.weights(), own.bias(), Activation.NONE);
    }

    /** Returns a layer with the weights and biases that its integers stand for. */
    private static TrainedLayer onIntegers(TrainedLayer layer, Tensor weights, Tensor bias, Tensor input) {
        LayerWeights own = LayerWeights.of(layer);
        Scaling scaling = weights.requiredScaling();
        int[] q = weights.ints();
        float[] real = new float[q.length];
        for (int i = 0; i < q.length; i++) {
            real[i] = q[i] * scaling.scale(own.filterOf(i));
        }
        long[] steps = bias.longs();
        float[] realBias = new float[steps.length];
        for (int f = 0; f < steps.length; f++) {
            realBias[f] = (float) (steps[f] * (double) input.scale() * scaling.scale(f));
        }
        return LayerWeights.replaced(layer, real, realBias, Activation.NONE);
    }
}
