package dev.tinywright.compile;

import dev.tinywright.codegen.Titles;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import dev.tinywright.lower.Step;
import dev.tinywright.memory.Placement;
import java.util.ArrayList;
import java.util.List;

/** The account of a model's layers. */
public final class Layers {
    private Layers() {}

    /** Returns a layer for each step, in the order in which they run. */
    public static List<Layer> of(CompiledModel model) {
        Placement placement = model.placement();
        List<Step> steps = placement.program().steps();
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            layers.add(layer(placement, steps.get(i), i));
        }
        return layers;
    }

    /** Returns the multiplications with weights that a graph as it was read takes, padding counted as TensorFlow does. */
    public static long macs(Graph graph) {
        return graph.nodes().stream().mapToLong(node -> macs(graph, node)).sum();
    }

    /** Returns how many weights and biases a graph has. */
    public static long parameters(Graph graph) {
        return graph.nodes().stream().mapToLong(node -> parameters(graph, node)).sum();
    }

    private static Layer layer(Placement placement, Step step, int index) {
        Graph graph = placement.program().graph();
        Node node = step.node();
        boolean isCalled =
                !step.call().statement().isEmpty() && !placement.aliased().contains(index);
        return new Layer(
                graph.out(node).name(),
                Titles.kind(graph, node),
                graph.in(node, 0).shape().toString(),
                graph.out(node).shape().toString(),
                macs(graph, node),
                parameters(graph, node),
                step.call().constantBytes(),
                isCalled ? step.call().kernel() : "",
                isCalled ? step.call().why() : "lies where it should already",
                buffers(placement, step, index),
                isCalled ? step.call().instructions() : 0);
    }

    private static List<Layer.Buffer> buffers(Placement placement, Step step, int index) {
        List<Layer.Buffer> buffers = new ArrayList<>();
        step.node().inputs().forEach(input -> add(placement, "in", input, buffers));
        step.node().outputs().forEach(output -> add(placement, "out", output, buffers));
        if (step.call().scratchBytes() > 0 && placement.scratch().get(index) >= 0) {
            buffers.add(new Layer.Buffer(
                    "scratch", placement.scratch().get(index), step.call().scratchBytes()));
        }
        return buffers;
    }

    private static void add(Placement placement, String role, int tensor, List<Layer.Buffer> buffers) {
        Integer offset = placement.offsets().get(tensor);
        if (offset != null) {
            buffers.add(new Layer.Buffer(
                    role, offset, placement.program().graph().tensor(tensor).bytes()));
        }
    }

    private static long macs(Graph graph, Node node) {
        Tensor out = graph.out(node);
        return switch (node.op()) {
            case Op.Conv2d _, Op.FullyConnected _ -> (long) out.elements() * perChannel(graph.in(node, 1), 0);
            case Op.DepthwiseConv2d _ -> (long) out.elements() * perChannel(graph.in(node, 1), 3);
            case Op.TransposeConv _ ->
                (long) graph.in(node, 0).elements()
                        * graph.in(node, 1).elements()
                        / graph.in(node, 0).shape().channels();
            case Op.Svdf _ ->
                (long) graph.in(node, 1).elements() + graph.in(node, 2).elements();
            case Op.Lstm _ ->
                (long) out.elements()
                        * Op.Lstm.GATES
                        * (graph.in(node, 0).shape().channels() + out.shape().channels());
            default -> 0;
        };
    }

    private static long perChannel(Tensor weights, int axis) {
        return weights.elements() / weights.shape().dim(axis);
    }

    private static long parameters(Graph graph, Node node) {
        return node.inputs().stream()
                .filter(input -> input != Node.ABSENT && graph.tensor(input).isConstant())
                .mapToLong(input -> graph.tensor(input).elements())
                .sum();
    }
}
