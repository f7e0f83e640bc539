package dev.tinywright.quantize;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.DifferenceParameters;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Quantization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A network that repeats its input, the score of how badly it does, and the alarm from a score on: an autoencoder's way to tell. */
public final class Reconstruction {
    private static final int SCORE_BITS = 20;
    private static final int MOST_SHIFT = 62;

    private Reconstruction() {}

    /**
     * Returns the network with a score in the place of its output: the sum of squared differences between what goes in and what
     * comes out, int32.
     *
     * @param features of the training part, float32, (n, features), n at least 1
     */
    public static QuantizedModel scoring(QuantizedModel repeating, float[][] features) {
        Graph graph = repeating.graph();
        double step = DifferenceParameters.of(Scaling.of(repeating.input()), Scaling.of(repeating.output()))
                .step();
        double largest = Math.max(step * step, largest(repeating, features));
        int shift = Math.clamp(Math.getExponent(largest / (step * step)) + 1L - SCORE_BITS, 0, MOST_SHIFT);
        List<Tensor> tensors = new ArrayList<>(graph.tensors());
        double scale = Math.scalb(step * step, shift);
        tensors.add(Tensor.activation("score", DataType.INT32, Shape.of(1), Optional.of(Scaling.of((float) scale, 0))));
        int score = tensors.size() - 1;
        List<Node> nodes = new ArrayList<>(graph.nodes());
        nodes.add(new Node(
                new Op.SquaredDifference(shift),
                List.of(graph.inputs().getFirst(), graph.outputs().getFirst()),
                List.of(score)));
        return new QuantizedModel(
                new Graph("reconstruction", tensors, nodes, graph.inputs(), List.of(score), List.of()));
    }

    private static double largest(QuantizedModel repeating, float[][] features) {
        Reference reference = new Reference(repeating.graph());
        Quantization in = repeating.input();
        Quantization out = repeating.output();
        double largest = 0;
        for (float[] row : features) {
            byte[] input = Quantized.of(row, in);
            byte[] output = reference.run(List.of(input)).getFirst();
            double sum = 0;
            for (int i = 0; i < input.length; i++) {
                double difference = in.real(input[i]) - (double) out.real(output[i]);
                sum += difference * difference;
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    /** Returns a network that scores with an alarm after the score. */
    public static QuantizedModel withAlarm(QuantizedModel scoring, float threshold) {
        return new QuantizedModel(DistanceGraph.withAlarm(scoring.graph(), threshold));
    }
}
