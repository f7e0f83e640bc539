package dev.tinywright.codegen;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.lower.Program;
import dev.tinywright.lower.Step;
import dev.tinywright.quantize.QuantizedLayer;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.tensor.Quantization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A network trained here as a graph: the one that {@code tflite.TfliteWriter} writes and any {@code .tflite} is read as. */
public final class NetworkGraph {
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    private NetworkGraph() {}

    /** Returns the graph of a network: one int8 input of (1, features), one int8 output of (1, classes). */
    public static Graph of(QuantizedModel network, String name) {
        NetworkGraph graph = new NetworkGraph();
        int input = graph.activation("input", network.inputs(), network.input());
        int last = input;
        for (QuantizedLayer layer : network.layers()) {
            last = graph.add(layer, last);
        }
        return new Graph(name, graph.tensors, graph.nodes, List.of(input), List.of(last), List.of());
    }

    private int add(QuantizedLayer layer, int from) {
        return switch (layer) {
            case QuantizedLayer.Dense dense -> {
                Clamp clamp = dense.min() == dense.output().zeroPoint() ? Clamp.RELU : Clamp.NONE;
                List<Integer> inputs = List.of(from, weights(dense), bias(dense));
                yield node(new Op.FullyConnected(clamp), inputs, layer);
            }
            case QuantizedLayer.Softmax _ -> node(new Op.Softmax(1), List.of(from), layer);
        };
    }

    private int node(Op op, List<Integer> inputs, QuantizedLayer layer) {
        int to = activation(layer.name(), layer.outputs(), layer.output());
        nodes.add(new Node(op, inputs, List.of(to)));
        return to;
    }

    private int activation(String name, int length, Quantization quantization) {
        return tensor(Tensor.int8(name, Shape.of(1, length), quantization.scale(), quantization.zeroPoint()));
    }

    private int weights(QuantizedLayer.Dense dense) {
        Scaling scaling = new Scaling(dense.weightScales(), 0, 0);
        Shape shape = Shape.of(dense.units(), dense.inputs());
        return tensor(Tensor.constant(dense.name() + "_weights", shape, scaling, dense.weights()));
    }

    private int bias(QuantizedLayer.Dense dense) {
        float[] scales = new float[dense.units()];
        for (int u = 0; u < scales.length; u++) {
            scales[u] = dense.input().scale() * dense.weightScales()[u];
        }
        Optional<Scaling> scaling = Optional.of(new Scaling(scales, 0, 0));
        return tensor(Tensor.constant(dense.name() + "_bias", Shape.of(dense.units()), scaling, dense.bias()));
    }

    private int tensor(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    /**
     * Returns the program with the input stage as its first step: it makes the network's input of int32 columns, and works on
     * them before, so that they have a place among the buffers; the input may lie where its columns start. Or it makes it of
     * what the caller passes.
     */
    public static Program withInputStage(Program network, InputMemory stage) {
        Graph graph = network.graph();
        int input = graph.inputs().getFirst();
        List<Tensor> tensors = new ArrayList<>(graph.tensors());
        List<Integer> from = new ArrayList<>();
        if (stage.columns() > 0) {
            Shape shape = Shape.of(1, stage.columns());
            tensors.add(Tensor.activation("columns", DataType.INT32, shape, Optional.empty()));
            from.add(tensors.size() - 1);
        }
        List<Step> steps = new ArrayList<>(network.steps());
        steps.addFirst(new Step(new Node(new Op.Quantize(), from, List.of(input)), stage.call()));
        return new Program(
                new Graph(
                        graph.name(),
                        tensors,
                        steps.stream().map(Step::node).toList(),
                        from,
                        graph.outputs(),
                        graph.states()),
                network.target(),
                steps);
    }
}
