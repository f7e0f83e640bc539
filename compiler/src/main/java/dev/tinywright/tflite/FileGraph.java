package dev.tinywright.tflite;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.OperatorName;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A graph as a file has it: axes, sizes and paddings are constant tensors, and a padding that is neither SAME nor VALID is an
 * operator of its own.
 */
final class FileGraph {
    /**
     * An operator to be written.
     *
     * @param between tensors that only tell the scales of what is computed inside; in the file they have no elements
     */
    record Operator(
            String type,
            int version,
            int options,
            Consumer<Table> fields,
            List<Integer> in,
            List<Integer> out,
            List<Integer> between) {}

    private static final int VALID = 1;
    private static final int TANH = 4;

    private final Graph graph;
    private final List<Tensor> tensors;
    private final List<Operator> operators = new ArrayList<>();

    private FileGraph(Graph graph) {
        this.graph = graph;
        this.tensors = new ArrayList<>(graph.tensors());
    }

    /**
     * @throws TinywrightException where a node has no operator in TensorFlow Lite
     */
    static FileGraph of(Graph graph) {
        FileGraph file = new FileGraph(graph);
        graph.nodes().forEach(file::node);
        return file;
    }

    List<Tensor> tensors() {
        return tensors;
    }

    List<Operator> operators() {
        return operators;
    }

    private void node(Node node) {
        switch (node.op()) {
            case Op.Conv2d op -> conv(node, op);
            case Op.DepthwiseConv2d op -> depthwise(node, op);
            case Op.Pool op -> pool(node, op);
            case Op.TransposeConv op -> transposeConv(node, op);
            case Op.FullyConnected op -> fullyConnected(node, op);
            case Op.Binary op -> binary(node, op);
            case Op.Unary op -> unary(node, op);
            case Op.Prelu _ -> add(node, "PRELU", 1, 0, _ -> {});
            case Op.Softmax op -> add(node, "SOFTMAX", 2, 9, table -> table.float32(0, op.beta()));
            case Op.Mean op -> mean(node, op);
            case Op.ArgMax op ->
                add(node, "ARG_MAX", 2, 40, table -> table.int8(0, Builtin.typeNumber("INT32")), vector(op.axis()));
            case Op.Quantize _ -> quantize(node);
            case Op.Dequantize _ -> add(node, "DEQUANTIZE", version(node, 2, 3), 38, _ -> {});
            case Op.Svdf op -> svdf(node, op);
            case Op.Lstm op -> lstm(node, op);
            case Op.Concat op -> concat(node, op);
            case Op.Reshape _ -> reshape(node);
            case Op.Transpose op -> add(node, "TRANSPOSE", version(node, 2, 5), 26, _ -> {}, vector(op.permutation()));
            case Op.Pad op -> pad(node, op);
            case Op.StridedSlice op -> slice(node, op);
            case Op.Split op -> split(node, op);
            case Op.ResizeNearest op -> resize(node, op);
            case Op.Trees _, Op.CentreDistance _, Op.WhitenedDistance _, Op.SquaredDifference _, Op.Alarm _ ->
                throw TinywrightException.failed(
                        OperatorName.of(node.op()) + " is no TensorFlow Lite operator",
                        graph.name() + ", tensor \"" + graph.out(node).name() + "\"",
                        "use the generated C: TensorFlow Lite has neither trees nor distances");
            case Op.Lookup op ->
                throw TinywrightException.failed(
                        "a table of 256 results (" + op.function() + ") is no TensorFlow Lite operator",
                        graph.name() + ", tensor \"" + graph.out(node).name() + "\"",
                        "write the graph as it was read, before it is optimized");
        }
    }

    private void conv(Node node, Op.Conv2d op) {
        Shape filter = graph.in(node, 1).shape();
        Padded x = padded(node, op.window(), filter.height(), filter.width());
        Consumer<Table> fields = window(x, op.window(), op.clamp(), 3, 4).andThen(biasType(node, 6));
        int version = hasNarrowSums(node) ? 8 : version(node, 3, 4);
        add("CONV_2D", version, 1, fields, x.inputs(node), node.outputs());
    }

