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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Graphs of one operator with random shapes, scales, zero points and constants. */
final class SampleNode {
    /** What is drawn. */
    enum Kind {
        CONV_2D,
        DEPTHWISE_CONV_2D,
        FULLY_CONNECTED,
        FULLY_CONNECTED_PER_CHANNEL,
        TRANSPOSE_CONV,
        AVERAGE_POOL_2D,
        MAX_POOL_2D,
        MEAN,
        ADD,
        SUB,
        MUL,
        LOGISTIC,
        TANH,
        RELU,
        RELU_N1_TO_1,
        RELU6,
        LEAKY_RELU,
        HARD_SWISH,
        PRELU,
        SOFTMAX,
        CONCATENATION,
        RESHAPE,
        TRANSPOSE,
        PAD,
        STRIDED_SLICE,
        SPLIT,
        RESIZE_NEAREST_NEIGHBOR,
        ARG_MAX,
        QUANTIZE,
        DEQUANTIZE,
        SVDF,
        UNIDIRECTIONAL_SEQUENCE_LSTM
    }

    private final RandomGenerator random;
    private final List<Tensor> tensors = new ArrayList<>();

    private SampleNode(RandomGenerator random) {
        this.random = random;
    }

    static Graph of(Kind kind, RandomGenerator random) {
        return new SampleNode(random).graph(kind);
    }

    private Graph graph(Kind kind) {
        return switch (kind) {
            case CONV_2D -> convolution();
            case DEPTHWISE_CONV_2D -> depthwise();
            case FULLY_CONNECTED -> fullyConnected(false);
            case FULLY_CONNECTED_PER_CHANNEL -> fullyConnected(true);
            case TRANSPOSE_CONV -> transposeConv();
            case AVERAGE_POOL_2D -> pool(Op.PoolKind.AVERAGE);
            case MAX_POOL_2D -> pool(Op.PoolKind.MAX);
            case MEAN -> mean();
            case ADD -> binary(Op.BinaryKind.ADD);
            case SUB -> binary(Op.BinaryKind.SUB);
            case MUL -> binary(Op.BinaryKind.MUL);
            case LOGISTIC -> unary(Op.UnaryKind.LOGISTIC, scaling(0.01, 0.2), Scaling.of(1f / 256, -128));
            case TANH -> unary(Op.UnaryKind.TANH, scaling(0.01, 0.1), Scaling.of(1f / 128, 0));
            case RELU -> unary(Op.UnaryKind.RELU);
            case RELU_N1_TO_1 -> unary(Op.UnaryKind.RELU_N1_TO_1);
            case RELU6 -> unary(Op.UnaryKind.RELU6);
            case LEAKY_RELU -> unary(Op.UnaryKind.LEAKY_RELU);
            case HARD_SWISH -> unary(Op.UnaryKind.HARD_SWISH);
            case PRELU -> prelu();
            case SOFTMAX -> softmax();
            case CONCATENATION -> concat();
            case RESHAPE -> reshape();
            case TRANSPOSE -> transpose();
            case PAD -> pad();
            case STRIDED_SLICE -> stridedSlice();
            case SPLIT -> split();
            case RESIZE_NEAREST_NEIGHBOR -> resize();
            case ARG_MAX -> argMax();
            case QUANTIZE -> quantize();
            case DEQUANTIZE -> dequantize();
            case SVDF -> svdf();
            case UNIDIRECTIONAL_SEQUENCE_LSTM -> lstm();
        };
    }

    private Graph convolution() {
        Shape input = picture();
        int filters = below(9);
        int filterY = below(5);
        int filterX = below(5);
        Window window = window(input, filterY, filterX, true);
        Shape output = Shape.of(
                1, slid(input.height(), filterY, window, true), slid(input.width(), filterX, window, false), filters);
        Scaling x = scaling();
        int depth = filterY * filterX * input.channels();
        Scaling w = weightScaling(filters, 0, random.nextBoolean());
        int in = add(activation("x", input, x));
        int weights = add(weights(Shape.of(filters, filterY, filterX, input.channels()), w));
        int bias = add(bias(filters, x, w));
        int out = add(activation("y", output, sumScaling(x, depth)));
        return graph(new Op.Conv2d(window, clamp()), List.of(in, weights, bias), List.of(in), out);
    }

