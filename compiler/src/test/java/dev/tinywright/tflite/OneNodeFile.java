package dev.tinywright.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A graph of one operator as a {@code .tflite} file: axes, paddings and shapes become the tensors that the format asks for. */
final class OneNodeFile {
    private final FlatBufferBuilder builder = new FlatBufferBuilder(4096);
    private final Graph graph;
    private final Node node;
    private final List<Tensor> tensors;

    private OneNodeFile(Graph graph) {
        this.graph = graph;
        this.node = graph.nodes().getFirst();
        this.tensors = new ArrayList<>(graph.tensors());
    }

    static byte[] of(Graph graph) {
        return new OneNodeFile(graph).file();
    }

    private record Operator(int code, int optionsType, int options, List<Integer> inputs) {}

    private byte[] file() {
        Operator operator = operator();
        int inputs = ints(operator.inputs());
        int outputs = ints(node.outputs());
        int operation = Table.start(builder, 5)
                .offset(1, inputs)
                .offset(2, outputs)
                .int8(3, operator.optionsType())
                .offset(4, operator.options())
                .end();
        int version = operator.code() == 9 ? 4 : 1;
        int code = Table.start(builder, 4)
                .int8(0, operator.code())
                .int32(2, version, 1)
                .int32(3, operator.code())
                .end();
        List<Integer> buffers = new ArrayList<>(List.of(Table.start(builder, 1).end()));
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            all.add(tensor(tensors.get(i), buffers, graph.states().contains(i)));
        }
        int subgraph = subgraph(all, operation);
        int codes = Table.offsets(builder, List.of(code));
        int subgraphs = Table.offsets(builder, List.of(subgraph));
        int allBuffers = Table.offsets(builder, buffers);
        int root = Table.start(builder, 7)
                .int32(0, 3)
                .offset(1, codes)
                .offset(2, subgraphs)
                .offset(4, allBuffers)
                .end();
        builder.finish(root, "TFL3");
        return builder.sizedByteArray();
    }

    private int subgraph(List<Integer> all, int operation) {
        int allTensors = Table.offsets(builder, all);
        int inputs = ints(graph.inputs());
        int outputs = ints(graph.outputs());
        int operations = Table.offsets(builder, List.of(operation));
        return Table.start(builder, 5)
                .offset(0, allTensors)
                .offset(1, inputs)
                .offset(2, outputs)
                .offset(3, operations)
                .end();
    }

    private int tensor(Tensor tensor, List<Integer> buffers, boolean variable) {
        int shape = ints(tensor.shape().dims());
        int name = builder.createString(tensor.name());
        int quantization = tensor.scaling().map(this::quantization).orElse(0);
        int buffer = 0;
        if (tensor.isConstant()) {
            int bytes = Table.aligned(builder, tensor.toBytes());
            buffer = buffers.size();
            buffers.add(Table.start(builder, 1).offset(0, bytes).end());
        }
        Table table = Table.start(builder, 6)
                .offset(0, shape)
                .int8(1, type(tensor.type()))
                .int32(2, buffer)
                .offset(3, name)
                .int8(5, variable ? 1 : 0);
        return (quantization == 0 ? table : table.offset(4, quantization)).end();
    }

    private static int type(DataType type) {
        return switch (type) {
            case FLOAT32 -> 0;
            case INT32 -> 2;
            case UINT8 -> 3;
            case INT64 -> 4;
            case INT16 -> 7;
            case INT8 -> 9;
        };
    }

    private int quantization(Scaling scaling) {
        int scales = Table.float32s(builder, scaling.scales());
        int zeroPoints = Table.int64s(builder, Table.repeat(scaling.zeroPoint(), scaling.scales().length));
        return Table.start(builder, 7)
                .offset(2, scales)
                .offset(3, zeroPoints)
                .int32(6, scaling.axis())
                .end();
    }

    private int ints(List<Integer> values) {
        return Table.int32s(builder, values.stream().mapToInt(i -> i).toArray());
    }

    private Operator operator() {
        List<Integer> in = node.inputs();
        return switch (node.op()) {
            case Op.Conv2d op ->
                new Operator(3, 1, window(7, op.window(), 4, 3, op.clamp()).end(), in);
            case Op.DepthwiseConv2d op ->
                new Operator(
                        4,
                        2,
                        window(7, op.window(), 5, 4, op.clamp())
                                .int32(3, op.multiplier())
                                .end(),
                        in);
            case Op.FullyConnected op -> new Operator(9, 8, clamp(1, 0, op.clamp()), in);
            case Op.TransposeConv op ->
                new Operator(
                        67,
                        49,
                        window(4, op.window(), 0, 3, op.clamp()).end(),
                        rest(list(graph.out(node).shape().dims()), in.get(1), in.get(0), in.get(2)));
            case Op.Pool op ->
                new Operator(
                        op.kind() == Op.PoolKind.AVERAGE ? 1 : 17,
                        5,
                        window(6, op.window(), 0, 5, op.clamp())
                                .int32(3, op.filterX())
                                .int32(4, op.filterY())
                                .end(),
                        in);
            case Op.Mean op -> {
                int keep = graph.out(node).shape().rank()
                                == graph.in(node, 0).shape().rank()
                        ? 1
                        : 0;
                yield new Operator(
                        40, 27, Table.start(builder, 1).int8(0, keep).end(), rest(in.get(0), list(op.axes())));
            }
            case Op.Binary op ->
                switch (op.kind()) {
                    case ADD -> new Operator(0, 11, clamp(1, 0, op.clamp()), in);
                    case SUB -> new Operator(41, 28, clamp(1, 0, op.clamp()), in);
                    case MUL -> new Operator(18, 21, clamp(1, 0, op.clamp()), in);
                };
            case Op.Unary op -> unary(op, in);
            case Op.Prelu _ -> new Operator(54, 0, 0, in);
            case Op.Softmax op ->
                new Operator(
                        25, 9, Table.start(builder, 1).float32(0, op.beta()).end(), in);
            case Op.Concat op ->
                new Operator(2, 10, Table.start(builder, 2).int32(0, op.axis()).end(), in);
            case Op.Reshape _ ->
                new Operator(
                        22, 0, 0, rest(in.get(0), list(graph.out(node).shape().dims())));
            case Op.Transpose op -> new Operator(39, 26, empty(), rest(in.get(0), list(op.permutation())));
            case Op.Pad op -> new Operator(34, 22, empty(), rest(in.get(0), paddings(op)));
            case Op.StridedSlice op -> {
                List<Integer> begin = op.begin();
                List<Integer> dims = graph.out(node).shape().dims();
                // What ends below the first element is written as the end of all, by its mask.
                List<Integer> end = IntStream.range(0, dims.size())
                        .map(i -> begin.get(i) + dims.get(i) * op.strides().get(i))
                        .boxed()
                        .toList();
                int mask = IntStream.range(0, dims.size())
                        .filter(i -> end.get(i) < 0)
                        .map(i -> 1 << i)
                        .sum();
                yield new Operator(
                        45,
                        32,
                        Table.start(builder, 5).int32(1, mask).end(),
                        rest(in.get(0), list(begin), list(end), list(op.strides())));
            }
            case Op.Split op ->
                new Operator(
                        49,
                        35,
                        Table.start(builder, 1).int32(0, node.outputs().size()).end(),
                        rest(scalar(op.axis()), in.get(0)));
            case Op.ResizeNearest op ->
                new Operator(
                        97,
                        74,
                        Table.start(builder, 2)
                                .int8(0, op.alignCorners() ? 1 : 0)
                                .int8(1, op.halfPixelCenters() ? 1 : 0)
                                .end(),
                        rest(in.get(0), list(graph.out(node).shape().dims().subList(1, 3))));
            case Op.ArgMax op ->
                new Operator(56, 40, Table.start(builder, 1).int8(0, 2).end(), rest(in.get(0), scalar(op.axis())));
            case Op.Quantize _ -> new Operator(114, 89, empty(), in);
            case Op.Dequantize _ -> new Operator(6, 38, empty(), in);
            case Op.Svdf op ->
                new Operator(
                        27,
                        6,
                        Table.start(builder, 2).int32(0, op.rank()).int8(1, 1).end(),
                        in);
            case Op.Lookup _ -> throw new IllegalArgumentException("no operator of the format");
        };
    }

    private Operator unary(Op.Unary op, List<Integer> in) {
        return switch (op.kind()) {
            case LOGISTIC -> new Operator(14, 0, 0, in);
            case TANH -> new Operator(28, 0, 0, in);
            case RELU -> new Operator(19, 0, 0, in);
            case RELU_N1_TO_1 -> new Operator(20, 0, 0, in);
            case RELU6 -> new Operator(21, 0, 0, in);
            case LEAKY_RELU ->
                new Operator(
                        98, 75, Table.start(builder, 1).float32(0, op.alpha()).end(), in);
            case HARD_SWISH -> new Operator(117, 91, empty(), in);
        };
    }

    private int empty() {
        return Table.start(builder, 1).end();
    }

    private int clamp(int fields, int field, Clamp clamp) {
        return Table.start(builder, fields).int8(field, code(clamp)).end();
    }

    private static int code(Clamp clamp) {
        return switch (clamp) {
            case NONE -> 0;
            case RELU -> 1;
            case RELU_N1_TO_1 -> 2;
            case RELU6 -> 3;
        };
    }

    /** Padding, strides, limits, and dilations from a field on, which is 0 where there are none. */
    private Table window(int fields, Window window, int dilations, int clampField, Clamp clamp) {
        Table table = Table.start(builder, fields)
                .int8(0, window.padding().isNone() ? 1 : 0)
                .int32(1, window.strideX())
                .int32(2, window.strideY())
                .int8(clampField, code(clamp));
        if (dilations == 0) {
            return table;
        }
        return table.int32(dilations, window.dilationX(), 1).int32(dilations + 1, window.dilationY(), 1);
    }

    private int paddings(Op.Pad op) {
        int[] values = IntStream.range(0, op.before().size())
                .flatMap(i -> IntStream.of(op.before().get(i), op.after().get(i)))
                .toArray();
        return add(Tensor.constant("paddings", Shape.of(values.length / 2, 2), Optional.empty(), values));
    }

    private int list(List<Integer> values) {
        int[] array = values.stream().mapToInt(i -> i).toArray();
        return add(Tensor.constant("list", Shape.of(array.length), Optional.empty(), array));
    }

    private int scalar(int value) {
        return add(Tensor.constant("scalar", Shape.of(), Optional.empty(), new int[] {value}));
    }

    private int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private static List<Integer> rest(Integer... inputs) {
        return List.of(inputs);
    }
}
