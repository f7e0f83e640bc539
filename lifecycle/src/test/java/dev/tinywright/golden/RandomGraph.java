package dev.tinywright.golden;

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
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Small networks of random operators, shapes, strides, paddings, scales and zero points, for a seed. Several are put into
 * one graph side by side, so that one image proves them all; the names of outputs say which network they are of.
 */
final class RandomGraph {
    private static final int MOST_ELEMENTS = 3000;

    private static final List<Clamp> CLAMPS = List.of(Clamp.values());

    private final SplittableRandom random;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();
    private final List<Integer> states = new ArrayList<>();
    private List<Integer> values = new ArrayList<>();
    private String prefix = "";
    /** Whether what is made now is int16. */
    private boolean words;

    private RandomGraph(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Returns networks number {@code from} to {@code from + count − 1} of a seed. */
    static Graph of(long seed, int from, int count) {
        RandomGraph all = new RandomGraph(seed * 1_000_003 + from);
        List<Integer> outputs = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            all.prefix = "net" + i + "/";
            outputs.addAll(all.network(i));
        }
        return new Graph("random" + from, all.tensors, all.nodes, all.inputs, outputs, all.states);
    }

    /** Returns a layer of long short-term memory by itself. */
    static Graph lstm(long seed) {
        RandomGraph one = new RandomGraph(seed);
        one.values.add(one.given(Tensor.int8("input", Shape.of(1, 5, 3, 4), 0.05f, -3)));
        one.lstm();
        return new Graph("lstm", one.tensors, one.nodes, one.inputs, one.unread(0), one.states);
    }

    /** Every operator has its turn as the first of a network; the last, LSTM, seldom is a later one. */
    private List<Integer> network(int number) {
        values = new ArrayList<>();
        int firstNode = nodes.size();
        input();
        List<BooleanSupplier> all = operators();
        tryUntilDone(all, number % all.size());
        for (int i = random.nextInt(4); i > 0; i--) {
            tryUntilDone(all, random.nextInt(all.size() - 1));
        }
        return unread(firstNode);
    }

    /** What an operator cannot do with the values that there are, the next may. */
    private static void tryUntilDone(List<BooleanSupplier> operators, int from) {
        for (int i = 0; !operators.get((from + i) % operators.size()).getAsBoolean(); i++) {}
    }

    private List<BooleanSupplier> operators() {
        return List.of(
                this::conv,
                this::pointwise,
                this::depthwise,
                this::fullyConnected,
                () -> pool(Op.PoolKind.AVERAGE),
                () -> pool(Op.PoolKind.MAX),
                this::mean,
                () -> binary(Op.BinaryKind.ADD),
                () -> binary(Op.BinaryKind.SUB),
                () -> binary(Op.BinaryKind.MUL),
                this::concat,
                this::reshape,
                this::transpose,
                this::pad,
                this::slice,
                this::split,
                this::softmax,
                () -> unary(Op.UnaryKind.LOGISTIC),
                () -> unary(Op.UnaryKind.TANH),
                () -> unary(Op.UnaryKind.RELU),
                () -> unary(Op.UnaryKind.RELU6),
                () -> unary(Op.UnaryKind.LEAKY_RELU),
                () -> unary(Op.UnaryKind.HARD_SWISH),
                this::prelu,
                this::resize,
                this::transposeConv,
                this::argMax,
                this::quantize,
                this::dequantize,
                this::svdf,
                this::trees,
                this::treesOfWords,
                this::centreDistance,
                this::whitenedDistance,
                this::squaredDifference,
                () -> onWords(this::conv),
                () -> onWords(this::pointwise),
                () -> onWords(this::depthwise),
                () -> onWords(this::fullyConnected),
                () -> onWords(() -> pool(Op.PoolKind.AVERAGE)),
                () -> onWords(() -> pool(Op.PoolKind.MAX)),
                () -> onWords(this::mean),
                () -> onWords(() -> binary(Op.BinaryKind.ADD)),
                () -> onWords(() -> binary(Op.BinaryKind.SUB)),
                this::lstm);
    }

    // ---- int16 ----------------------------------------------------------------------------------------------------

    /** An operator on int16, mostly one more behind it, and what brings the result back. */
    private boolean onWords(BooleanSupplier operator) {
        List<Integer> bytes = values;
        int x = value();
        values = new ArrayList<>();
        words = true;
        toWords(x);
        boolean done = operator.getAsBoolean();
        if (done && random.nextInt(3) > 0) {
            tryUntilDone(moreOnWords(), random.nextInt(moreOnWords().size()));
        }
        Tensor last = tensors.get(values.getLast());
        int from = values.getLast();
        words = false;
        values = bytes;
        switch (random.nextInt(5)) {
            case 0 -> {} // an output of int16
            case 1 -> node(new Op.Dequantize(), from, outside(DataType.FLOAT32, last.shape(), Optional.empty()));
            case 2 ->
                node(
                        new Op.Quantize(),
                        from,
                        outside(
                                DataType.UINT8,
                                last.shape(),
                                Optional.of(Scaling.of(last.scale() * 150, random.nextInt(256)))));
            default -> node(new Op.Quantize(), from, int8(last.shape(), last.scale() * 150, zero()));
        }
        return done;
    }