    private Graph depthwise() {
        Shape input = picture();
        int multiplier = random.nextInt(4) == 0 ? below(4) : 1;
        int filters = input.channels() * multiplier;
        int filterY = below(5);
        int filterX = below(5);
        Window window = window(input, filterY, filterX, true);
        if (window.strideX() != window.strideY()) {
            window = new Window(window.padding(), 1, 1, window.dilationY(), window.dilationX());
            Padding padding = window.padding().isNone() ? Padding.NONE : same(input, filterY, filterX, window);
            window = new Window(padding, 1, 1, window.dilationY(), window.dilationX());
        }
        Shape output = Shape.of(
                1, slid(input.height(), filterY, window, true), slid(input.width(), filterX, window, false), filters);
        Scaling x = scaling();
        Scaling w = weightScaling(filters, 3, random.nextBoolean());
        int in = add(activation("x", input, x));
        int weights = add(weights(Shape.of(1, filterY, filterX, filters), w));
        int bias = add(bias(filters, x, w));
        int out = add(activation("y", output, sumScaling(x, filterY * filterX)));
        return graph(new Op.DepthwiseConv2d(window, multiplier, clamp()), List.of(in, weights, bias), List.of(in), out);
    }

    private Graph fullyConnected(boolean perChannel) {
        int inputs = below(40);
        int units = below(20);
        int rows = below(3);
        Scaling x = scaling();
        Scaling w = weightScaling(units, 0, perChannel);
        int in = add(activation("x", Shape.of(rows, inputs), x));
        int weights = add(weights(Shape.of(units, inputs), w));
        int bias = random.nextInt(4) == 0 ? Node.ABSENT : add(bias(units, x, w));
        int out = add(activation("y", Shape.of(rows, units), sumScaling(x, inputs)));
        return graph(new Op.FullyConnected(clamp()), List.of(in, weights, bias), List.of(in), out);
    }

    private Graph transposeConv() {
        Shape input = Shape.of(1, below(5), below(5), below(4));
        int filters = below(5);
        int filterY = 1 + below(3);
        int filterX = 1 + below(3);
        int strideY = below(2);
        int strideX = below(2);
        boolean same = random.nextBoolean();
        Shape output = same
                ? Shape.of(1, input.height() * strideY, input.width() * strideX, filters)
                : Shape.of(
                        1, (input.height() - 1) * strideY + filterY, (input.width() - 1) * strideX + filterX, filters);
        Window window = new Window(Padding.NONE, strideY, strideX, 1, 1);
        if (same) {
            window = new Window(same(output, filterY, filterX, window), strideY, strideX, 1, 1);
        }
        Scaling x = scaling();
        Scaling w = weightScaling(filters, 0, random.nextBoolean());
        int in = add(activation("x", input, x));
        int weights = add(weights(Shape.of(filters, filterY, filterX, input.channels()), w));
        int bias = add(bias(filters, x, w));
        int out = add(activation("y", output, sumScaling(x, filterY * filterX * input.channels())));
        return graph(new Op.TransposeConv(window, Clamp.NONE), List.of(in, weights, bias), List.of(in), out);
    }

    private Graph pool(Op.PoolKind kind) {
        Shape input = picture();
        int filterY = below(Math.min(4, input.height()));
        int filterX = below(Math.min(4, input.width()));
        Window window = window(input, filterY, filterX, false);
        Shape output = Shape.of(
                1,
                slid(input.height(), filterY, window, true),
                slid(input.width(), filterX, window, false),
                input.channels());
        Scaling scaling = scaling();
        return simple(new Op.Pool(kind, filterY, filterX, window, clamp()), input, scaling, output, scaling);
    }

    private Graph mean() {
        Shape input = picture();
        List<Integer> axes = List.of(List.of(1, 2), List.of(1), List.of(3), List.of(1, 2, 3), List.of(2))
                .get(random.nextInt(5));
        boolean keep = random.nextBoolean();
        Shape output = Shape.of(IntStream.range(0, 4)
                .filter(i -> keep || !axes.contains(i))
                .map(i -> axes.contains(i) ? 1 : input.dim(i))
                .toArray());
        Scaling x = scaling();
        Scaling y = random.nextBoolean() ? x : Scaling.of(x.scale() * random.nextFloat(0.2f, 2), q());
        return simple(new Op.Mean(axes), input, x, output, y);
    }

