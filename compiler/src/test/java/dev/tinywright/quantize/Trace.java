package dev.tinywright.quantize;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Quantization;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Parts of networks, for tests. */
public final class Trace {
    private Trace() {}

    /** Returns the output of every node, in order. */
    public static List<byte[]> of(QuantizedModel model, byte[] input) {
        ByteBuffer[] values = new Reference(model.graph()).runAll(List.of(input));
        return model.graph().nodes().stream()
                .map(node -> values[node.outputs().getFirst()].array())
                .toList();
    }

    /** Returns the network without its last node. */
    public static QuantizedModel withoutSoftmax(QuantizedModel model) {
        Graph graph = model.graph();
        List<dev.tinywright.graph.Node> nodes =
                graph.nodes().subList(0, graph.nodes().size() - 1);
        return new QuantizedModel(new Graph(
                graph.name(),
                graph.tensors(),
                nodes,
                graph.inputs(),
                nodes.getLast().outputs(),
                List.of()));
    }

    /** Returns a network that is nothing but softmax. */
    public static QuantizedModel softmax(int classes, Quantization input) {
        List<Tensor> tensors = new ArrayList<>();
        Shape shape = Shape.of(1, classes);
        tensors.add(Tensor.activation(
                "input", dev.tinywright.graph.DataType.INT8, shape, java.util.Optional.of(Scaling.of(input))));
        tensors.add(Tensor.int8("output", shape, 1f / 256, -128));
        return new QuantizedModel(new Graph(
                "softmax",
                tensors,
                List.of(new dev.tinywright.graph.Node(new dev.tinywright.graph.Op.Softmax(1), 0, 1)),
                List.of(0),
                List.of(1),
                List.of()));
    }
}
