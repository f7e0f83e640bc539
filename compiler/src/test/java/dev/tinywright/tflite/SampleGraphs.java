package dev.tinywright.tflite;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** A graph for each operator, with odd sizes. */
final class SampleGraphs {
    private static final float IN = 0.05f;
    private static final float OUT = 0.11f;
    private static final int IN_ZERO = 7;
    private static final int OUT_ZERO = -9;
    private static final Shape PICTURE = Shape.of(1, 7, 5, 3);

    private final Map<String, Graph> graphs = new LinkedHashMap<>();
    private final Random random = new Random(3);

    private SampleGraphs() {}

    static Map<String, Graph> all() {
        SampleGraphs samples = new SampleGraphs();
        samples.windows();
        samples.elements();
        samples.layouts();
        return samples.graphs;
    }

    private void windows() {
        Tensor filter = weights(Shape.of(4, 3, 3, 3), 0, 4);
        Tensor deep = weights(Shape.of(1, 3, 3, 6), 3, 6);
        put(
                "conv valid",
                new Op.Conv2d(Window.of(Padding.NONE, 1), Clamp.RELU6),
                Shape.of(1, 5, 3, 4),
                filter,
                bias(filter));
        put(
                "conv same",
                new Op.Conv2d(new Window(new Padding(1, 1, 1, 1), 2, 1, 1, 1), Clamp.NONE),
                Shape.of(1, 4, 5, 4),
                filter,
                bias(filter));
        put(
                "conv dilated",
                new Op.Conv2d(new Window(new Padding(2, 2, 2, 2), 1, 1, 2, 2), Clamp.RELU),
                Shape.of(1, 7, 5, 4),
                filter,
                bias(filter));
        put(
                "conv padded",
                new Op.Conv2d(Window.of(new Padding(2, 0, 0, 1), 1), Clamp.NONE),
                Shape.of(1, 7, 4, 4),
                filter,
                bias(filter));
        put(
                "depthwise",
                new Op.DepthwiseConv2d(Window.of(new Padding(1, 1, 1, 1), 2), 2, Clamp.RELU),
                Shape.of(1, 4, 3, 6),
                deep,
                bias(deep));
        Tensor up = weights(Shape.of(4, 3, 3, 3), 0, 4);
        put(
                "transposed same",
                new Op.TransposeConv(Window.of(new Padding(0, 1, 0, 1), 2), Clamp.NONE),
                Shape.of(1, 14, 10, 4),
                up,
                bias(up));
        put(
                "transposed valid",
                new Op.TransposeConv(Window.of(Padding.NONE, 2), Clamp.NONE),
                Shape.of(1, 15, 11, 4),
                up,
                bias(up));
        Window two = Window.of(Padding.NONE, 2);
        same("average pool", new Op.Pool(Op.PoolKind.AVERAGE, 2, 2, two, Clamp.NONE), Shape.of(1, 3, 2, 3));
        same(
                "max pool",
                new Op.Pool(Op.PoolKind.MAX, 3, 3, Window.of(new Padding(1, 1, 1, 1), 1), Clamp.NONE),
                PICTURE);
        same(
                "max pool padded",
                new Op.Pool(Op.PoolKind.MAX, 3, 3, Window.of(new Padding(2, 0, 0, 1), 1), Clamp.NONE),
                Shape.of(1, 7, 4, 3));
    }