    private Graph binary(Op.BinaryKind kind) {
        Shape first = picture();
        Shape second =
                switch (random.nextInt(4)) {
                    case 0 -> Shape.of(1, 1, 1, first.channels());
                    case 1 -> Shape.of(1, 1, 1, 1);
                    default -> first;
                };
        Scaling a = scaling(0.01, 0.1);
        Scaling b = scaling(0.01, 0.1);
        float scale = kind == Op.BinaryKind.MUL
                ? a.scale() * b.scale() * random.nextFloat(20, 100)
                : Math.max(a.scale(), b.scale()) * random.nextFloat(0.7f, 2);
        int left = add(activation("a", first, a));
        int right = random.nextInt(3) == 0 ? add(weights(second, b)) : add(activation("b", second, b));
        int out = add(activation("y", first, Scaling.of(scale, zeroPoint())));
        List<Integer> given = tensors.get(right).isConstant() ? List.of(left) : List.of(left, right);
        return graph(new Op.Binary(kind, clamp()), List.of(left, right), given, out);
    }

    private Graph unary(Op.UnaryKind kind) {
        Scaling input = scaling(0.01, 0.1);
        // XNNPACK and hard swish take ratios of scales from 2^-8 to 2^7.
        return unary(kind, input, Scaling.of(input.scale() * random.nextFloat(0.3f, 2), zeroPoint()));
    }

    private Graph unary(Op.UnaryKind kind, Scaling input, Scaling output) {
        float alpha = kind == Op.UnaryKind.LEAKY_RELU ? random.nextFloat(0.01f, 0.9f) : 0;
        return simple(new Op.Unary(kind, alpha), Shape.of(1, 256), input, Shape.of(1, 256), output);
    }

    private Graph prelu() {
        Shape input = picture();
        Scaling x = scaling(0.01, 0.1);
        int in = add(activation("x", input, x));
        int alpha = add(weights(Shape.of(1, 1, input.channels()), Scaling.of(random.nextFloat(0.001f, 0.01f), q())));
        int out = add(activation("y", input, Scaling.of(x.scale() * random.nextFloat(0.5f, 2), zeroPoint())));
        return graph(new Op.Prelu(), List.of(in, alpha), List.of(in), out);
    }

    private Graph softmax() {
        Shape shape = Shape.of(below(3), below(30));
        return simple(
                new Op.Softmax(random.nextBoolean() ? 1 : random.nextFloat(0.1f, 3)),
                shape,
                scaling(0.01, 1),
                shape,
                Scaling.of(1f / 256, -128));
    }

    private Graph concat() {
        Scaling scaling = scaling();
        int axis = random.nextInt(1, 4);
        int[] dims = {1, below(5), below(5), below(5)};
        List<Integer> inputs = new ArrayList<>();
        int sum = 0;
        for (int i = 0; i < below(4) + 1; i++) {
            dims[axis] = below(4);
            sum += dims[axis];
            inputs.add(add(activation("x" + i, Shape.of(dims), scaling)));
        }
        dims[axis] = sum;
        int out = add(activation("y", Shape.of(dims), scaling));
        return graph(new Op.Concat(axis), inputs, inputs, out);
    }

    private Graph reshape() {
        Scaling scaling = scaling();
        Shape input = picture();
        return simple(new Op.Reshape(), input, scaling, Shape.of(1, input.elements()), scaling);
    }

    private Graph transpose() {
        Scaling scaling = scaling();
        Shape input = Shape.of(below(3), below(4), below(5), below(5));
        List<Integer> permutation = new ArrayList<>(List.of(0, 1, 2, 3));
        for (int i = 3; i > 0; i--) {
            permutation.set(i, permutation.set(random.nextInt(i + 1), permutation.get(i)));
        }
        Shape output = Shape.of(permutation.stream().mapToInt(input::dim).toArray());
        return simple(new Op.Transpose(permutation), input, scaling, output, scaling);
    }