    /** Of bytes to int16 TensorFlow Lite has none, but by way of float. */
    private void quantize(Node node) {
        Tensor x = graph.in(node, 0);
        boolean widens = makesWords(node) && x.type().bytes() == 1;
        int input = node.inputs().getFirst();
        if (widens) {
            input = tensor(Tensor.activation(
                    graph.out(node).name() + "_float", DataType.FLOAT32, x.shape(), Optional.empty()));
            add("DEQUANTIZE", 2, 38, _ -> {}, node.inputs(), List.of(input));
        }
        int version = isFloat(node) && !makesWords(node) ? 1 : 2;
        add("QUANTIZE", version, 89, _ -> {}, List.of(input), node.outputs());
    }

    /** Which version of an operator works on int8, and which on int16. */
    private int version(Node node, int bytes, int words) {
        return isOnWords(node) ? words : bytes;
    }

    private boolean isOnWords(Node node) {
        return graph.in(node, 0).type() == DataType.INT16;
    }

    private boolean makesWords(Node node) {
        return graph.out(node).type() == DataType.INT16;
    }

    /** Biases of sums over int16 have 64 bits unless the options say otherwise. */
    private Consumer<Table> biasType(Node node, int field) {
        return hasNarrowSums(node) ? table -> table.int8(field, Builtin.typeNumber("INT32")) : _ -> {};
    }

    private boolean hasNarrowSums(Node node) {
        return isOnWords(node)
                && graph.input(node, 2)
                        .filter(bias -> bias.type() == DataType.INT32)
                        .isPresent();
    }

    private void depthwise(Node node, Op.DepthwiseConv2d op) {
        Shape filter = graph.in(node, 1).shape();
        Padded x = padded(node, op.window(), filter.height(), filter.width());
        Consumer<Table> fields = window(x, op.window(), op.clamp(), 4, 5).andThen(t -> t.int32(3, op.multiplier()));
        add("DEPTHWISE_CONV_2D", version(node, 3, 5), 2, fields, x.inputs(node), node.outputs());
    }

    private void pool(Node node, Op.Pool op) {
        boolean max = op.kind() == Op.PoolKind.MAX;
        Padded x = padded(node, op.window(), op.filterY(), op.filterX());
        if (!max && x.index != node.inputs().getFirst()) {
            throw TinywrightException.failed(
                    "an average over windows with padding " + op.window().padding() + " is no TensorFlow Lite operator",
                    graph.name() + ", tensor \"" + graph.out(node).name() + "\"",
                    "use padding as of SAME or VALID");
        }
        Consumer<Table> fields = table -> table.int8(0, x.scheme)
                .int32(1, op.window().strideX())
                .int32(2, op.window().strideY())
                .int32(3, op.filterX())
                .int32(4, op.filterY())
                .int8(5, activation(op.clamp()));
        add(max ? "MAX_POOL_2D" : "AVERAGE_POOL_2D", version(node, 2, 3), 5, fields, x.inputs(node), node.outputs());
    }

    private void transposeConv(Node node, Op.TransposeConv op) {
        Window window = op.window();
        Shape filter = graph.in(node, 1).shape();
        Shape output = graph.out(node).shape();
        Padding same = same(output, filter.height(), filter.width(), window);
        if (!window.padding().isNone() && !window.padding().equals(same)) {
            throw TinywrightException.failed(
                    "a transposed convolution with padding " + window.padding() + " is no TensorFlow Lite operator",
                    graph.name() + ", tensor \"" + graph.out(node).name() + "\"",
                    "use padding as of SAME or VALID");
        }
        int scheme = window.padding().isNone() ? VALID : 0;
        List<Integer> inputs = new ArrayList<>(List.of(
                vector(output.dims()), node.inputs().get(1), node.inputs().get(0)));
        inputs.addAll(node.inputs().subList(2, node.inputs().size()));
        Consumer<Table> fields = table -> table.int8(0, scheme)
                .int32(1, window.strideX())
                .int32(2, window.strideY())
                .int8(3, activation(op.clamp()));
        int version = op.clamp() != Clamp.NONE ? 4 : inputs.size() == 4 ? 3 : 2;
        add("TRANSPOSE_CONV", version, 49, fields, inputs, node.outputs());
    }