    private void toWords(int x) {
        Tensor bytes = tensors.get(x);
        boolean exact = random.nextBoolean();
        float scale = exact ? bytes.scale() / 128 : bytes.scale() * (float) random.nextDouble(0.002, 0.02);
        int from = random.nextInt(4) == 0 ? given(outside(DataType.FLOAT32, bytes.shape(), Optional.empty())) : x;
        node(new Op.Quantize(), from, int8(bytes.shape(), from == x ? scale : 0x1p-14f, 0));
        if (random.nextInt(4) == 0) {
            node(new Op.Quantize(), values.getLast(), int8(bytes.shape(), scale * 1.1f, 0));
        }
    }

    private Tensor outside(DataType type, Shape shape, Optional<Scaling> scaling) {
        return Tensor.activation(prefix + "outside" + tensors.size(), type, shape, scaling);
    }

    private List<BooleanSupplier> moreOnWords() {
        return List.of(
                this::reshape,
                this::transpose,
                this::pad,
                this::slice,
                this::split,
                this::concat,
                this::resize,
                this::conv,
                this::fullyConnected,
                this::mean);
    }

    // ---- Values ---------------------------------------------------------------------------------------------------

    private void input() {
        Shape shape = Shape.of(1, 1 + random.nextInt(9), 1 + random.nextInt(9), channels());
        int kind = random.nextInt(10);
        if (kind > 1) {
            values.add(given(Tensor.int8(prefix + "input", shape, scale(), zero())));
            return;
        }
        Tensor outside = kind == 0
                ? Tensor.activation(prefix + "input", DataType.FLOAT32, shape, Optional.empty())
                : Tensor.activation(
                        prefix + "input", DataType.UINT8, shape, Optional.of(Scaling.of(scale(), random.nextInt(256))));
        node(new Op.Quantize(), List.of(given(outside)), int8(shape, scale(), zero()));
    }

    private int given(Tensor tensor) {
        int index = add(tensor);
        inputs.add(index);
        return index;
    }

    private int channels() {
        return random.nextInt(4) == 0 ? 1 + random.nextInt(40) : 1 + random.nextInt(9);
    }

    private float scale() {
        return (float) Math.exp(random.nextDouble(-6, 1));
    }

    /** At both ends more often than in between. */
    private int zero() {
        return switch (random.nextInt(4)) {
            case 0 -> -128;
            case 1 -> 127;
            default -> random.nextInt(256) - 128;
        };
    }

    private Clamp clamp() {
        return CLAMPS.get(random.nextInt(CLAMPS.size()));
    }

    private int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private Tensor int8(Shape shape, float scale, int zero) {
        return words
                ? Tensor.int16(prefix + "t" + tensors.size(), shape, scale)
                : Tensor.int8(prefix + "t" + tensors.size(), shape, scale, zero);
    }

    private Tensor like(Tensor tensor, Shape shape) {
        return int8(shape, tensor.scale(), tensor.zeroPoint());
    }

    private boolean node(Op op, List<Integer> from, Tensor output) {
        int index = add(output);
        nodes.add(new Node(op, from, List.of(index)));
        if (output.type() == (words ? DataType.INT16 : DataType.INT8)) {
            values.add(index);
        }
        return true;
    }

    private boolean node(Op op, int from, Tensor output) {
        return node(op, List.of(from), output);
    }

    /** Mostly the last. */
    private int value() {
        return random.nextInt(4) == 0 ? values.get(random.nextInt(values.size())) : values.getLast();
    }

    private Optional<Integer> picture() {
        int value = value();
        return tensors.get(value).shape().rank() == 4 ? Optional.of(value) : Optional.empty();
    }

    private List<Integer> unread(int firstNode) {
        List<Node> own = nodes.subList(firstNode, nodes.size());
        return own.stream()
                .flatMap(node -> node.outputs().stream())
                .filter(output -> own.stream().noneMatch(node -> node.inputs().contains(output)))
                .toList();
    }

    // ---- Operators with weights -----------------------------------------------------------------------------------

    private boolean conv() {
        return conv(1 + random.nextInt(4), 1 + random.nextInt(4));
    }