    private Graph pad() {
        Scaling scaling = scaling();
        Shape input = picture();
        List<Integer> before = List.of(0, random.nextInt(3), random.nextInt(3), random.nextInt(2));
        List<Integer> after = List.of(0, random.nextInt(3), random.nextInt(3), random.nextInt(2));
        Shape output = Shape.of(IntStream.range(0, 4)
                .map(i -> before.get(i) + input.dim(i) + after.get(i))
                .toArray());
        return simple(new Op.Pad(before, after, scaling.zeroPoint()), input, scaling, output, scaling);
    }

    private Graph stridedSlice() {
        Scaling scaling = scaling();
        Shape input = picture();
        List<Integer> begin = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        int[] dims = new int[4];
        for (int i = 0; i < 4; i++) {
            int stride = random.nextInt(3) == 0 ? -below(2) : below(3);
            int at = random.nextInt(input.dim(i));
            int room = stride > 0 ? (input.dim(i) - 1 - at) / stride : at / -stride;
            dims[i] = random.nextInt(room + 1) + 1;
            begin.add(at);
            strides.add(stride);
        }
        return simple(new Op.StridedSlice(begin, strides), input, scaling, Shape.of(dims), scaling);
    }

    private Graph split() {
        Scaling scaling = scaling();
        int parts = below(4);
        int axis = random.nextInt(1, 4);
        int[] dims = {1, below(4), below(4), below(4)};
        Shape part = Shape.of(dims);
        dims[axis] *= parts;
        int in = add(activation("x", Shape.of(dims), scaling));
        List<Integer> outputs = IntStream.range(0, parts)
                .map(i -> add(activation("y" + i, part, scaling)))
                .boxed()
                .toList();
        return new Graph(
                "split",
                tensors,
                List.of(new Node(new Op.Split(axis), List.of(in), outputs)),
                List.of(in),
                outputs,
                List.of());
    }

    private Graph resize() {
        Scaling scaling = scaling();
        Shape input = picture();
        Shape output = Shape.of(1, below(15), below(15), input.channels());
        int corners = random.nextInt(3);
        return simple(new Op.ResizeNearest(corners == 1, corners == 2), input, scaling, output, scaling);
    }

    private Graph argMax() {
        Shape input = picture();
        int axis = random.nextInt(1, 4);
        int in = add(activation("x", input, scaling()));
        Shape output = Shape.of(
                IntStream.range(0, 4).filter(i -> i != axis).map(input::dim).toArray());
        int out = add(Tensor.activation("y", DataType.INT32, output, Optional.empty()));
        return graph(new Op.ArgMax(axis), List.of(in), List.of(in), out);
    }

    private Graph quantize() {
        DataType[] types = {DataType.FLOAT32, DataType.INT8, DataType.UINT8};
        DataType from = types[random.nextInt(3)];
        DataType to = types[random.nextInt(1, 3)];
        Scaling x = scaling(from);
        int in = add(Tensor.activation(
                "x", from, Shape.of(1, 300), from == DataType.FLOAT32 ? Optional.empty() : Optional.of(x)));
        float ratio = random.nextInt(3) == 0 ? 1 : random.nextFloat(0.3f, 3);
        Scaling y = Scaling.of(x.scale() * ratio, scaling(to).zeroPoint());
        int out = add(Tensor.activation("y", to, Shape.of(1, 300), Optional.of(y)));
        return graph(new Op.Quantize(), List.of(in), List.of(in), out);
    }

    private Graph dequantize() {
        DataType from = random.nextBoolean() ? DataType.INT8 : DataType.UINT8;
        int in = add(Tensor.activation("x", from, Shape.of(1, 300), Optional.of(scaling(from))));
        int out = add(Tensor.activation("y", DataType.FLOAT32, Shape.of(1, 300), Optional.empty()));
        return graph(new Op.Dequantize(), List.of(in), List.of(in), out);
    }