    private void fullyConnected(Node node, Op.FullyConnected op) {
        boolean keepsDimensions = graph.out(node).shape().rank() != 2;
        Consumer<Table> fields = table -> table.int8(0, activation(op.clamp())).int8(2, keepsDimensions ? 1 : 0);
        int version = hasNarrowSums(node) ? 11 : version(node, keepsDimensions ? 5 : 4, 7);
        add(node, "FULLY_CONNECTED", version, 8, fields.andThen(biasType(node, 4)));
    }

    private void binary(Node node, Op.Binary op) {
        int options =
                switch (op.kind()) {
                    case ADD -> 11;
                    case SUB -> 28;
                    case MUL -> 21;
                };
        int version = version(node, 2, op.kind() == Op.BinaryKind.SUB ? 5 : 3);
        // of int16 the scales could be meant to be powers of two, unless it is said that they are not
        int scalesArePowers = 1;
        add(node, op.kind().name(), version, options, table -> table.int8(0, activation(op.clamp()))
                .int8(1, isOnWords(node) ? 0 : scalesArePowers, scalesArePowers));
    }

    private void unary(Node node, Op.Unary op) {
        switch (op.kind()) {
            case LEAKY_RELU -> add(node, "LEAKY_RELU", 2, 75, table -> table.float32(0, op.alpha()));
            case HARD_SWISH -> add(node, "HARD_SWISH", 1, 91, _ -> {});
            case RELU_N1_TO_1 -> add(node, "RELU_N1_TO_1", 1, 0, _ -> {});
            case LOGISTIC, TANH, RELU, RELU6 -> add(node, op.kind().name(), 2, 0, _ -> {});
        }
    }

    private void mean(Node node, Op.Mean op) {
        boolean keeps =
                graph.out(node).shape().rank() == graph.in(node, 0).shape().rank();
        add(node, "MEAN", version(node, 2, 3), 27, table -> table.int8(0, keeps ? 1 : 0), vector(op.axes()));
    }

    /** Left-out bias is −1 in the file, too. */
    private void svdf(Node node, Op.Svdf op) {
        add(node, "SVDF", 3, 6, table -> table.int32(0, op.rank()).int8(1, activation(op.clamp())));
    }

    /** Of 24 inputs those of peephole connections, a projection and layer normalization are left out. */
    private void lstm(Node node, Op.Lstm op) {
        List<Integer> in = new ArrayList<>(Collections.nCopies(24, Node.ABSENT));
        Collections.copy(in, node.inputs().subList(0, Op.Lstm.BIASES));
        for (int gate = 0; gate < Op.Lstm.GATES; gate++) {
            in.set(12 + gate, node.inputs().get(Op.Lstm.BIASES + gate));
        }
        in.set(18, node.inputs().get(Op.Lstm.HIDDEN_STATE));
        in.set(19, node.inputs().get(Op.Lstm.CELL_STATE));
        Consumer<Table> fields =
                table -> table.int8(0, TANH).float32(1, op.cellClip()).int8(3, op.timeMajor() ? 1 : 0);
        operators.add(
                new Operator("UNIDIRECTIONAL_SEQUENCE_LSTM", 3, 71, fields, in, node.outputs(), betweenGates(node)));
    }

    /** Of the four gates, and of the hidden state. Only their scales are looked at. */
    private List<Integer> betweenGates(Node node) {
        List<Integer> between = new ArrayList<>();
        for (int gate = 0; gate < Op.Lstm.GATES; gate++) {
            between.add(tensor(Tensor.activation(
                    "gate" + gate, DataType.INT16, Shape.of(1), Optional.of(Scaling.of(0x1p-12f, 0)))));
        }
        Optional<Scaling> hidden = graph.in(node, Op.Lstm.HIDDEN_STATE).scaling();
        between.add(tensor(Tensor.activation("hidden", DataType.INT8, Shape.of(1), hidden)));
        return between;
    }