    private boolean pointwise() {
        return conv(1, 1);
    }

    private boolean conv(int kernelY, int kernelX) {
        return picture()
                .map(x -> {
                    Shape in = tensors.get(x).shape();
                    Window window = window(in, kernelY, kernelX);
                    int filters = channels();
                    Shape weights = Shape.of(filters, kernelY, kernelX, in.channels());
                    return slide(in, window, kernelY, kernelX, filters)
                            .map(out -> weighted(new Op.Conv2d(window, clamp()), x, weights, 0, filters, out))
                            .orElse(false);
                })
                .orElse(false);
    }

    private boolean depthwise() {
        int kernelY = 1 + random.nextInt(4);
        int kernelX = 1 + random.nextInt(4);
        return picture()
                .map(x -> {
                    Shape in = tensors.get(x).shape();
                    Window window = window(in, kernelY, kernelX);
                    int multiplier = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
                    int channels = in.channels() * multiplier;
                    Shape weights = Shape.of(1, kernelY, kernelX, channels);
                    Op op = new Op.DepthwiseConv2d(window, multiplier, clamp());
                    return slide(in, window, kernelY, kernelX, channels)
                            .map(out -> weighted(op, x, weights, 3, channels, out))
                            .orElse(false);
                })
                .orElse(false);
    }

    private boolean fullyConnected() {
        int x = flat(value());
        int inputs = tensors.get(x).elements();
        int units = channels();
        return weighted(new Op.FullyConnected(clamp()), x, Shape.of(units, inputs), 0, units, Shape.of(1, units));
    }

    /** Returns the value as a row. */
    private int flat(int value) {
        Tensor tensor = tensors.get(value);
        Shape row = Shape.of(1, tensor.elements());
        if (tensor.shape().equals(row)) {
            return value;
        }
        node(new Op.Reshape(), value, like(tensor, row));
        return tensors.size() - 1;
    }

    private boolean transposeConv() {
        int kernel = 1 + random.nextInt(3);
        int stride = 1 + random.nextInt(2);
        Optional<Integer> picture = picture();
        if (picture.isEmpty()) {
            return false;
        }
        Shape in = tensors.get(picture.get()).shape();
        boolean same = random.nextBoolean();
        int height = same ? in.height() * stride : (in.height() - 1) * stride + kernel;
        int width = same ? in.width() * stride : (in.width() - 1) * stride + kernel;
        Padding padding = same ? cut(in, height, width, kernel, stride) : Padding.NONE;
        int filters = channels();
        Shape out = Shape.of(1, height, width, filters);
        return out.elements() <= MOST_ELEMENTS
                && weighted(
                        new Op.TransposeConv(Window.of(padding, stride), Clamp.NONE),
                        picture.get(),
                        Shape.of(filters, kernel, kernel, in.channels()),
                        0,
                        filters,
                        out);
    }

    private static Padding cut(Shape in, int height, int width, int kernel, int stride) {
        int rows = Math.max(0, (in.height() - 1) * stride + kernel - height);
        int columns = Math.max(0, (in.width() - 1) * stride + kernel - width);
        return new Padding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    }

