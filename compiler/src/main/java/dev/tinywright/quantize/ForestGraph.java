package dev.tinywright.quantize;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.model.ForestWeights;
import dev.tinywright.tensor.Quantization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Trees in integers: thresholds in steps of the int8 features, leaves in 256ths or in 16 bits, equal leaves once. */
final class ForestGraph {
    private static final int MOST_FEATURES = 256;
    private static final int MOST_NODES = 32_767;

    private ForestGraph() {}

    /**
     * Returns the graph of trees whose leaves are shares of classes: int8 scores as a softmax gives them. Of the input int8 has
     * steps from the lowest threshold to the highest; what is beyond may saturate.
     */
    static Graph ofClasses(ForestWeights forest) {
        Quantization input = input(forest);
        int[] leaves = new int[forest.leaves().length];
        Arrays.setAll(leaves, i -> Math.clamp(Math.round(forest.leaves()[i] * 256.0) - 128, -128, 127));
        Scaling scaling = Scaling.of(1f / 256 / forest.roots().length, -128);
        return graph(forest, input, leaves, DataType.INT8, scaling, new Quantization(1f / 256, -128));
    }

    /** Returns the graph of trees whose leaves are numbers, with an int8 output that covers them. */
    static Graph ofNumbers(ForestWeights forest) {
        Quantization input = input(forest);
        double most = 1e-30;
        double least = 0;
        double largest = 0;
        for (float value : forest.leaves()) {
            most = Math.max(most, Math.abs(value));
            least = Math.min(least, value);
            largest = Math.max(largest, value);
        }
        double step = most / Short.MAX_VALUE;
        int[] leaves = new int[forest.leaves().length];
        Arrays.setAll(leaves, i -> (int) Math.round(forest.leaves()[i] / step));
        Scaling scaling = Scaling.of((float) (step / forest.roots().length), 0);
        Quantization output = new ActivationRange((float) least, (float) largest).quantization(1e-15f);
        return graph(forest, input, leaves, DataType.INT16, scaling, output);
    }

    private static Quantization input(ForestWeights forest) {
        float least = 0;
        float largest = 0;
        for (float threshold : forest.thresholds()) {
            least = Math.min(least, threshold);
            largest = Math.max(largest, threshold);
        }
        // a step more at each end, so that the outermost thresholds have values on both sides
        float step = (largest - least) / 250;
        return new ActivationRange(least - 2 * step, largest + 2 * step).quantization(1e-15f);
    }

    private static Graph graph(
            ForestWeights forest, Quantization input, int[] leaves, DataType type, Scaling scaling, Quantization out) {
        if (forest.inputs() > MOST_FEATURES || forest.features().length > MOST_NODES) {
            throw TinywrightException.usage(
                    "trees of " + forest.features().length + " nodes on " + forest.inputs() + " features: at most "
                            + MOST_NODES + " and " + MOST_FEATURES,
                    "plan.yaml, model",
                    "use fewer trees or leaves, or fewer features");
        }
        Map<List<Integer>, Integer> places = new LinkedHashMap<>();
        int[] moved = places(leaves, forest.outputs(), places);
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(Tensor.int8("input", Shape.of(1, forest.inputs()), input.scale(), input.zeroPoint()));
        tensors.add(DistanceGraph.int16("nodes", nodes(forest, input, moved)));
        tensors.add(DistanceGraph.int16(
                "roots",
                IntStream.of(forest.roots()).map(child -> child(child, moved)).toArray()));
        tensors.add(table(places, forest.outputs(), type, scaling));
        tensors.add(Tensor.int8("output", Shape.of(1, forest.outputs()), out.scale(), out.zeroPoint()));
        Node node = new Node(new Op.Trees(), List.of(0, 1, 2, 3), List.of(4));
        return new Graph("forest", tensors, List.of(node), List.of(0), List.of(4), List.of());
    }

    /** Returns where each leaf lies once equal ones are one. */
    private static int[] places(int[] leaves, int outputs, Map<List<Integer>, Integer> places) {
        int[] moved = new int[leaves.length / outputs];
        for (int leaf = 0; leaf < moved.length; leaf++) {
            List<Integer> values = Arrays.stream(leaves, leaf * outputs, (leaf + 1) * outputs)
                    .boxed()
                    .toList();
            int next = places.size();
            moved[leaf] = places.computeIfAbsent(values, _ -> next);
        }
        return moved;
    }

    private static int child(int child, int[] moved) {
        return child >= 0 ? child : -1 - moved[-1 - child];
    }

    private static int[][] nodes(ForestWeights forest, Quantization input, int[] moved) {
        int[][] nodes = new int[Math.max(1, forest.features().length)][];
        nodes[0] = new int[] {0, -1, -1}; // of trees that are one leaf each
        for (int i = 0; i < forest.features().length; i++) {
            long threshold = (long) Math.floor(forest.thresholds()[i] / (double) input.scale()) + input.zeroPoint();
            nodes[i] = new int[] {
                (short) (forest.features()[i] << 8 | (Math.clamp(threshold, -128, 127) & 0xff)),
                child(forest.children()[2 * i], moved),
                child(forest.children()[2 * i + 1], moved)
            };
        }
        return nodes;
    }

    private static Tensor table(Map<List<Integer>, Integer> places, int outputs, DataType type, Scaling scaling) {
        int[] values = places.keySet().stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .toArray();
        return DistanceGraph.constant("leaves", type, Shape.of(places.size(), outputs), Optional.of(scaling), values);
    }
}
