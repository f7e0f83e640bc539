package dev.tinywright.golden;

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
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A network with random weights, of the usual kind at an unusual size: 7x5x3, a convolution with stride, a depthwise one, a
 * pointwise one, their sum, an average, a fully connected layer. 11 channels fill no register.
 */
final class SmallNetwork {
    private static final int CHANNELS = 11;

    private final SplittableRandom random;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    private SmallNetwork(long seed) {
        random = new SplittableRandom(seed);
    }

    static Graph of(long seed) {
        return new SmallNetwork(seed).build();
    }

    private Graph build() {
        int input = add(Tensor.int8("input", Shape.of(1, 7, 5, 3), 0.02f, -3));
        Padding same = new Padding(1, 1, 1, 1);
        int first = weighted(
                new Op.Conv2d(Window.of(same, 2), Clamp.RELU),
                input,
                Shape.of(1, 4, 3, CHANNELS),
                Shape.of(CHANNELS, 3, 3, 3),
                0);
        int depthwise = weighted(
                new Op.DepthwiseConv2d(Window.of(same, 1), 1, Clamp.RELU6),
                first,
                Shape.of(1, 4, 3, CHANNELS),
                Shape.of(1, 3, 3, CHANNELS),
                3);
        int pointwise = weighted(
                new Op.Conv2d(Window.of(Padding.NONE, 1), Clamp.NONE),
                depthwise,
                Shape.of(1, 4, 3, CHANNELS),
                Shape.of(CHANNELS, 1, 1, CHANNELS),
                0);
        int sum = made("sum", Shape.of(1, 4, 3, CHANNELS));
        nodes.add(new Node(new Op.Binary(Op.BinaryKind.ADD, Clamp.NONE), List.of(first, pointwise), List.of(sum)));
        int average = add(Tensor.int8(
                "average",
                Shape.of(1, 1, 1, CHANNELS),
                tensors.get(sum).scale(),
                tensors.get(sum).zeroPoint()));
        nodes.add(
                new Node(new Op.Pool(Op.PoolKind.AVERAGE, 4, 3, Window.of(Padding.NONE, 1), Clamp.NONE), sum, average));
        int output = weighted(new Op.FullyConnected(Clamp.NONE), average, Shape.of(1, 5), Shape.of(5, CHANNELS), 0);
        return new Graph("small", tensors, nodes, List.of(input), List.of(output), List.of());
    }

    private int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private int made(String name, Shape shape) {
        return add(Tensor.int8(name, shape, (float) random.nextDouble(0.02, 0.1), random.nextInt(-128, 128)));
    }

    /** @param axis that the filters' scales are along */
    private int weighted(Op op, int input, Shape output, Shape weights, int axis) {
        float[] scales = new float[weights.dim(axis)];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = (float) random.nextDouble(0.002, 0.02);
        }
        byte[] values = new byte[weights.elements()];
        random.nextBytes(values);
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Math.max(-127, values[i]);
        }
        int[] biases = random.ints(scales.length, -2000, 2000).toArray();
        Scaling scaling = op instanceof Op.FullyConnected ? Scaling.of(scales[0], 0) : new Scaling(scales, 0, axis);
        int filter = add(Tensor.constant("filter", weights, scaling, values));
        int bias = add(Tensor.constant("bias", Shape.of(scales.length), Optional.empty(), biases));
        int result = made("result", output);
        nodes.add(new Node(op, List.of(input, filter, bias), List.of(result)));
        return result;
    }
}