    private void elements() {
        Tensor matrix = weights(Shape.of(4, 105), 0, 1);
        put("fully connected", new Op.FullyConnected(Clamp.RELU), Shape.of(1, 4), matrix, bias(matrix));
        Tensor last = weights(Shape.of(4, 3), 0, 1);
        put("fully connected, rows", new Op.FullyConnected(Clamp.NONE), Shape.of(1, 7, 5, 4), last, bias(last));
        Tensor row = Tensor.constant("row", Shape.of(1, 1, 1, 3), Scaling.of(0.03f, 5), bytes(3));
        for (Op.BinaryKind kind : Op.BinaryKind.values()) {
            put(kind.name(), new Op.Binary(kind, Clamp.NONE), PICTURE, row);
        }
        for (Op.UnaryKind kind : Op.UnaryKind.values()) {
            unary(kind);
        }
        put(
                "prelu",
                new Op.Prelu(),
                PICTURE,
                Tensor.constant("alpha", Shape.of(1, 1, 3), Scaling.of(0.01f, 0), bytes(3)));
        one("softmax", new Op.Softmax(1), PICTURE, Tensor.int8("y", PICTURE, 1f / 256, -128));
        one("mean", new Op.Mean(List.of(1, 2)), PICTURE, output(Shape.of(1, 3)));
        one("mean, kept", new Op.Mean(List.of(1, 2)), PICTURE, output(Shape.of(1, 1, 1, 3)));
        one(
                "arg max",
                new Op.ArgMax(3),
                PICTURE,
                Tensor.activation("y", DataType.INT32, Shape.of(1, 7, 5), Optional.empty()));
        one(
                "quantize",
                new Op.Quantize(),
                PICTURE,
                Tensor.activation("y", DataType.UINT8, PICTURE, Optional.of(Scaling.of(0.2f, 120))));
        one(
                "dequantize",
                new Op.Dequantize(),
                PICTURE,
                Tensor.activation("y", DataType.FLOAT32, PICTURE, Optional.empty()));
        svdf();
        lstm();
    }

    private void layouts() {
        same("reshape", new Op.Reshape(), Shape.of(15, 7));
        same("transpose", new Op.Transpose(List.of(0, 3, 1, 2)), Shape.of(1, 3, 7, 5));
        same("pad", new Op.Pad(List.of(0, 1, 0, 0), List.of(0, 0, 2, 0), IN_ZERO), Shape.of(1, 8, 7, 3));
        same("pad with a value", new Op.Pad(List.of(0, 1, 0, 0), List.of(0, 0, 2, 0), -100), Shape.of(1, 8, 7, 3));
        same("strided slice", new Op.StridedSlice(List.of(0, 1, 4, 0), List.of(1, 2, -1, 1)), Shape.of(1, 3, 5, 3));
        same("resize", new Op.ResizeNearest(false, true), Shape.of(1, 13, 11, 3));
        Tensor other = Tensor.constant("part", Shape.of(1, 7, 5, 2), Scaling.of(0.07f, 3), bytes(70));
        put("concat", new Op.Concat(3), Shape.of(1, 7, 5, 5), other);
        split("split", 1, 1, 1);
        split("split by sizes", 1, 2);
    }

    private void split(String name, int... sizes) {
        List<Tensor> tensors = new ArrayList<>(List.of(input(PICTURE)));
        List<Integer> outputs = new ArrayList<>();
        for (int size : sizes) {
            outputs.add(tensors.size());
            tensors.add(Tensor.int8("y" + size + "_" + outputs.size(), Shape.of(1, 7, 5, size), IN, IN_ZERO));
        }
        Node node = new Node(new Op.Split(3), List.of(0), outputs);
        graphs.put(name, new Graph(name, tensors, List.of(node), List.of(0), outputs, List.of()));
    }

    private void svdf() {
        Tensor features = weights(Shape.of(8, 6), 0, 1);
        ByteBuffer shorts = ByteBuffer.allocate(8 * 5 * Short.BYTES);
        random.nextBytes(shorts.array());
        Tensor time = new Tensor(
                "time", DataType.INT16, Shape.of(8, 5), Optional.of(Scaling.of(2e-5f, 0)), Optional.of(shorts));
        Tensor bias = Tensor.constant("bias", Shape.of(4), Optional.of(Scaling.of(0.001f * 2e-5f, 0)), new int[4]);
        Tensor state = Tensor.activation("state", DataType.INT16, Shape.of(1, 40), Optional.of(Scaling.of(0.001f, 0)));
        List<Tensor> tensors = List.of(input(Shape.of(1, 6)), features, time, bias, state, output(Shape.of(1, 4)));
        Node node = new Node(new Op.Svdf(2, Clamp.RELU), List.of(0, 1, 2, 3, 4), List.of(5));
        graphs.put("svdf", new Graph("svdf", tensors, List.of(node), List.of(0), List.of(5), List.of(4)));
    }

