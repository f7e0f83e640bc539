package dev.tinywright.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.tinywright.diag.TinywrightException;
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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TfliteReaderTest {
    private static final Op RELU = new Op.Unary(Op.UnaryKind.RELU, 0);

    @Test
    void sortsNodesThatComeBeforeTheirInputs() {
        Graph graph = graph(List.of(new Node(RELU, 1, 2), new Node(RELU, 0, 1)), 2, int8("x"), int8("a"), int8("y"));
        Graph read = read(graph);
        assertThat(read.nodes().stream().map(node -> read.out(node).name())).containsExactly("a", "y");
    }

    @Test
    void refusesNodesThatWaitForEachOther() {
        Node first = new Node(new Op.Binary(Op.BinaryKind.ADD, Clamp.NONE), List.of(0, 2), List.of(1));
        Graph graph = graph(List.of(first, new Node(RELU, 1, 2)), 2, int8("x"), int8("a"), int8("y"));
        assertRefused(graph, "in a circle", "loop");
    }

    @Test
    void refusesATensorThatIsMadeTwice() {
        Graph graph = graph(List.of(new Node(RELU, 0, 1), new Node(RELU, 0, 1)), 1, int8("x"), int8("y"));
        assertRefused(graph, "tensor \"y\" is an output of RELU", "convert");
    }

    @Test
    void refusesATensorThatNobodyMakes() {
        Graph graph = graph(List.of(new Node(RELU, 1, 2)), 2, int8("x"), int8("lost"), int8("y"));
        assertRefused(graph, "\"lost\" is read before any operator makes it", "convert");
    }

    @Test
    void tellsHowToQuantizeAFloatModel() {
        Tensor x = Tensor.activation("x", DataType.FLOAT32, Shape.of(1, 4), Optional.empty());
        Tensor y = Tensor.activation("y", DataType.FLOAT32, Shape.of(1, 4), Optional.empty());
        assertRefused(
                graph(List.of(new Node(RELU, 0, 1)), 1, x, y),
                "tensor \"y\" is FLOAT32, not INT8",
                "RELU that makes \"y\"",
                "representative_dataset",
                "TFLITE_BUILTINS_INT8");
    }

    @Test
    void tellsHowToComeFromUint8() {
        Tensor x = Tensor.activation("x", DataType.UINT8, Shape.of(1, 4), Optional.of(Scaling.of(1, 128)));
        Tensor y = Tensor.activation("y", DataType.UINT8, Shape.of(1, 4), Optional.of(Scaling.of(1, 128)));
        assertRefused(graph(List.of(new Node(RELU, 0, 1)), 1, x, y), "UINT8, not INT8", "older kind");
    }

    @Test
    void wantsABatchOfOne() {
        Tensor x = Tensor.int8("x", Shape.of(2, 4, 4, 1), 1, 0);
        Tensor y = Tensor.int8("y", Shape.of(2, 2, 2, 1), 1, 0);
        Op pool = new Op.Pool(Op.PoolKind.MAX, 2, 2, Window.of(Padding.NONE, 2), Clamp.NONE);
        assertRefused(graph(List.of(new Node(pool, 0, 1)), 1, x, y), "a batch of 2", "MAX_POOL_2D", "batch_size=1");
    }

    @Test
    void refusesAnOutputOfAnotherShapeThanTheOperatorMakes() {
        Tensor y = Tensor.int8("y", Shape.of(1, 5), 1, 0);
        assertRefused(graph(List.of(new Node(RELU, 0, 1)), 1, int8("x"), y), "tensor \"y\" is 1x5, not 1x4", "RELU");
    }

    @Test
    void refusesOtherOperatorsByName() {
        assertRefused(of(101), "the operator ABS is not supported", "operator 0, ABS", "supported are");
        assertRefused(of(16), "LSTM is not supported", "keras.layers.LSTM");
        assertRefused(of(32), "the custom operator", "in your program");
    }

    @Test
    void saysWhichTensorACustomOperatorMakes() {
        byte[] file = new HandWritten(int8("x"), int8("y"))
                .custom("Detect\u001b[2J" + "e".repeat(500), List.of(0), 1)
                .file(0, 1);
        assertRefused(
                file, "the custom operator Detect?[2Je", "e is not supported", "operator 0", "makes tensor \"y\"");
        assertThatExceptionOfType(TinywrightException.class)
                .isThrownBy(() -> TfliteReader.read(file, "net"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500).doesNotContain("\u001b"));
    }

    @Test
    void refusesDimensionsThatAreNotKnown() {
        for (int dim : new int[] {0, -1, Integer.MIN_VALUE}) {
            byte[] file = relu();
            replace(file, 4321, dim);
            assertRefused(file, "a dimension of the shape", "batch_size=1");
        }
    }

    @Test
    void refusesHugeShapes() {
        byte[] file = relu();
        replace(file, 4321, Integer.MAX_VALUE);
        assertRefused(file, "too many elements", "tensor \"x\"");
    }

    @Test
    void refusesScalesThatAreNoNumbers() {
        for (float scale : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 0, -1}) {
            byte[] file = relu();
            replace(file, Float.floatToIntBits(0.625f), Float.floatToIntBits(scale));
            assertRefused(file, "a scale is", "tensor \"x\"");
        }
    }

    @Test
    void readsNamesThatAreNotUtf8() {
        Tensor x = Tensor.int8("name\u00fc", Shape.of(1, 4), 1, 0);
        byte[] file = GraphWriter.write(graph(List.of(new Node(RELU, 0, 1)), 1, x, int8("y")));
        for (int i = 0; i < file.length; i++) {
            file[i] = file[i] == (byte) 0xbc ? (byte) 'e' : file[i]; // the second byte of the u with dots
        }
        assertThat(TfliteReader.read(file, "net").tensor(0).name()).isEqualTo("name\ufffde");
    }

    @Test
    void refusesSeveralSubgraphsAndNone() {
        assertRefused(model(0, 0), "0 subgraphs");
        assertRefused(model(2, 0), "2 subgraphs", "without tf.while_loop");
    }

    /** Half a million entries of one table with a name of 100 KB: read one by one they would take 50 GB. */
    @Test
    void refusesTablesThatReferToTheSameBytesAgainAndAgain() {
        assertRefused(model(1, 60_000), "again and again");
        assertRefused(model(1, 500_000), "500000 tensors");
    }

    @Test
    void refusesWhatIsNoTfliteFile() {
        assertRefused(new byte[0], "does not start as one");
        assertRefused(new byte[100], "does not start as one");
    }

    private static Graph graph(List<Node> nodes, int output, Tensor... tensors) {
        return new Graph("net", List.of(tensors), nodes, List.of(0), List.of(output), List.of());
    }

    private static Tensor int8(String name) {
        return Tensor.int8(name, Shape.of(1, 4), 1, 0);
    }

    /** A file with one operator, whose input has numbers that are nowhere else in it. */
    private static byte[] relu() {
        Tensor x = Tensor.int8("x", Shape.of(1, 4321), 0.625f, 0);
        return GraphWriter.write(graph(List.of(new Node(RELU, 0, 1)), 1, x, Tensor.int8("y", Shape.of(1, 4321), 1, 0)));
    }

    /** A file with one operator that cannot be read, of this number. */
    private static byte[] of(int operator) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int code = Table.start(builder, 4).int32(3, operator).end();
        int codes = Table.offsets(builder, List.of(code));
        int operators = Table.offsets(builder, List.of(Table.start(builder, 5).end()));
        int subgraph = Table.start(builder, 5).offset(3, operators).end();
        int subgraphs = Table.offsets(builder, List.of(subgraph));
        int model = Table.start(builder, 5)
                .int32(0, 3)
                .offset(1, codes)
                .offset(2, subgraphs)
                .end();
        builder.finish(model, "TFL3");
        return builder.sizedByteArray();
    }

    private static Graph read(Graph graph) {
        return TfliteReader.read(GraphWriter.write(graph), "net");
    }

    private static void replace(byte[] file, int value, int by) {
        ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 4 <= file.length; at += 4) {
            if (words.getInt(at) == value) {
                words.putInt(at, by);
            }
        }
    }

    /** A model of so many subgraphs, each with so many tensors that are all the same table. */
    private static byte[] model(int subgraphs, int tensors) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int name = builder.createString("x".repeat(100_000));
        int buffer = Table.start(builder, 1).end();
        int tensor = Table.start(builder, 4).offset(3, name).end();
        int all = Table.offsets(builder, Collections.nCopies(tensors, tensor));
        int[] inputs = new int[tensors];
        for (int i = 0; i < tensors; i++) {
            inputs[i] = i;
        }
        int given = Table.int32s(builder, inputs);
        int subgraph = Table.start(builder, 5).offset(0, all).offset(1, given).end();
        int graphs = Table.offsets(builder, Collections.nCopies(subgraphs, subgraph));
        int buffers = Table.offsets(builder, List.of(buffer));
        builder.finish(
                Table.start(builder, 5)
                        .int32(0, 3)
                        .offset(2, graphs)
                        .offset(4, buffers)
                        .end(),
                "TFL3");
        return builder.sizedByteArray();
    }

    private static void assertRefused(Graph graph, String... parts) {
        assertRefused(GraphWriter.write(graph), parts);
    }

    private static void assertRefused(byte[] file, String... parts) {
        assertThatExceptionOfType(TinywrightException.class)
                .isThrownBy(() -> TfliteReader.read(file, "net"))
                .withMessageContainingAll(parts);
    }
}