    /** TensorFlow Lite wants all scales the same: others are requantized before. */
    private void concat(Node node, Op.Concat op) {
        Tensor output = graph.out(node);
        List<Integer> inputs = new ArrayList<>();
        for (int input : node.inputs()) {
            inputs.add(rescaled(input, output));
        }
        add("CONCATENATION", version(node, 2, 3), 10, table -> table.int32(0, op.axis()), inputs, node.outputs());
    }

    private int rescaled(int input, Tensor output) {
        Tensor tensor = graph.tensor(input);
        if (tensor.scale() == output.scale() && tensor.zeroPoint() == output.zeroPoint()) {
            return input;
        }
        int index =
                tensor(Tensor.activation(tensor.name() + "_rescaled", tensor.type(), tensor.shape(), output.scaling()));
        add("QUANTIZE", 2, 89, _ -> {}, List.of(input), List.of(index));
        return index;
    }

    private void reshape(Node node) {
        List<Integer> dims = graph.out(node).shape().dims();
        add(node, "RESHAPE", 1, 17, _ -> {}, vector(dims));
    }

    private void pad(Node node, Op.Pad op) {
        int paddings = paddings(op.before(), op.after());
        Tensor output = graph.out(node);
        if (op.value() == output.zeroPoint()) {
            add(node, "PAD", version(node, 2, 3), 22, _ -> {}, paddings);
        } else {
            add(node, "PADV2", 2, 43, _ -> {}, paddings, scalar(op.value(), output.requiredScaling()));
        }
    }

    /** Ends are exclusive; backwards to the first element they are left out by their mask. */
    private void slice(Node node, Op.StridedSlice op) {
        List<Integer> ends = new ArrayList<>();
        int open = 0;
        for (int i = 0; i < op.begin().size(); i++) {
            int end = op.begin().get(i)
                    + (graph.out(node).shape().dim(i) - 1) * op.strides().get(i)
                    + Integer.signum(op.strides().get(i));
            open |= end < 0 ? 1 << i : 0;
            ends.add(Math.max(end, 0));
        }
        int endMask = open;
        add(
                node,
                "STRIDED_SLICE",
                2,
                32,
                table -> table.int32(1, endMask),
                vector(op.begin()),
                vector(ends),
                vector(op.strides()));
    }

    private void split(Node node, Op.Split op) {
        List<Integer> sizes = node.outputs().stream()
                .map(output -> graph.tensor(output).shape().dim(op.axis()))
                .toList();
        Consumer<Table> fields = table -> table.int32(0, sizes.size());
        int x = node.inputs().getFirst();
        if (sizes.stream().distinct().count() == 1) {
            add("SPLIT", version(node, 2, 4), 35, fields, List.of(scalar(op.axis()), x), node.outputs());
        } else {
            add("SPLIT_V", 2, 79, fields, List.of(x, vector(sizes), scalar(op.axis())), node.outputs());
        }
    }

    private void resize(Node node, Op.ResizeNearest op) {
        Shape output = graph.out(node).shape();
        add(
                node,
                "RESIZE_NEAREST_NEIGHBOR",
                version(node, op.alignCorners() || op.halfPixelCenters() ? 3 : 2, 4),
                74,
                table -> table.int8(0, op.alignCorners() ? 1 : 0).int8(1, op.halfPixelCenters() ? 1 : 0),
                vector(output.height(), output.width()));
    }

    private record Padded(int index, int scheme) {
        List<Integer> inputs(Node node) {
            List<Integer> inputs = new ArrayList<>(node.inputs());
            inputs.set(0, index);
            return inputs;
        }
    }