    private Graph svdf() {
        int features = below(20);
        int units = below(6);
        int rank = below(3);
        int memory = 1 + below(6);
        int filters = units * rank;
        Scaling x = scaling(0.01, 0.1);
        float w = random.nextFloat(0.005f, 0.02f);
        float state = x.scale() * w * (float) Math.sqrt(features) * random.nextFloat(0.3f, 1);
        float time = random.nextFloat(1e-5f, 1e-4f);
        int in = add(activation("x", Shape.of(1, features), x));
        int weights = add(weights(Shape.of(filters, features), Scaling.of(w, 0)));
        int times = add(int16("time", Shape.of(filters, memory), time));
        Scaling sums = Scaling.of(state * time, 0);
        int bias = add(Tensor.constant("bias", Shape.of(units), Optional.of(sums), ints(units, 1 << 24)));
        int states = add(Tensor.activation(
                "state", DataType.INT16, Shape.of(1, filters * memory), Optional.of(Scaling.of(state, 0))));
        float output = state * time * 18000 * 5500 * (float) Math.sqrt(memory * rank) / random.nextFloat(20, 80);
        int out = add(activation("y", Shape.of(1, units), Scaling.of(output, -128)));
        Node node = new Node(new Op.Svdf(rank, Clamp.RELU), List.of(in, weights, times, bias, states), List.of(out));
        return new Graph("svdf", tensors, List.of(node), List.of(in), List.of(out), List.of(states));
    }

    /** Weights that let the gates swing over most of their range, and recurrent ones below the size that makes chaos. */
    private Graph lstm() {
        int steps = below(8);
        int features = below(12);
        int units = below(10);
        boolean timeMajor = random.nextBoolean();
        Scaling x = scaling(0.01, 0.1);
        Scaling hidden = Scaling.of(random.nextFloat(0.004f, 1f / 128), zeroPoint());
        List<Integer> inputs = new ArrayList<>();
        inputs.add(add(activation("x", sequence(timeMajor, steps, features), x)));
        Scaling w = Scaling.of((float) (random.nextDouble(0.2, 2) / (x.scale() * 5500 * Math.sqrt(features))), 0);
        Scaling recurrent = Scaling.of((float) (random.nextDouble(0.2, 1) / (73 * Math.sqrt(units))), 0);
        IntStream.range(0, 4).forEach(_ -> inputs.add(add(weights(Shape.of(units, features), w))));
        IntStream.range(0, 4).forEach(_ -> inputs.add(add(weights(Shape.of(units, units), recurrent))));
        IntStream.range(0, 4).forEach(_ -> inputs.add(add(bias(units, x, w))));
        List<Integer> states = List.of(
                add(activation("hidden", Shape.of(1, units), hidden)),
                add(Tensor.activation(
                        "cell",
                        DataType.INT16,
                        Shape.of(1, units),
                        Optional.of(Scaling.of(Math.scalb(1f, -random.nextInt(9, 15)), 0)))));
        inputs.addAll(states);
        int out = add(activation("y", sequence(timeMajor, steps, units), hidden));
        Op op = new Op.Lstm(timeMajor, random.nextBoolean() ? 0 : random.nextFloat(0.5f, 4));
        Node node = new Node(op, inputs, List.of(out));
        return new Graph("lstm", tensors, List.of(node), List.of(inputs.getFirst()), List.of(out), states);
    }

    private static Shape sequence(boolean timeMajor, int steps, int channels) {
        return timeMajor ? Shape.of(steps, 1, channels) : Shape.of(1, steps, channels);
    }

    private Tensor int16(String name, Shape shape, float scale) {
        byte[] values = new byte[shape.elements() * 2];
        random.nextBytes(values);
        return new Tensor(
                name,
                DataType.INT16,
                shape,
                Optional.of(Scaling.of(scale, 0)),
                Optional.of(java.nio.ByteBuffer.wrap(values)));
    }

    private Graph simple(Op op, Shape input, Scaling x, Shape output, Scaling y) {
        int in = add(activation("x", input, x));
        int out = add(activation("y", output, y));
        return graph(op, List.of(in), List.of(in), out);
    }

    private Graph graph(Op op, List<Integer> inputs, List<Integer> given, int out) {
        Node node = new Node(op, inputs, List.of(out));
        return new Graph(op.getClass().getSimpleName(), tensors, List.of(node), given, List.of(out), List.of());
    }

    private int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private static Tensor activation(String name, Shape shape, Scaling scaling) {
        return Tensor.activation(name, DataType.INT8, shape, Optional.of(scaling));
    }

