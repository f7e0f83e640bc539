package dev.tinywright.passes;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Small graphs with much to rewrite: weights of zero, channels that never leave their clamp, borders, chains of reshapes and
 * activations, branches.
 */
final class RandomGraphs {
    private static final int NODES = 9;

    private final Random random;
    private final GraphBuilder builder = new GraphBuilder();
    /** Pictures to go on from, the newest last. */
    private final List<Integer> pictures = new ArrayList<>();

    private RandomGraphs(Random random) {
        this.random = random;
    }

    static Graph next(Random random) {
        return new RandomGraphs(random).make();
    }

    private Graph make() {
        pictures.add(builder.input(
                tensor(Shape.of(1, 2 + random.nextInt(5), 2 + random.nextInt(5), 1 + random.nextInt(4)))));
        for (int i = 0; i < NODES; i++) {
            pictures.add(step(pick()));
        }
        return builder.to(outputs());
    }

    private int[] outputs() {
        int last = random.nextBoolean() ? pictures.getLast() : fullyConnected(pictures.getLast());
        int other = pictures.get(1 + random.nextInt(NODES));
        return random.nextInt(3) > 0 || other == last ? new int[] {last} : new int[] {last, other};
    }

    /** Mostly the newest. */
    private int pick() {
        return random.nextInt(3) > 0 ? pictures.getLast() : pictures.get(random.nextInt(pictures.size()));
    }

    private int step(int x) {
        return switch (random.nextInt(18)) {
            case 0, 1, 2, 3 -> conv(x);
            case 4, 5, 6 -> depthwise(x);
            case 7 -> pool(x);
            case 8 -> binary(x);
            case 9 -> binaryWithConstant(x);
            case 10, 11 -> unary(x);
            case 12 -> pad(x);
            case 13 -> concat(x);
            case 14 -> split(x);
            case 15 -> rescale(x);
            case 16 -> move(x);
            default -> other(x);
        };
    }

    private Shape shape(int x) {
        return builder.tensor(x).shape();
    }

    /** A scale of a few, so that some are equal; zero points at the ends too. */
    private Tensor tensor(Shape shape) {
        int[] zeroPoints = {-128, -128, -10, 127, random.nextInt(256) - 128};
        float[] scales = {0.05f, 0.05f, 0.03f, 0.01f + 0.1f * random.nextFloat()};
        return Tensor.int8(
                "t", shape, scales[random.nextInt(scales.length)], zeroPoints[random.nextInt(zeroPoints.length)]);
    }

    private Tensor like(int x, Shape shape) {
        return Tensor.activation("t", DataType.INT8, shape, builder.tensor(x).scaling());
    }

    private Clamp clamp() {
        return one(Clamp.values());
    }

    private int conv(int x) {
        int filter = Math.min(1 + 2 * random.nextInt(2), Math.min(shape(x).height(), shape(x).width()));
        Window window = window(filter);
        int filters = 1 + random.nextInt(6);
        Shape weights = Shape.of(filters, filter, filter, shape(x).channels());
        Shape y = slid(x, filter, window, filters);
        return builder.node(new Op.Conv2d(window, clamp()), tensor(y), x, weights(weights, 0), bias(filters));
    }

    private int depthwise(int x) {
        int filter = Math.min(1 + random.nextInt(3), Math.min(shape(x).height(), shape(x).width()));
        Window window = window(filter);
        int multiplier = 1 + random.nextInt(2);
        int channels = shape(x).channels() * multiplier;
        return builder.node(
                new Op.DepthwiseConv2d(window, multiplier, clamp()),
                tensor(slid(x, filter, window, channels)),
                x,
                weights(Shape.of(1, filter, filter, channels), 3),
                bias(channels));
    }

    private int fullyConnected(int x) {
        int flat = builder.node(new Op.Reshape(), like(x, Shape.of(1, shape(x).elements())), x);
        int units = 1 + random.nextInt(4);
        int hidden = builder.node(
                new Op.FullyConnected(clamp()),
                tensor(Shape.of(1, units)),
                flat,
                weights(Shape.of(units, shape(x).elements()), 0),
                bias(units));
        return builder.node(
                new Op.FullyConnected(Clamp.NONE), tensor(Shape.of(1, 2)), hidden, weights(Shape.of(2, units), 0));
    }

