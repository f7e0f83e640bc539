package dev.tinywright.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import dev.tinywright.reference.Reference;
import dev.tinywright.tflite.TensorFlowLite.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What files of converters old and new have, and ours never writes. */
class UnusualFilesTest {
    private static final Shape PICTURE = Shape.of(1, 3, 3, 2);

    /** Converters of 2019 gave biases the axis of their weights; newer runtimes for desktops refuse that. */
    @Test
    void readsBiasesWhoseScalesAreAlongTheAxisOfTheirWeights() {
        float[] products = {0.01f, 0.02f};
        Graph old = TfliteReader.read(depthwise(new Scaling(products, 0, 3)), "net");
        Graph now = assertRunsAsInTheRuntime(depthwise(new Scaling(products, 0, 0)));
        List<byte[]> x = List.of(new byte[18]);
        assertThat(new Reference(old).run(x)).containsExactlyElementsOf(new Reference(now).run(x));
    }

    /** The reference kernels add a convolution's bias to its sums, whatever its scale is said to be. */
    @Test
    void readsBiasesOfConvolutionsWhateverTheirScale() {
        assertRunsAsInTheRuntime(depthwise(Scaling.of(7, 0)));
    }

    @Test
    void refusesABiasOfAnotherScaleInAFullyConnectedLayer() {
        Tensor weights = Tensor.constant("w", Shape.of(1, 4), Scaling.of(0.5f, 0), new byte[4]);
        Tensor bias = Tensor.constant("b", Shape.of(1), Optional.of(Scaling.of(7, 0)), new int[1]);
        Graph graph = new Graph(
                "net",
                List.of(int8("x", Shape.of(1, 4)), weights, bias, int8("y", Shape.of(1, 1))),
                List.of(new Node(new Op.FullyConnected(Clamp.NONE), List.of(0, 1, 2), List.of(3))),
                List.of(0),
                List.of(3),
                List.of());
        assertRefused(GraphWriter.write(graph), "the scale of its bias is 7.0", "FULLY_CONNECTED");
    }

    /** So Keras flattens what was made for any batch. */
    @Test
    void computesShapesThatAreKnown() {
        byte[] file = flatten(ints("batch", Shape.of(1), 0), 0);
        Graph read = assertRunsAsInTheRuntime(file);
        assertThat(read.nodes()).hasSize(1);
        assertThat(read.nodes().getFirst().op()).isInstanceOf(Op.Reshape.class);
    }

    @Test
    void refusesShapesThatDoNotFit() {
        assertRefused(flatten(ints("batch", Shape.of(1), 1), 0), "it reshapes to [3, -1], its output is 1x18");
        assertRefused(flatten(ints("batch", Shape.of(1), 0), 1), "it packs more than the sizes", "PACK");
    }

    @Test
    void refusesToPackWhatTheNetworkComputes() {
        byte[] file = new HandWritten(int8("x", PICTURE), int8("y", Shape.of(1, 1, 3, 3, 2)))
                .operator("PACK", 59, table -> table.int32(0, 1), List.of(0), List.of(1))
                .file(0, 1);
        assertRefused(file, "it packs more than the sizes", "operator 0, PACK that makes tensor \"y\"", "tf.concat");
    }

    @Test
    void readsScalesAsLargeAsBadCalibrationMakesThem() {
        Tensor y = Tensor.int8("y", PICTURE, 1.83e6f, 127);
        assertRunsAsInTheRuntime(new HandWritten(Tensor.int8("x", PICTURE, 1.83e6f, 127), y)
                .operator("RELU", 0, List.of(0), 1)
                .file(0, 1));
    }

    @Test
    void saysThatANetworkIsTooLargeForMicrocontrollers() {
        Tensor x = int8("x", Shape.of(1, 8192, 4096, 1));
        byte[] file = new HandWritten(x, int8("y", x.shape()), int8("z", x.shape()))
                .operator("RELU", 0, List.of(0), 1)
                .operator("RELU", 0, List.of(1), 2)
                .file(0, 2);
        assertRefused(file, "all tensors together have more than", "take a smaller network");
    }

    private static byte[] depthwise(Scaling bias) {
        Tensor weights = Tensor.constant(
                "w", Shape.of(1, 1, 2, 2), new Scaling(new float[] {0.1f, 0.2f}, 0, 3), new byte[] {30, -50, 70, 127});
        Graph graph = new Graph(
                "net",
                List.of(
                        int8("x", PICTURE),
                        weights,
                        Tensor.constant("b", Shape.of(2), Optional.of(bias), new int[] {300, -700}),
                        int8("y", Shape.of(1, 3, 2, 2))),
                List.of(new Node(
                        new Op.DepthwiseConv2d(Window.of(Padding.NONE, 1), 1, Clamp.NONE),
                        List.of(0, 1, 2),
                        List.of(3))),
                List.of(0),
                List.of(3),
                List.of());
        return GraphWriter.write(graph);
    }

    /** x → SHAPE → STRIDED_SLICE from {@code begin} → PACK with −1 → RESHAPE of x. */
    private static byte[] flatten(Tensor begin, int axis) {
        int first = begin.ints()[0];
        return new HandWritten(
                        int8("x", PICTURE),
                        number("shape", Shape.of(4)),
                        begin,
                        ints("end", Shape.of(1), first + 1),
                        ints("step", Shape.of(1), 1),
                        number("size", Shape.of()),
                        ints("rest", Shape.of(), -1),
                        number("sizes", Shape.of(2)),
                        int8("y", Shape.of(1, 18)))
                .operator("SHAPE", 55, table -> table.int8(0, Builtin.typeNumber("INT32")), List.of(0), List.of(1))
                .operator("STRIDED_SLICE", 32, table -> table.int32(4, 1), List.of(1, 2, 3, 4), List.of(5))
                .operator("PACK", 59, table -> table.int32(0, 2).int32(1, axis), List.of(5, 6), List.of(7))
                .operator("RESHAPE", 17, List.of(0, 7), 8)
                .file(0, 8);
    }

    private static Graph assertRunsAsInTheRuntime(byte[] file) {
        Graph graph = TfliteReader.read(file, "net");
        Random random = new Random(4);
        Reference reference = new Reference(graph);
        try (TensorFlowLite runtime = new TensorFlowLite(file, Kernels.BUILT_IN)) {
            for (int run = 0; run < 3; run++) {
                List<byte[]> x = new ArrayList<>();
                for (int input : graph.inputs()) {
                    byte[] values = new byte[graph.tensor(input).bytes()];
                    random.nextBytes(values);
                    x.add(values);
                }
                assertThat(reference.run(x)).containsExactlyElementsOf(runtime.runAll(x));
            }
        }
        return graph;
    }

    private static void assertRefused(byte[] file, String... parts) {
        assertThatExceptionOfType(TinywrightException.class)
                .isThrownBy(() -> TfliteReader.read(file, "net"))
                .withMessageContainingAll(parts);
    }

    private static Tensor int8(String name, Shape shape) {
        return Tensor.int8(name, shape, 0.1f, 3);
    }

    private static Tensor number(String name, Shape shape) {
        return Tensor.activation(name, DataType.INT32, shape, Optional.empty());
    }

    private static Tensor ints(String name, Shape shape, int... values) {
        return Tensor.constant(name, shape, Optional.empty(), values);
    }
}