    private Tensor weights(Shape shape, Scaling scaling) {
        byte[] values = new byte[shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) random.nextInt(-127, 128);
        }
        return Tensor.constant("w", shape, scaling, values);
    }

    private Tensor bias(int channels, Scaling x, Scaling w) {
        float[] scales = new float[w.scales().length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = x.scale() * w.scale(i);
        }
        return Tensor.constant(
                "bias", Shape.of(channels), Optional.of(new Scaling(scales, 0, 0)), ints(channels, 10_000));
    }

    private int[] ints(int n, int limit) {
        return random.ints(n, -limit, limit).toArray();
    }

    private Scaling weightScaling(int channels, int axis, boolean perChannel) {
        float[] scales = new float[perChannel ? channels : 1];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = random.nextFloat(0.002f, 0.004f);
        }
        return new Scaling(scales, 0, axis);
    }

    /** A scale that spreads sums of {@code depth} products over the steps of the output. */
    private Scaling sumScaling(Scaling x, int depth) {
        double spread = x.scale() * 0.003 * 5500 * Math.sqrt(depth);
        return Scaling.of((float) (spread / random.nextDouble(20, 100)), zeroPoint());
    }

    private Scaling scaling() {
        return scaling(0.005, 0.1);
    }

    private Scaling scaling(double from, double to) {
        return Scaling.of((float) random.nextDouble(from, to), zeroPoint());
    }

    private Scaling scaling(DataType type) {
        return Scaling.of(random.nextFloat(0.005f, 0.1f), type == DataType.UINT8 ? zeroPoint() + 128 : zeroPoint());
    }

    /** One in three is at an end. */
    private int zeroPoint() {
        return switch (random.nextInt(6)) {
            case 0 -> -128;
            case 1 -> 127;
            default -> q();
        };
    }

    private int q() {
        return random.nextInt(-128, 128);
    }

    private Clamp clamp() {
        return List.of(Clamp.NONE, Clamp.RELU, Clamp.RELU6, Clamp.RELU_N1_TO_1).get(random.nextInt(4));
    }

    private Shape picture() {
        return Shape.of(1, below(9), below(9), below(6));
    }

    /** 1 to {@code most}. */
    private int below(int most) {
        return random.nextInt(most) + 1;
    }

    /** Strides and dilations, SAME or VALID, such that there is an output. */
    private Window window(Shape input, int filterY, int filterX, boolean dilated) {
        int dilationY = dilated && random.nextInt(4) == 0 ? 2 : 1;
        int dilationX = dilated && random.nextInt(4) == 0 ? 2 : 1;
        int strideY = dilationY * dilationX > 1 ? 1 : below(3);
        int strideX = dilationY * dilationX > 1 ? 1 : below(3);
        Window window = new Window(Padding.NONE, strideY, strideX, dilationY, dilationX);
        boolean fits = (filterY - 1) * dilationY < input.height() && (filterX - 1) * dilationX < input.width();
        return fits && random.nextBoolean()
                ? window
                : new Window(same(input, filterY, filterX, window), strideY, strideX, dilationY, dilationX);
    }

    private static Padding same(Shape input, int filterY, int filterX, Window window) {
        int rows = Padding.same(input.height(), filterY, window.strideY(), window.dilationY());
        int columns = Padding.same(input.width(), filterX, window.strideX(), window.dilationX());
        return new Padding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    }

    private static int slid(int input, int filter, Window window, boolean rows) {
        Padding padding = window.padding();
        int all = input + (rows ? padding.top() + padding.bottom() : padding.left() + padding.right());
        int reach = (filter - 1) * (rows ? window.dilationY() : window.dilationX()) + 1;
        return (all - reach) / (rows ? window.strideY() : window.strideX()) + 1;
    }

    /** Inputs for a graph: random bytes, and floats near what its output can hold. */
    static List<byte[]> inputs(Graph graph, RandomGenerator random) {
        return graph.inputs().stream()
                .map(graph::tensor)
                .flatMap(tensor -> Stream.of(input(graph, tensor, random)))
                .toList();
    }

    private static byte[] input(Graph graph, Tensor tensor, RandomGenerator random) {
        byte[] bytes = new byte[tensor.bytes()];
        random.nextBytes(bytes);
        if (tensor.type() == DataType.FLOAT32) {
            java.nio.FloatBuffer floats = java.nio.ByteBuffer.wrap(bytes)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            float scale = graph.out(graph.nodes().getFirst()).scale();
            for (int i = 0; i < floats.capacity(); i++) {
                floats.put(i, scale * random.nextInt(-400, 400) / 2);
            }
        }
        return bytes;
    }
}