    /** Returns the picture that a window slides over, padded before where SAME and VALID do not say how. */
    private Padded padded(Node node, Window window, int filterY, int filterX) {
        Tensor x = graph.in(node, 0);
        Padding padding = window.padding();
        int input = node.inputs().getFirst();
        if (padding.isNone()) {
            return new Padded(input, VALID);
        }
        if (padding.equals(same(x.shape(), filterY, filterX, window))) {
            return new Padded(input, 0);
        }
        Shape shape = Shape.of(
                x.shape().dim(0),
                x.shape().height() + padding.top() + padding.bottom(),
                x.shape().width() + padding.left() + padding.right(),
                x.shape().channels());
        int index = tensor(Tensor.activation(graph.out(node).name() + "_padded", x.type(), shape, x.scaling()));
        int paddings = paddings(
                List.of(0, padding.top(), padding.left(), 0), List.of(0, padding.bottom(), padding.right(), 0));
        if (node.op() instanceof Op.Pool) { // lower than any element
            add("PADV2", version(node, 2, 3), 43, _ -> {}, List.of(input, paddings, lowest(x)), List.of(index));
        } else {
            add("PAD", version(node, 2, 3), 22, _ -> {}, List.of(input, paddings), List.of(index));
        }
        return new Padded(index, VALID);
    }

    private int lowest(Tensor x) {
        ByteBuffer lowest = ByteBuffer.allocate(x.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        if (x.type() == DataType.INT16) {
            lowest.putShort(0, Short.MIN_VALUE);
        } else {
            lowest.put(0, Byte.MIN_VALUE);
        }
        return tensor(new Tensor("padding_value", x.type(), Shape.of(1), x.scaling(), Optional.of(lowest)));
    }

    private static Padding same(Shape picture, int filterY, int filterX, Window window) {
        int y = Padding.same(picture.height(), filterY, window.strideY(), window.dilationY());
        int x = Padding.same(picture.width(), filterX, window.strideX(), window.dilationX());
        return new Padding(y / 2, y - y / 2, x / 2, x - x / 2);
    }

    private static Consumer<Table> window(Padded x, Window window, Clamp clamp, int clampField, int dilationField) {
        return table -> table.int8(0, x.scheme)
                .int32(1, window.strideX())
                .int32(2, window.strideY())
                .int8(clampField, activation(clamp))
                .int32(dilationField, window.dilationX(), 1)
                .int32(dilationField + 1, window.dilationY(), 1);
    }

    private static int activation(Clamp clamp) {
        return switch (clamp) {
            case NONE -> 0;
            case RELU -> 1;
            case RELU_N1_TO_1 -> 2;
            case RELU6 -> 3;
        };
    }

    private boolean isFloat(Node node) {
        return graph.in(node, 0).type() == DataType.FLOAT32;
    }

    private int paddings(List<Integer> before, List<Integer> after) {
        int[] values = new int[2 * before.size()];
        for (int i = 0; i < before.size(); i++) {
            values[2 * i] = before.get(i);
            values[2 * i + 1] = after.get(i);
        }
        return tensor(Tensor.constant("paddings", Shape.of(before.size(), 2), Optional.empty(), values));
    }

    private int vector(List<Integer> values) {
        return vector(values.stream().mapToInt(Integer::intValue).toArray());
    }

    private int vector(int... values) {
        return tensor(Tensor.constant("numbers", Shape.of(values.length), Optional.empty(), values));
    }

    private int scalar(int value) {
        return tensor(Tensor.constant("number", Shape.of(), Optional.empty(), new int[] {value}));
    }

    private int scalar(int value, Scaling scaling) {
        return tensor(Tensor.constant("padding_value", Shape.of(1), scaling, new byte[] {(byte) value}));
    }

    private int tensor(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private void add(Node node, String type, int version, int options, Consumer<Table> fields, int... numbers) {
        List<Integer> inputs = new ArrayList<>(node.inputs());
        Arrays.stream(numbers).forEach(inputs::add);
        add(type, version, options, fields, inputs, node.outputs());
    }

    private void add(
            String type, int version, int options, Consumer<Table> fields, List<Integer> in, List<Integer> out) {
        operators.add(new Operator(type, version, options, fields, in, out, List.of()));
    }
}
