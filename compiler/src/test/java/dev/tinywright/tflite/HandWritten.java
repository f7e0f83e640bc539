package dev.tinywright.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Files with what {@link GraphWriter} does not write, as a graph has no place for it. */
final class HandWritten {
    private final FlatBufferBuilder builder = new FlatBufferBuilder();
    private final List<Integer> buffers = new ArrayList<>();
    private final List<Integer> tensors = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();
    private final List<Integer> operators = new ArrayList<>();

    HandWritten(Tensor... tensors) {
        buffers.add(Table.start(builder, 1).end());
        Arrays.stream(tensors).forEach(this::tensor);
    }

    private void tensor(Tensor tensor) {
        int buffer = 0;
        if (tensor.isConstant()) {
            int bytes = Table.aligned(builder, tensor.toBytes());
            buffer = buffers.size();
            buffers.add(Table.start(builder, 1).offset(0, bytes).end());
        }
        int name = builder.createString(tensor.name());
        int shape = Table.int32s(
                builder,
                tensor.shape().dims().stream().mapToInt(Integer::intValue).toArray());
        int quantization = tensor.scaling().map(this::quantization).orElse(0);
        tensors.add(Table.start(builder, 9)
                .offset(0, shape)
                .int8(1, Builtin.typeNumber(tensor.type().name()))
                .int32(2, buffer)
                .offset(3, name)
                .offset(4, quantization)
                .end());
    }

    private int quantization(Scaling scaling) {
        int scales = Table.float32s(builder, scaling.scales());
        int zeroPoints = Table.int64s(builder, scaling.zeroPoint());
        return Table.start(builder, 7)
                .offset(2, scales)
                .offset(3, zeroPoints)
                .int32(6, scaling.axis())
                .end();
    }

    /** @param options the number of the options' table in the schema, with these {@code fields}; 0 for none */
    HandWritten operator(String type, int options, Consumer<Table> fields, List<Integer> in, List<Integer> out) {
        int number = Builtin.number(type);
        codes.add(Table.start(builder, 4).int8(0, number).int32(3, number).end());
        return operator(options, fields, in, out);
    }

    HandWritten custom(String name, List<Integer> in, int out) {
        int text = builder.createString(name);
        codes.add(Table.start(builder, 4)
                .int8(0, Builtin.CUSTOM)
                .offset(1, text)
                .int32(3, Builtin.CUSTOM)
                .end());
        return operator(0, _ -> {}, in, List.of(out));
    }

    private HandWritten operator(int options, Consumer<Table> fields, List<Integer> in, List<Integer> out) {
        int inputs = Table.int32s(builder, in.stream().mapToInt(i -> i).toArray());
        int outputs = Table.int32s(builder, out.stream().mapToInt(i -> i).toArray());
        Table table = Table.start(builder, 8);
        fields.accept(table);
        int optionsTable = table.end();
        operators.add(Table.start(builder, 5)
                .int32(0, codes.size() - 1)
                .offset(1, inputs)
                .offset(2, outputs)
                .int8(3, options)
                .offset(4, optionsTable)
                .end());
        return this;
    }

    HandWritten operator(String type, int options, List<Integer> in, int out) {
        return operator(type, options, _ -> {}, in, List.of(out));
    }

    byte[] file(int input, int... outputs) {
        int allTensors = Table.offsets(builder, tensors);
        int in = Table.int32s(builder, input);
        int out = Table.int32s(builder, outputs);
        int allOperators = Table.offsets(builder, operators);
        int subgraph = Table.start(builder, 5)
                .offset(0, allTensors)
                .offset(1, in)
                .offset(2, out)
                .offset(3, allOperators)
                .end();
        int allCodes = Table.offsets(builder, codes);
        int subgraphs = Table.offsets(builder, List.of(subgraph));
        int allBuffers = Table.offsets(builder, buffers);
        int model = Table.start(builder, 5)
                .int32(0, 3)
                .offset(1, allCodes)
                .offset(2, subgraphs)
                .offset(4, allBuffers)
                .end();
        builder.finish(model, "TFL3");
        return builder.sizedByteArray();
    }
}
