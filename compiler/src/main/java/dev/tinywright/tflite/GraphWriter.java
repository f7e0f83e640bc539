package dev.tinywright.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes graphs as {@code .tflite} files: schema version 3, identifier TFL3, one subgraph. Field and enum numbers are those
 * of TensorFlow's {@code schema.fbs}.
 */
public final class GraphWriter {
    private static final int SCHEMA_VERSION = 3;

    private final FlatBufferBuilder builder = new FlatBufferBuilder(4096);
    private final List<Integer> buffers = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();
    private final List<Integer> codeTables = new ArrayList<>();

    private GraphWriter() {
        buffers.add(Table.start(builder, 1).end()); // tensors without data refer to buffer 0, which must be empty
    }

    /**
     * Returns the file's bytes; the same graph gives the same bytes. Operators are in the graph's order; tensors of the graph
     * have the same index in the file.
     *
     * @throws dev.tinywright.diag.TinywrightException where a node has no operator in TensorFlow Lite
     */
    public static byte[] write(Graph graph) {
        return new GraphWriter().model(graph, FileGraph.of(graph), graph.name(), List.of());
    }

    /**
     * Returns the file's bytes with a few words to a reader, its output called {@code output}; the same arguments give the same
     * bytes.
     *
     * @param description goes into the file as its description
     * @param labels one for each element of the output, in order; stored under the metadata name {@code labels}, one per line
     */
    public static byte[] write(Graph graph, String description, List<String> labels) {
        int outputs = graph.tensor(graph.outputs().getFirst()).elements();
        if (labels.size() != outputs) {
            throw new IllegalArgumentException(outputs + " outputs need as many labels, got " + labels.size());
        }
        GraphWriter writer = new GraphWriter();
        int metadata = writer.metadata("labels", String.join("\n", labels));
        Graph named = withOutputNamed(graph);
        return writer.model(named, FileGraph.of(named), description, List.of(metadata));
    }

    private static Graph withOutputNamed(Graph graph) {
        int output = graph.outputs().getFirst();
        Tensor tensor = graph.tensor(output);
        List<Tensor> tensors = new ArrayList<>(graph.tensors());
        tensors.set(output, new Tensor("output", tensor.type(), tensor.shape(), tensor.scaling(), tensor.data()));
        return new Graph(graph.name(), tensors, graph.nodes(), graph.inputs(), graph.outputs(), graph.states());
    }

    private int metadata(String name, String value) {
        int buffer = buffer(value.getBytes(StandardCharsets.UTF_8));
        int text = builder.createString(name);
        return Table.start(builder, 2).offset(0, text).int32(1, buffer).end();
    }

    private byte[] model(Graph graph, FileGraph file, String description, List<Integer> metadata) {
        int subgraphs = Table.offsets(builder, List.of(subgraph(graph, file)));
        int allCodes = Table.offsets(builder, codeTables);
        int text = builder.createString(description);
        int allBuffers = Table.offsets(builder, buffers);
        int allMetadata = metadata.isEmpty() ? 0 : Table.offsets(builder, metadata);
        int root = Table.start(builder, 7)
                .int32(0, SCHEMA_VERSION)
                .offset(1, allCodes)
                .offset(2, subgraphs)
                .offset(3, text)
                .offset(4, allBuffers)
                .offset(6, allMetadata)
                .end();
        builder.finish(root, "TFL3");
        return builder.sizedByteArray();
    }

    private int subgraph(Graph graph, FileGraph file) {
        Set<Integer> variables = new HashSet<>(graph.states());
        List<Integer> tensors = new ArrayList<>();
        Set<Integer> between = new HashSet<>();
        file.operators().forEach(operator -> between.addAll(operator.between()));
        for (int i = 0; i < file.tensors().size(); i++) {
            Tensor tensor = file.tensors().get(i);
            int[] dims =
                    between.contains(i) ? new int[] {0} : ints(tensor.shape().dims());
            tensors.add(tensor(tensor, dims, variables.contains(i)));
        }
        List<Integer> operators = file.operators().stream().map(this::operator).toList();
        int allTensors = Table.offsets(builder, tensors);
        int inputs = Table.int32s(builder, ints(graph.inputs()));
        int outputs = Table.int32s(builder, ints(graph.outputs()));
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

    private int operator(FileGraph.Operator operator) {
        int inputs = Table.int32s(builder, ints(operator.in()));
        int outputs = Table.int32s(builder, ints(operator.out()));
        int code = code(operator);
        if (operator.options() == 0) {
            return Table.start(builder, 5)
                    .int32(0, code)
                    .offset(1, inputs)
                    .offset(2, outputs)
                    .end();
        }
        int between = operator.between().isEmpty() ? 0 : Table.int32s(builder, ints(operator.between()));
        Table fields = Table.start(builder, 8);
        operator.fields().accept(fields);
        int options = fields.end();
        return Table.start(builder, 9)
                .int32(0, code)
                .offset(1, inputs)
                .offset(2, outputs)
                .int8(3, operator.options())
                .offset(4, options)
                .offset(8, between)
                .end();
    }

    /** Returns the index of the operator's type and version. */
    private int code(FileGraph.Operator operator) {
        String key = operator.type() + " " + operator.version();
        if (!codes.contains(key)) {
            int number = Builtin.number(operator.type());
            codes.add(key);
            // Field 0 is the byte that older readers look at, field 3 the int that newer ones do.
            codeTables.add(Table.start(builder, 4)
                    .int8(0, number)
                    .int32(2, operator.version(), 1)
                    .int32(3, number)
                    .end());
        }
        return codes.indexOf(key);
    }

    private int tensor(Tensor tensor, int[] dims, boolean variable) {
        int buffer = tensor.isConstant() ? buffer(tensor.toBytes()) : 0;
        int text = builder.createString(tensor.name());
        int dimensions = Table.int32s(builder, dims);
        int quantization = tensor.scaling().map(this::quantization).orElse(0);
        return Table.start(builder, 9)
                .offset(0, dimensions)
                .int8(1, Builtin.typeNumber(tensor.type().name()))
                .int32(2, buffer)
                .offset(3, text)
                .offset(4, quantization)
                .int8(5, variable ? 1 : 0)
                .int8(8, 1) // has a rank: a scalar's shape is empty as well
                .end();
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

    /** Returns the index of the new buffer. */
    private int buffer(byte[] data) {
        int bytes = Table.aligned(builder, data);
        buffers.add(Table.start(builder, 1).offset(0, bytes).end());
        return buffers.size() - 1;
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