    private Window window(int filter) {
        Padding padding = filter == 1 || random.nextBoolean()
                ? Padding.NONE
                : new Padding(random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2));
        return new Window(padding, 1 + random.nextInt(2), 1 + random.nextInt(2), 1, 1);
    }

    private Shape slid(int x, int filter, Window window, int channels) {
        Padding padding = window.padding();
        int height = shape(x).height() + padding.top() + padding.bottom() - filter;
        int width = shape(x).width() + padding.left() + padding.right() - filter;
        return Shape.of(1, height / window.strideY() + 1, width / window.strideX() + 1, channels);
    }

    /** Many zeros; along the last axis, a channel in three has nothing else. */
    private int weights(Shape shape, int axis) {
        byte[] values = new byte[shape.elements()];
        boolean[] unread = new boolean[shape.channels()];
        for (int i = 0; i < unread.length; i++) {
            unread[i] = random.nextInt(3) == 0;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (unread[i % unread.length] || random.nextInt(4) == 0 ? 0 : random.nextInt(256) - 128);
        }
        float[] scales = new float[random.nextBoolean() ? 1 : shape.dim(axis)];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = 0.002f + 0.01f * random.nextFloat();
        }
        return builder.add(new Tensor(
                "w",
                DataType.INT8,
                shape,
                Optional.of(new Scaling(scales, 0, axis)),
                Optional.of(ByteBuffer.wrap(values))));
    }

    /** Some so large that a clamp is never left; one in fifty so large that sums overflow. */
    private int bias(int length) {
        int[] values = random.ints(length, -3000, 3000).toArray();
        int kind = random.nextInt(50);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(4)) {
                case 0 -> values[i] = -400_000;
                case 1 -> values[i] = kind == 0 ? Integer.MAX_VALUE - 1_000_000 : 400_000;
                default -> {}
            }
        }
        return builder.add(Tensor.constant("b", Shape.of(length), Optional.empty(), values));
    }

    private int pool(int x) {
        Op.PoolKind kind = one(Op.PoolKind.values());
        int filterY = Math.min(1 + random.nextInt(3), shape(x).height());
        Window window = filterY == 1 ? GraphBuilder.PLAIN : window(filterY);
        int filter = Math.min(filterY, shape(x).width());
        if (filter < filterY) {
            return unary(x);
        }
        Shape y = slid(x, filter, window, shape(x).channels());
        return builder.node(new Op.Pool(kind, filter, filter, window, clamp()), like(x, y), x);
    }

    private int binary(int x) {
        int[] partners = pictures.stream()
                .mapToInt(i -> i)
                .filter(i -> shape(i).equals(shape(x)))
                .toArray();
        int partner = partners[random.nextInt(partners.length)];
        return builder.node(new Op.Binary(binaryKind(), clamp()), tensor(shape(x)), x, partner);
    }

    private Op.BinaryKind binaryKind() {
        return one(Op.BinaryKind.values());
    }

    private int binaryWithConstant(int x) {
        int channels = random.nextBoolean() ? shape(x).channels() : 1;
        int[] values = random.ints(channels, -128, 128).toArray();
        int constant = builder.constant(new int[] {channels}, values);
        Op op = random.nextInt(4) == 0 ? new Op.Prelu() : new Op.Binary(binaryKind(), clamp());
        return builder.node(op, tensor(shape(x)), x, constant);
    }

    private int unary(int x) {
        Op.UnaryKind kind = one(Op.UnaryKind.values());
        Tensor y =
                switch (kind) {
                    case LOGISTIC -> Tensor.int8("t", shape(x), 1 / 256f, -128);
                    case TANH -> Tensor.int8("t", shape(x), 1 / 128f, 0);
                    case RELU6, RELU_N1_TO_1 -> like(x, shape(x));
                    default -> random.nextBoolean() ? like(x, shape(x)) : tensor(shape(x));
                };
        return builder.node(new Op.Unary(kind, kind == Op.UnaryKind.LEAKY_RELU ? 0.2f : 0), y, x);
    }

    private int pad(int x) {
        List<Integer> before = List.of(0, random.nextInt(2), random.nextInt(2), random.nextInt(4) / 3);
        List<Integer> after = List.of(0, random.nextInt(2), random.nextInt(2), 0);
        int[] dims = IntStream.range(0, 4)
                .map(i -> shape(x).dim(i) + before.get(i) + after.get(i))
                .toArray();
        int value = random.nextInt(3) == 0 ? -128 : builder.tensor(x).zeroPoint();
        return builder.node(new Op.Pad(before, after, value), like(x, Shape.of(dims)), x);
    }

    private int concat(int x) {
        int axis = 1 + random.nextInt(3);
        int[] partners = pictures.stream()
                .mapToInt(i -> i)
                .filter(i -> with(shape(i), axis, 1).equals(with(shape(x), axis, 1)))
                .toArray();
        int other = partners[random.nextInt(partners.length)];
        Shape y = with(shape(x), axis, shape(x).dim(axis) + shape(other).dim(axis));
        return builder.node(new Op.Concat(axis), random.nextBoolean() ? like(x, y) : tensor(y), x, other);
    }

    /** Only one of the outputs is gone on from. */
    private int split(int x) {
        int axis = 1 + random.nextInt(3);
        int parts = shape(x).dim(axis) % 2 == 0 ? 2 : 1;
        Shape y = with(shape(x), axis, shape(x).dim(axis) / parts);
        return parts == 1
                ? builder.node(new Op.Split(axis), like(x, y), x)
                : builder.nodes(new Op.Split(axis), List.of(like(x, y), like(x, y)), x) - random.nextInt(2);
    }

    private int rescale(int x) {
        return switch (random.nextInt(3)) {
            case 0 -> builder.node(new Op.Quantize(), tensor(shape(x)), x);
            case 1 -> builder.node(new Op.Quantize(), like(x, shape(x)), x);
            default -> {
                int wide = builder.node(
                        new Op.Dequantize(), Tensor.activation("f", DataType.FLOAT32, shape(x), Optional.empty()), x);
                yield builder.node(new Op.Quantize(), tensor(shape(x)), wide);
            }
        };
    }

    private int move(int x) {
        return switch (random.nextInt(3)) {
            case 0 -> transpose(x);
            case 1 -> slice(x);
            default -> {
                Shape shape = shape(x);
                Shape flat = Shape.of(1, 1, shape.height() * shape.width(), shape.channels());
                Shape merged = Shape.of(1, 1, 1, shape.elements());
                yield builder.node(new Op.Reshape(), like(x, random.nextBoolean() ? flat : merged), x);
            }
        };
    }

    private int transpose(int x) {
        List<Integer> axes = random.nextBoolean() ? List.of(0, 2, 1, 3) : List.of(0, 1, 3, 2);
        int[] dims = axes.stream().mapToInt(axis -> shape(x).dim(axis)).toArray();
        return builder.node(new Op.Transpose(axes), like(x, Shape.of(dims)), x);
    }

    private int slice(int x) {
        int[] begin = IntStream.range(0, 4)
                .map(i -> random.nextInt(Math.min(2, shape(x).dim(i))))
                .toArray();
        int[] dims = IntStream.range(0, 4).map(i -> shape(x).dim(i) - begin[i]).toArray();
        List<Integer> from = Arrays.stream(begin).boxed().toList();
        return builder.node(new Op.StridedSlice(from, List.of(1, 1, 1, 1)), like(x, Shape.of(dims)), x);
    }

    private int other(int x) {
        Shape shape = shape(x);
        return switch (random.nextInt(3)) {
            case 0 -> builder.node(new Op.Mean(List.of(1, 2)), tensor(Shape.of(1, 1, 1, shape.channels())), x);
            case 1 ->
                builder.node(
                        new Op.ResizeNearest(false, false),
                        like(x, Shape.of(1, shape.height() + 1, shape.width(), shape.channels())),
                        x);
            default -> builder.node(new Op.Softmax(1), Tensor.int8("t", shape, 1 / 256f, -128), x);
        };
    }

    private <T> T one(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private static Shape with(Shape shape, int axis, int length) {
        return new Shape(GraphEditor.with(shape.dims(), axis, length));
    }
}
