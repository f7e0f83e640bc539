package dev.tinywright.passes;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Puts graphs together, node by node; every method returns the index of the tensor that it adds. */
final class GraphBuilder {
    static final float SCALE = 0.05f;
    static final Window PLAIN = Window.of(Padding.NONE, 1);

    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();

    int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    Tensor tensor(int index) {
        return tensors.get(index);
    }

    int input(int... dims) {
        return input(int8(dims));
    }

    int input(Tensor tensor) {
        inputs.add(add(tensor));
        return inputs.getLast();
    }

    static Tensor int8(int... dims) {
        return Tensor.int8("t", Shape.of(dims), SCALE, -10);
    }

    static Tensor int8(float scale, int zeroPoint, int... dims) {
        return Tensor.int8("t", Shape.of(dims), scale, zeroPoint);
    }

    int constant(int[] dims, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return add(Tensor.constant("c", Shape.of(dims), Scaling.of(SCALE, 0), bytes));
    }

    int node(Op op, Tensor output, int... from) {
        int index = add(output);
        nodes.add(new Node(op, Arrays.stream(from).boxed().toList(), List.of(index)));
        return index;
    }

    /** Adds a node with several outputs; returns the last. */
    int nodes(Op op, List<Tensor> outputs, int from) {
        List<Integer> indices = outputs.stream().map(this::add).toList();
        nodes.add(new Node(op, List.of(from), indices));
        return indices.getLast();
    }

    int unary(Op.UnaryKind kind, int x) {
        return node(new Op.Unary(kind, 0), tensor(x), x);
    }

    /** A convolution over a picture, with a weight scale that keeps sums in range. */
    int conv(int x, Window window, int filter, Tensor output, int[] bias, int... weights) {
        int channels = tensor(x).shape().channels();
        int filters = output.shape().channels();
        byte[] values = new byte[filters * filter * filter * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) weights[i % weights.length];
        }
        Tensor w = Tensor.constant("w", Shape.of(filters, filter, filter, channels), Scaling.of(0.01f, 0), values);
        int b = add(Tensor.constant("b", Shape.of(filters), Optional.empty(), bias));
        return node(new Op.Conv2d(window, Clamp.NONE), output, x, add(w), b);
    }

    /** A convolution of one pixel by one. */
    int pointwise(int x, int[] bias, int... weights) {
        Shape shape = tensor(x).shape();
        return conv(x, PLAIN, 1, int8(1, shape.height(), shape.width(), bias.length), bias, weights);
    }

    Graph to(int... outputs) {
        return new Graph(
                "g", tensors, nodes, inputs, Arrays.stream(outputs).boxed().toList(), List.of());
    }

    /** Bytes for each input of a graph. */
    static List<byte[]> randomInputs(Graph graph, Random random) {
        return graph.inputs().stream()
                .map(index -> {
                    byte[] bytes = new byte[graph.tensor(index).bytes()];
                    random.nextBytes(bytes);
                    return bytes;
                })
                .toList();
    }
}
