package dev.tinywright.quantize;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Quantization;
import dev.tinywright.tensor.Rounding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** Returns the output where the sums of dense layers are rounded once and those of convolutions twice. */
    public static byte[] roundingDenseLayersOnce(QuantizedModel model, byte[] input) {
        Graph graph = model.graph();
        byte[][] values = new byte[graph.tensors().size()][];
        values[graph.inputs().getFirst()] = input;
        for (Node node : graph.nodes()) {
            List<Integer> given = LayerPart.inputs(graph, node);
            Graph single = new Graph("node", graph.tensors(), List.of(node), given, node.outputs(), List.of());
            Rounding rounding = node.op() instanceof Op.FullyConnected ? Rounding.SINGLE : Rounding.DOUBLE;
            List<byte[]> inputs = given.stream().map(index -> values[index]).toList();
            values[node.outputs().getFirst()] =
                    new Reference(single, rounding).run(inputs).getFirst();
        }
        return values[graph.outputs().getFirst()];
    }

    /** Returns the network without its last node. */
    public static QuantizedModel withoutSoftmax(QuantizedModel model) {
        Graph graph = model.graph();
        List<Node> nodes = graph.nodes().subList(0, graph.nodes().size() - 1);
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
        tensors.add(Tensor.activation("input", DataType.INT8, shape, Optional.of(Scaling.of(input))));
        tensors.add(Tensor.int8("output", shape, 1f / 256, -128));
        return new QuantizedModel(new Graph(
                "softmax", tensors, List.of(new Node(new Op.Softmax(1), 0, 1)), List.of(0), List.of(1), List.of()));
    }
}