    private void lstm() {
        List<Tensor> tensors = new ArrayList<>(List.of(input(Shape.of(1, 4, 5))));
        IntStream.range(0, 4).forEach(_ -> tensors.add(weights(Shape.of(3, 5), 0, 1)));
        IntStream.range(0, 4).forEach(_ -> tensors.add(weights(Shape.of(3, 3), 0, 1)));
        IntStream.range(0, 4)
                .forEach(_ -> tensors.add(Tensor.constant("bias", Shape.of(3), Optional.empty(), new int[3])));
        Tensor output = output(Shape.of(1, 4, 3));
        tensors.add(Tensor.activation("hidden", DataType.INT8, Shape.of(1, 3), output.scaling()));
        tensors.add(Tensor.activation("cell", DataType.INT16, Shape.of(1, 3), Optional.of(Scaling.of(0x1p-11f, 0))));
        tensors.add(output);
        List<Integer> inputs = IntStream.range(0, 15).boxed().toList();
        Node node = new Node(new Op.Lstm(false, 2.5f), inputs, List.of(15));
        graphs.put("lstm", new Graph("lstm", tensors, List.of(node), List.of(0), List.of(15), List.of(13, 14)));
    }

    private void unary(Op.UnaryKind kind) {
        Tensor output =
                switch (kind) {
                    case LOGISTIC -> Tensor.int8("y", PICTURE, 1f / 256, -128);
                    case TANH -> Tensor.int8("y", PICTURE, 1f / 128, 0);
                    case RELU, RELU_N1_TO_1, RELU6, LEAKY_RELU, HARD_SWISH -> output(PICTURE);
                };
        one(kind.name(), new Op.Unary(kind, kind == Op.UnaryKind.LEAKY_RELU ? 0.1f : 0), PICTURE, output);
    }

    private void put(String name, Op op, Shape output, Tensor... constants) {
        List<Tensor> tensors = new ArrayList<>(List.of(input(PICTURE), output(output)));
        List<Integer> inputs = new ArrayList<>(List.of(0));
        for (Tensor constant : constants) {
            inputs.add(tensors.size());
            tensors.add(constant);
        }
        Node node = new Node(op, inputs, List.of(1));
        graphs.put(name, new Graph(name, tensors, List.of(node), List.of(0), List.of(1), List.of()));
    }

    private void same(String name, Op op, Shape output) {
        one(name, op, PICTURE, Tensor.int8("y", output, IN, IN_ZERO));
    }

    private void one(String name, Op op, Shape input, Tensor output) {
        List<Tensor> tensors = List.of(input(input), output);
        graphs.put(name, new Graph(name, tensors, List.of(new Node(op, 0, 1)), List.of(0), List.of(1), List.of()));
    }

    private static Tensor input(Shape shape) {
        return Tensor.int8("x", shape, IN, IN_ZERO);
    }

    private static Tensor output(Shape shape) {
        return Tensor.int8("y", shape, OUT, OUT_ZERO);
    }

    private Tensor weights(Shape shape, int axis, int scales) {
        float[] all = new float[scales];
        for (int i = 0; i < scales; i++) {
            all[i] = 0.001f * (1 + random.nextFloat());
        }
        return Tensor.constant("weights", shape, new Scaling(all, 0, scales == 1 ? 0 : axis), bytes(shape.elements()));
    }

    private Tensor bias(Tensor weights) {
        Scaling scaling = weights.requiredScaling();
        int count = scaling.isPerChannel()
                ? scaling.scales().length
                : weights.shape().dim(0);
        float[] scales = new float[scaling.scales().length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = IN * scaling.scale(i);
        }
        int[] values = random.ints(count, -4000, 4000).toArray();
        return Tensor.constant("bias", Shape.of(count), Optional.of(new Scaling(scales, 0, 0)), values);
    }

    private byte[] bytes(int count) {
        byte[] all = new byte[count];
        random.nextBytes(all);
        for (int i = 0; i < count; i++) {
            all[i] = (byte) Math.max(all[i], -127);
        }
        return all;
    }
}