    /**
     * An operator with weights: scales are such that most of the output's range is used, and some of it is left. Small weights
     * make factors near one, for which much hangs on how sums are rounded.
     */
    private boolean weighted(Op op, int x, Shape shape, int axis, int channels, Shape out) {
        boolean perChannel = random.nextInt(4) > 0;
        float[] scales = new float[perChannel ? channels : 1];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = scale();
        }
        int most = random.nextBoolean() ? 127 : 1 << random.nextInt(4);
        int sparsity = random.nextInt(3) == 0 ? 3 : 1;
        byte[] weights = new byte[shape.elements()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextInt(sparsity) == 0 ? (byte) (random.nextInt(2 * most + 1) - most) : 0;
        }
        int terms = shape.elements() / channels;
        float sum = tensors.get(x).scale() * scales[0];
        float scale = (float) (sum * 74 * 0.58 * most * Math.sqrt(terms) / 64 * Math.exp(random.nextDouble(-1.5, 1.5)));
        List<Integer> from = new ArrayList<>(List.of(
                x,
                add(Tensor.constant(
                        prefix + "weights" + tensors.size(),
                        shape,
                        new Scaling(scales, 0, perChannel ? axis : 0),
                        weights))));
        if (random.nextInt(5) > 0) {
            Optional<Scaling> products =
                    Optional.of(new Scaling(products(scales, tensors.get(x).scale()), 0, 0));
            int[] bias = random.ints(channels, -160 * most, 160 * most).toArray();
            String name = prefix + "bias" + tensors.size();
            boolean narrow = !words || (terms * 32768L * 128 < 1 << 30 && random.nextBoolean());
            from.add(add(
                    narrow
                            ? Tensor.constant(name, Shape.of(channels), products, bias)
                            : Tensor.constant(name, Shape.of(channels), products, wideBias(bias))));
        }
        return node(op, from, int8(out, scale, zero()));
    }

    private static long[] wideBias(int[] bias) {
        return Arrays.stream(bias).mapToLong(value -> value * 257L).toArray();
    }

    private static float[] products(float[] scales, float factor) {
        float[] products = new float[scales.length];
        for (int i = 0; i < scales.length; i++) {
            products[i] = scales[i] * factor;
        }
        return products;
    }

    private Window window(Shape in, int kernelY, int kernelX) {
        int strideY = 1 + random.nextInt(3);
        int strideX = random.nextBoolean() ? strideY : 1 + random.nextInt(3);
        int dilation = strideY == 1 && strideX == 1 && random.nextInt(4) == 0 ? 2 : 1;
        Padding padding =
                switch (random.nextInt(3)) {
                    case 0 -> Padding.NONE;
                    case 1 -> same(in, kernelY, kernelX, strideY, strideX, dilation);
                    default ->
                        new Padding(
                                random.nextInt(kernelY),
                                random.nextInt(kernelY),
                                random.nextInt(kernelX),
                                random.nextInt(kernelX));
                };
        return new Window(padding, strideY, strideX, dilation, dilation);
    }

    private static Padding same(Shape in, int kernelY, int kernelX, int strideY, int strideX, int dilation) {
        int rows = Padding.same(in.height(), kernelY, strideY, dilation);
        int columns = Padding.same(in.width(), kernelX, strideX, dilation);
        return new Padding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    }

    private static Optional<Shape> slide(Shape in, Window window, int kernelY, int kernelX, int channels) {
        int height =
                in.height() + window.padding().top() + window.padding().bottom() - (kernelY - 1) * window.dilationY();
        int width =
                in.width() + window.padding().left() + window.padding().right() - (kernelX - 1) * window.dilationX();
        if (height < 1 || width < 1) {
            return Optional.empty();
        }
        Shape out = Shape.of(1, (height - 1) / window.strideY() + 1, (width - 1) / window.strideX() + 1, channels);
        return out.elements() <= MOST_ELEMENTS ? Optional.of(out) : Optional.empty();
    }

    // ---- Others ---------------------------------------------------------------------------------------------------

    private boolean pool(Op.PoolKind kind) {
        Optional<Integer> picture = picture();
        if (picture.isEmpty()) {
            return false;
        }
        Tensor x = tensors.get(picture.get());
        int filterY = 1 + random.nextInt(Math.min(4, x.shape().height()));
        int filterX = 1 + random.nextInt(Math.min(4, x.shape().width()));
        int stride = 1 + random.nextInt(3);
        Padding padding = random.nextBoolean() ? Padding.NONE : same(x.shape(), filterY, filterX, stride, stride, 1);
        Window window = Window.of(padding, stride);
        return slide(x.shape(), window, filterY, filterX, x.shape().channels())
                .map(out -> node(new Op.Pool(kind, filterY, filterX, window, clamp()), picture.get(), like(x, out)))
                .orElse(false);
    }

    private boolean mean() {
        return picture()
                .map(x -> {
                    Shape in = tensors.get(x).shape();
                    Shape out = random.nextBoolean() ? Shape.of(1, in.channels()) : Shape.of(1, 1, 1, in.channels());
                    boolean same = random.nextBoolean();
                    Tensor x8 = tensors.get(x);
                    return node(
                            new Op.Mean(List.of(1, 2)), x, same ? like(x8, out) : int8(out, x8.scale() * 0.7f, zero()));
                })
                .orElse(false);
    }

    private boolean binary(Op.BinaryKind kind) {
        int x = value();
        Tensor left = tensors.get(x);
        List<Integer> same = values.stream()
                .filter(v -> tensors.get(v).shape().equals(left.shape()))
                .toList();
        int y = random.nextBoolean() ? same.get(random.nextInt(same.size())) : operand(left);
        float right = tensors.get(y).scale();
        float scale = kind == Op.BinaryKind.MUL
                ? left.scale() * right * 60
                : Math.max(left.scale(), right) * (float) random.nextDouble(0.6, 2.5);
        List<Integer> from = random.nextInt(3) == 0 && kind != Op.BinaryKind.SUB ? List.of(y, x) : List.of(x, y);
        return node(new Op.Binary(kind, clamp()), from, int8(left.shape(), scale, zero()));
    }

    /** A constant: of the same shape, a row of channels, or one number. */
    private int operand(Tensor left) {
        int channels = left.shape().channels();
        Shape shape =
                switch (random.nextInt(3)) {
                    case 0 -> left.shape();
                    case 1 -> Shape.of(channels);
                    default -> Shape.of(1);
                };
        return constant("operand", shape, Scaling.of(left.scale() * (float) random.nextDouble(0.3, 3), zero()));
    }

    private int constant(String name, Shape shape, Scaling scaling) {
        byte[] bytes = new byte[shape.elements() * (words ? 2 : 1)];
        random.nextBytes(bytes);
        DataType type = words ? DataType.INT16 : DataType.INT8;
        Scaling own = words ? Scaling.of(scaling.scale(), 0) : scaling;
        return add(new Tensor(
                prefix + name + tensors.size(), type, shape, Optional.of(own), Optional.of(ByteBuffer.wrap(bytes))));
    }

    private boolean concat() {
        int x = value();
        Tensor first = tensors.get(x);
        int axis = random.nextInt(first.shape().rank());
        List<Integer> fitting =
                values.stream().filter(v -> fits(first, tensors.get(v), axis)).toList();
        List<Integer> from = new ArrayList<>(List.of(x));
        for (int i = random.nextInt(3); i >= 0; i--) {
            from.add(fitting.get(random.nextInt(fitting.size())));
        }
        int along =
                from.stream().mapToInt(v -> tensors.get(v).shape().dim(axis)).sum();
        Shape out = with(first.shape(), axis, along);
        return axis > 0 && out.elements() <= MOST_ELEMENTS && node(new Op.Concat(axis), from, like(first, out));
    }

    private static boolean fits(Tensor a, Tensor b, int axis) {
        return a.shape().rank() == b.shape().rank()
                && a.scale() == b.scale()
                && a.zeroPoint() == b.zeroPoint()
                && with(a.shape(), axis, 1).equals(with(b.shape(), axis, 1));
    }

    private static Shape with(Shape shape, int axis, int length) {
        List<Integer> dims = new ArrayList<>(shape.dims());
        dims.set(axis, length);
        return new Shape(dims);
    }

    private boolean reshape() {
        int x = value();
        Tensor tensor = tensors.get(x);
        Shape in = tensor.shape();
        Shape out = in.rank() == 4 && random.nextBoolean()
                ? Shape.of(1, in.width(), in.height(), in.channels())
                : Shape.of(1, tensor.elements());
        return node(new Op.Reshape(), x, like(tensor, out));
    }

    private boolean transpose() {
        int x = value();
        Tensor tensor = tensors.get(x);
        List<Integer> axes = new ArrayList<>();
        List<Integer> left = new ArrayList<>(
                IntStream.range(1, tensor.shape().rank()).boxed().toList());
        axes.add(0);
        while (!left.isEmpty()) {
            axes.add(left.remove(random.nextInt(left.size())));
        }
        Shape out = new Shape(axes.stream().map(tensor.shape()::dim).toList());
        return node(new Op.Transpose(axes), x, like(tensor, out));
    }

    private boolean pad() {
        int x = value();
        Tensor tensor = tensors.get(x);
        List<Integer> before = new ArrayList<>(List.of(0));
        List<Integer> after = new ArrayList<>(List.of(0));
        List<Integer> dims = new ArrayList<>(List.of(1));
        for (int axis = 1; axis < tensor.shape().rank(); axis++) {
            before.add(random.nextInt(3));
            after.add(random.nextInt(3));
            dims.add(tensor.shape().dim(axis) + before.getLast() + after.getLast());
        }
        int value = words || random.nextBoolean() ? tensor.zeroPoint() : random.nextInt(256) - 128;
        Shape out = new Shape(dims);
        return out.elements() <= MOST_ELEMENTS && node(new Op.Pad(before, after, value), x, like(tensor, out));
    }

    private boolean slice() {
        int x = value();
        Tensor tensor = tensors.get(x);
        List<Integer> begin = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        List<Integer> dims = new ArrayList<>();
        for (int length : tensor.shape().dims()) {
            int stride = random.nextInt(3) == 0 ? -1 : 1 + random.nextInt(2);
            int from = random.nextInt(length);
            begin.add(from);
            strides.add(stride);
            dims.add(1 + random.nextInt(stride < 0 ? from + 1 : (length - 1 - from) / stride + 1));
        }
        return node(new Op.StridedSlice(begin, strides), x, like(tensor, new Shape(dims)));
    }

    private boolean split() {
        int x = value();
        Tensor tensor = tensors.get(x);
        int axis = 1 + random.nextInt(tensor.shape().rank() - 1);
        int length = tensor.shape().dim(axis);
        int parts = length % 3 == 0 ? 3 : length % 2 == 0 ? 2 : 1;
        List<Integer> outputs = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            outputs.add(add(like(tensor, with(tensor.shape(), axis, length / parts))));
        }
        nodes.add(new Node(new Op.Split(axis), List.of(x), outputs));
        values.addAll(outputs);
        return true;
    }

    private boolean softmax() {
        int x = flat(value());
        return node(
                new Op.Softmax(random.nextBoolean() ? 1 : 0.5f),
                x,
                int8(tensors.get(x).shape(), 1f / 256, -128));
    }

    private boolean unary(Op.UnaryKind kind) {
        int x = value();
        Tensor tensor = tensors.get(x);
        Shape shape = tensor.shape();
        Tensor out =
                switch (kind) {
                    case LOGISTIC -> int8(shape, 1f / 256, -128);
                    case TANH -> int8(shape, 1f / 128, 0);
                    default -> int8(shape, tensor.scale() * (float) random.nextDouble(0.4, 1.5), zero());
                };
        return node(new Op.Unary(kind, kind == Op.UnaryKind.LEAKY_RELU ? 0.3f : 0), x, out);
    }

    private boolean prelu() {
        return picture()
                .map(x -> {
                    Tensor tensor = tensors.get(x);
                    Shape alphas = Shape.of(1, 1, tensor.shape().channels());
                    int alpha = constant("alpha", alphas, Scaling.of(0.01f, 0));
                    return node(
                            new Op.Prelu(),
                            List.of(x, alpha),
                            int8(tensor.shape(), tensor.scale() * (float) random.nextDouble(0.5, 1.5), zero()));
                })
                .orElse(false);
    }

    private boolean resize() {
        return picture()
                .map(x -> {
                    Tensor tensor = tensors.get(x);
                    Shape out = Shape.of(
                            1,
                            1 + random.nextInt(10),
                            1 + random.nextInt(10),
                            tensor.shape().channels());
                    boolean corners = random.nextBoolean();
                    return node(new Op.ResizeNearest(corners, !corners && random.nextBoolean()), x, like(tensor, out));
                })
                .orElse(false);
    }

    private boolean argMax() {
        int x = value();
        Shape in = tensors.get(x).shape();
        int axis = in.rank() - 1;
        Shape out = new Shape(in.dims().subList(0, axis));
        return node(
                new Op.ArgMax(axis),
                x,
                Tensor.activation(prefix + "t" + tensors.size(), DataType.INT32, out, Optional.empty()));
    }

    // ---- Trees and distances --------------------------------------------------------------------------------------

    private boolean trees() {
        int x = flat(value());
        int features = tensors.get(x).elements();
        return features <= 256 && trees(x, features, Op.Trees.NARROW_NODE);
    }

    private boolean treesOfWords() {
        int features = 1 + random.nextInt(300);
        return trees(words(features), features, Op.Trees.WIDE_NODE);
    }

    private int words(int features) {
        Optional<Scaling> scaling = Optional.of(Scaling.of(scale(), 0));
        return given(Tensor.activation(prefix + "words" + tensors.size(), DataType.INT16, Shape.of(features), scaling));
    }

    private boolean trees(int x, int features, int width) {
        int trees = 1 + random.nextInt(5);
        int count = 1 + random.nextInt(40);
        int leaves = 1 + random.nextInt(20);
        int outputs = 1 + random.nextInt(6);
        int[] nodes = new int[count * width];
        for (int i = 0; i < count; i++) {
            int at = i * width;
            int feature = random.nextInt(features);
            if (width == Op.Trees.WIDE_NODE) {
                nodes[at] = feature;
                nodes[at + 1] = word();
            } else {
                nodes[at] = (short) (feature << 8 | random.nextInt(256));
            }
            nodes[at + width - 2] = child(i, count, leaves);
            nodes[at + width - 1] = child(i, count, leaves);
        }
        DataType type = random.nextBoolean() ? DataType.INT8 : DataType.INT16;
        int most = type == DataType.INT8 ? 128 : 32768;
        int[] values = random.ints((long) leaves * outputs, -most, most).toArray();
        Optional<Scaling> scaling = Optional.of(Scaling.of(1f / most / trees, type == DataType.INT8 ? zero() : 0));
        List<Integer> from = List.of(
                x,
                constant("nodes", DataType.INT16, Shape.of(count, width), Optional.empty(), nodes),
                constant("roots", DataType.INT16, Shape.of(trees), Optional.empty(), roots(trees, count, leaves)),
                constant("leaves", type, Shape.of(leaves, outputs), scaling, values));
        Tensor out = random.nextInt(4) == 0
                ? Tensor.activation(
                        prefix + "t" + tensors.size(),
                        DataType.INT16,
                        Shape.of(1, outputs),
                        Optional.of(Scaling.of(1f / 16384, 0)))
                : int8(Shape.of(1, outputs), 1f / 100, zero());
        return node(new Op.Trees(), from, out);
    }

    private int[] roots(int trees, int nodes, int leaves) {
        int[] roots = new int[trees];
        roots[0] = 0;
        for (int i = 1; i < trees; i++) {
            roots[i] = random.nextInt(5) == 0 ? -1 - random.nextInt(leaves) : random.nextInt(nodes);
        }
        return roots;
    }

    private int child(int parent, int nodes, int leaves) {
        return parent + 1 < nodes && random.nextInt(3) > 0
                ? random.nextInt(parent + 1, nodes)
                : -1 - random.nextInt(leaves);
    }

    /** At the ends often. */
    private int word() {
        return switch (random.nextInt(6)) {
            case 0 -> Short.MIN_VALUE;
            case 1 -> Short.MAX_VALUE;
            default -> random.nextInt(-32768, 32768);
        };
    }

    private int constant(String name, DataType type, Shape shape, Optional<Scaling> scaling, int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            if (type == DataType.INT8) {
                bytes.put((byte) value);
            } else {
                bytes.putShort((short) value);
            }
        }
        return add(new Tensor(prefix + name + tensors.size(), type, shape, scaling, Optional.of(bytes.flip())));
    }

    private int features() {
        return random.nextBoolean() ? flat(value()) : words(1 + random.nextInt(60));
    }

    private boolean centreDistance() {
        int x = features();
        int n = tensors.get(x).elements();
        int count = 1 + random.nextInt(4);
        int[] centres = IntStream.generate(this::word).limit((long) count * n).toArray();
        int[] weights = IntStream.generate(() -> word() & 0x7fff).limit(n).toArray();
        List<Integer> from = List.of(
                x,
                constant("centres", DataType.INT16, Shape.of(count, n), Optional.empty(), centres),
                constant("weights", DataType.INT16, Shape.of(n), Optional.empty(), weights));
        return node(new Op.CentreDistance(random.nextInt(20, 50)), from, score());
    }

    private boolean whitenedDistance() {
        int x = features();
        int n = tensors.get(x).elements();
        if (n > 100) {
            return false;
        }
        int most = tensors.get(x).type() == DataType.INT8 ? 16384 : 32767;
        int[] mean = IntStream.generate(() -> Math.clamp(word(), -most, most))
                .limit(n)
                .toArray();
        int[] rows = IntStream.generate(() -> Math.max(word(), -32767))
                .limit(n * (n + 1L) / 2)
                .toArray();
        int[] shifts = IntStream.generate(() -> random.nextInt(41)).limit(n).toArray();
        List<Integer> from = List.of(
                x,
                constant("mean", DataType.INT16, Shape.of(n), Optional.empty(), mean),
                constant("rows", DataType.INT16, Shape.of(rows.length), Optional.empty(), rows),
                constant("shifts", DataType.INT8, Shape.of(n), Optional.empty(), shifts));
        return node(new Op.WhitenedDistance(random.nextInt(10, 40)), from, score()) && alarm();
    }

    private boolean squaredDifference() {
        int x = flat(value());
        Tensor left = tensors.get(x);
        node(
                new Op.Unary(Op.UnaryKind.RELU, 0),
                x,
                int8(left.shape(), left.scale() * (float) random.nextDouble(0.4, 2), zero()));
        return node(new Op.SquaredDifference(random.nextInt(16)), List.of(x, values.getLast()), score()) && alarm();
    }

    /** Of the score that was made last. */
    private boolean alarm() {
        int threshold = 1 << random.nextInt(31);
        return node(new Op.Alarm(threshold), tensors.size() - 1, int8(Shape.of(1, 2), 1f / 256, -128));
    }

    private Tensor score() {
        return Tensor.activation(
                prefix + "t" + tensors.size(), DataType.INT32, Shape.of(1), Optional.of(Scaling.of(scale(), 0)));
    }

    private boolean quantize() {
        int x = value();
        Tensor tensor = tensors.get(x);
        return node(
                new Op.Quantize(),
                x,
                random.nextBoolean()
                        ? int8(tensor.shape(), tensor.scale() * (float) random.nextDouble(0.4, 2), zero())
                        : Tensor.activation(
                                prefix + "t" + tensors.size(),
                                DataType.UINT8,
                                tensor.shape(),
                                Optional.of(Scaling.of(tensor.scale(), tensor.zeroPoint() + 128))));
    }

    private boolean dequantize() {
        int x = value();
        return node(
                new Op.Dequantize(),
                x,
                Tensor.activation(
                        prefix + "t" + tensors.size(),
                        DataType.FLOAT32,
                        tensors.get(x).shape(),
                        Optional.empty()));
    }

    private boolean svdf() {
        int x = flat(value());
        int features = tensors.get(x).elements();
        int rank = 1 + random.nextInt(2);
        int units = 1 + random.nextInt(6);
        int memory = 1 + random.nextInt(5);
        int filters = rank * units;
        int weights = constant("features", Shape.of(filters, features), Scaling.of(0.01f, 0));
        int time = constant16(Shape.of(filters, memory));
        int bias = add(Tensor.constant(
                prefix + "bias" + tensors.size(),
                Shape.of(units),
                Optional.empty(),
                random.ints(units, -5000, 5000).toArray()));
        float stateScale = tensors.get(x).scale() * 0.01f;
        int state = add(Tensor.activation(
                prefix + "state" + tensors.size(),
                DataType.INT16,
                Shape.of(1, filters * memory),
                Optional.of(Scaling.of(stateScale, 0))));
        states.add(state);
        return node(
                new Op.Svdf(rank, Clamp.RELU),
                List.of(x, weights, time, bias, state),
                int8(Shape.of(1, units), stateScale * 0.001f * 40_000 * memory, zero()));
    }

    /** Rows of a picture are the steps. */
    private boolean lstm() {
        int x = value();
        Tensor picture = tensors.get(x);
        int steps = picture.shape().rank() == 4 ? picture.shape().height() : 1;
        int features = picture.elements() / steps;
        if (features > 200) {
            return false;
        }
        int units = 1 + random.nextInt(7);
        boolean timeMajor = random.nextBoolean();
        int sequence = add(like(picture, sequence(timeMajor, steps, features)));
        nodes.add(new Node(new Op.Reshape(), x, sequence));
        Scaling hidden = Scaling.of((float) random.nextDouble(0.004, 0.008), zero());
        int y = add(int8(sequence(timeMajor, steps, units), hidden.scale(), hidden.zeroPoint()));
        List<Integer> from = new ArrayList<>(List.of(sequence));
        lstmWeights(from, features, units, picture.scale());
        lstmStates(from, units, hidden);
        Op op = new Op.Lstm(timeMajor, random.nextBoolean() ? 0 : (float) random.nextDouble(0.3, 3));
        nodes.add(new Node(op, from, List.of(y)));
        return node(new Op.Reshape(), y, like(tensors.get(y), Shape.of(1, steps * units)));
    }

    private static Shape sequence(boolean timeMajor, int steps, int channels) {
        return timeMajor ? Shape.of(steps, 1, channels) : Shape.of(1, steps, channels);
    }

    /** Gates swing over most of their range, and beyond. */
    private void lstmWeights(List<Integer> to, int features, int units, float scale) {
        Scaling weights = Scaling.of((float) (random.nextDouble(0.2, 4) / (scale * 5500 * Math.sqrt(features))), 0);
        Scaling recurrent = Scaling.of((float) (random.nextDouble(0.2, 4) / (73 * Math.sqrt(units))), 0);
        for (int gate = 0; gate < Op.Lstm.GATES; gate++) {
            to.add(constant("weights", Shape.of(units, features), weights));
        }
        for (int gate = 0; gate < Op.Lstm.GATES; gate++) {
            to.add(constant("recurrent", Shape.of(units, units), recurrent));
        }
        for (int gate = 0; gate < Op.Lstm.GATES; gate++) {
            to.add(add(Tensor.constant(
                    prefix + "bias" + tensors.size(),
                    Shape.of(units),
                    Optional.empty(),
                    random.ints(units, -20_000, 20_000).toArray())));
        }
    }

    private void lstmStates(List<Integer> to, int units, Scaling hidden) {
        Scaling cell = Scaling.of(Math.scalb(1f, -random.nextInt(8, 16)), 0);
        to.add(add(int8(Shape.of(1, units), hidden.scale(), hidden.zeroPoint())));
        to.add(add(Tensor.activation(
                prefix + "cell" + tensors.size(), DataType.INT16, Shape.of(1, units), Optional.of(cell))));
        states.addAll(to.subList(to.size() - 2, to.size()));
    }

    private int constant16(Shape shape) {
        java.nio.ByteBuffer bytes =
                java.nio.ByteBuffer.allocate(2 * shape.elements()).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < shape.elements(); i++) {
            bytes.putShort((short) (random.nextInt(65535) - 32767));
        }
        return add(new Tensor(
                prefix + "time" + tensors.size(),
                DataType.INT16,
                shape,
                Optional.of(Scaling.of(0.001f, 0)),
                Optional.of(bytes.flip())));
    }
}
