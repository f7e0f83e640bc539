package dev.tinywright.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.tinywright.quantize.QuantizedLayer;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.tensor.Quantization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a quantized network as a {@code .tflite} file: schema version 3, identifier TFL3; one subgraph, batch 1, int8 in
 * and out; FULLY_CONNECTED with weights quantized per channel, then SOFTMAX. Field and enum numbers below are those of
 * TensorFlow's {@code schema.fbs}.
 */
public final class TfliteWriter {
    private static final int SCHEMA_VERSION = 3;
    private static final int INT32 = 2;
    private static final int INT8 = 9;
    private static final int RELU = 1;

    private static final int FULLY_CONNECTED = 9;
    /** From this version on the operator takes int8; TensorFlow's converter writes it for weights per channel as well. */
    private static final int FULLY_CONNECTED_VERSION = 4;

    private static final int FULLY_CONNECTED_OPTIONS = 8;
    private static final int SOFTMAX = 25;
    /** From this version on the operator takes int8. */
    private static final int SOFTMAX_VERSION = 2;

    private static final int SOFTMAX_OPTIONS = 9;

    private final FlatBufferBuilder builder = new FlatBufferBuilder(4096);
    private final List<Integer> buffers = new ArrayList<>();
    private final List<Integer> tensors = new ArrayList<>();

    private TfliteWriter() {}

    /**
     * Returns the file's bytes; the same arguments give the same bytes.
     *
     * @param description goes into the file as its description
     * @param labels one per output, in order; stored under the metadata name {@code labels}, one per line
     */
    public static byte[] write(QuantizedModel model, String description, List<String> labels) {
        if (labels.size() != model.outputs()) {
            throw new IllegalArgumentException(model.outputs() + " outputs need as many labels, got " + labels.size());
        }
        return new TfliteWriter().model(model, description, labels);
    }

    private byte[] model(QuantizedModel model, String description, List<String> labels) {
        buffer(new byte[0]); // tensors without data refer to buffer 0, which must be empty
        int metadata = metadata("labels", String.join("\n", labels));
        int subgraphs = Table.offsets(builder, List.of(subgraph(model)));
        int codes = Table.offsets(
                builder,
                List.of(
                        operatorCode(FULLY_CONNECTED, FULLY_CONNECTED_VERSION),
                        operatorCode(SOFTMAX, SOFTMAX_VERSION)));
        int text = builder.createString(description);
        int allBuffers = Table.offsets(builder, buffers);
        int allMetadata = Table.offsets(builder, List.of(metadata));
        int root = Table.start(builder, 7)
                .int32(0, SCHEMA_VERSION)
                .offset(1, codes)
                .offset(2, subgraphs)
                .offset(3, text)
                .offset(4, allBuffers)
                .offset(6, allMetadata)
                .end();
        builder.finish(root, "TFL3");
        return builder.sizedByteArray();
    }

    private int subgraph(QuantizedModel model) {
        int input = activation("input", model.inputs(), model.input());
        List<Integer> operators = new ArrayList<>();
        int from = input;
        for (QuantizedLayer layer : model.layers()) {
            String name = layer == model.layers().getLast() ? "output" : layer.name();
            int to = activation(name, layer.outputs(), layer.output());
            operators.add(operator(layer, from, to));
            from = to;
        }
        int allTensors = Table.offsets(builder, tensors);
        int inputs = Table.int32s(builder, input);
        int outputs = Table.int32s(builder, from);
        int allOperators = Table.offsets(builder, operators);
        int name = builder.createString("main");
        return Table.start(builder, 5)
                .offset(0, allTensors)
                .offset(1, inputs)
                .offset(2, outputs)
                .offset(3, allOperators)
                .offset(4, name)
                .end();
    }

    private int operator(QuantizedLayer layer, int from, int to) {
        return switch (layer) {
            case QuantizedLayer.Dense dense -> {
                int weights = weights(dense);
                int bias = bias(dense);
                int options =
                        Table.start(builder, 1).int8(0, relu(dense) ? RELU : 0).end();
                yield operator(0, new int[] {from, weights, bias}, to, FULLY_CONNECTED_OPTIONS, options);
            }
            case QuantizedLayer.Softmax softmax -> {
                int options = Table.start(builder, 1).float32(0, 1f).end(); // beta
                yield operator(1, new int[] {from}, to, SOFTMAX_OPTIONS, options);
            }
        };
    }

    /** A layer without ReLU has −128 for its minimum; where the zero point is −128 as well, both say the same. */
    private static boolean relu(QuantizedLayer.Dense dense) {
        return dense.min() == dense.output().zeroPoint();
    }

    private int operator(int code, int[] from, int to, int optionsType, int options) {
        int inputs = Table.int32s(builder, from);
        int outputs = Table.int32s(builder, to);
        return Table.start(builder, 5)
                .int32(0, code)
                .offset(1, inputs)
                .offset(2, outputs)
                .int8(3, optionsType)
                .offset(4, options)
                .end();
    }

    private int operatorCode(int code, int version) {
        // Field 0 is the byte that older readers look at, field 3 the int that newer ones do.
        return Table.start(builder, 4)
                .int8(0, code)
                .int32(2, version, 1)
                .int32(3, code)
                .end();
    }

    private int activation(String name, int length, Quantization quantization) {
        int details = quantization(new float[] {quantization.scale()}, quantization.zeroPoint());
        return tensor(name, new int[] {1, length}, INT8, 0, details);
    }

    private int weights(QuantizedLayer.Dense dense) {
        int buffer = buffer(dense.weights());
        int details = quantization(dense.weightScales(), 0);
        return tensor(dense.name() + "_weights", new int[] {dense.units(), dense.inputs()}, INT8, buffer, details);
    }

    private int bias(QuantizedLayer.Dense dense) {
        ByteBuffer bytes = ByteBuffer.allocate(dense.units() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        float[] scales = new float[dense.units()];
        for (int u = 0; u < scales.length; u++) {
            bytes.putInt(dense.bias()[u]);
            scales[u] = dense.input().scale() * dense.weightScales()[u];
        }
        int buffer = buffer(bytes.array());
        return tensor(dense.name() + "_bias", new int[] {dense.units()}, INT32, buffer, quantization(scales, 0));
    }

    /** Returns the index of the new tensor. */
    private int tensor(String name, int[] shape, int type, int buffer, int quantization) {
        int text = builder.createString(name);
        int dimensions = Table.int32s(builder, shape);
        tensors.add(Table.start(builder, 5)
                .offset(0, dimensions)
                .int8(1, type)
                .int32(2, buffer)
                .offset(3, text)
                .offset(4, quantization)
                .end());
        return tensors.size() - 1;
    }

    /** One scale, or one per entry of dimension 0. */
    private int quantization(float[] scales, int zeroPoint) {
        int allScales = Table.float32s(builder, scales);
        int zeroPoints = Table.int64s(builder, Table.repeat(zeroPoint, scales.length));
        return Table.start(builder, 4)
                .offset(2, allScales)
                .offset(3, zeroPoints)
                .end();
    }

    private int metadata(String name, String value) {
        int buffer = buffer(value.getBytes(StandardCharsets.UTF_8));
        int text = builder.createString(name);
        return Table.start(builder, 2).offset(0, text).int32(1, buffer).end();
    }

    /** Returns the index of the new buffer. */
    private int buffer(byte[] data) {
        Table table;
        if (data.length == 0) {
            table = Table.start(builder, 1);
        } else {
            int bytes = Table.aligned(builder, data);
            table = Table.start(builder, 1).offset(0, bytes);
        }
        buffers.add(table.end());
        return buffers.size() - 1;
    }
}
