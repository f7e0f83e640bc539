package dev.tinywright.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Rounding;
import dev.tinywright.tflite.SampleNode.Kind;
import dev.tinywright.tflite.TensorFlowLite.Kernels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Operators on int16 against TensorFlow Lite 2.20: the 16x8 scheme of its files. The graphs are those of {@link SampleNode} with
 * int16 for int8. Its reference kernels give the same bytes, but for fully connected layers, which it rounds otherwise on a PC;
 * no other kernel of its differs by more than 1. {@code -Dseed=} draws others.
 */
class WideAgreementTest {
    private static final int GRAPHS = 30;
    private static final int RUNS = 3;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(Long.getLong("seed", 11));

    @ParameterizedTest
    @EnumSource(
            names = {
                "CONV_2D",
                "DEPTHWISE_CONV_2D",
                "AVERAGE_POOL_2D",
                "MAX_POOL_2D",
                "MEAN",
                "ADD",
                "SUB",
                "CONCATENATION",
                "RESHAPE",
                "TRANSPOSE",
                "PAD",
                "STRIDED_SLICE",
                "SPLIT",
                "RESIZE_NEAREST_NEIGHBOR"
            })
    void theReferenceKernelsGiveTheSameBytes(Kind kind) {
        assertThat(largestDifference(kind, Kernels.REFERENCE, false)).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "CONV_2D",
                "DEPTHWISE_CONV_2D",
                "FULLY_CONNECTED",
                "FULLY_CONNECTED_PER_CHANNEL",
                "AVERAGE_POOL_2D",
                "MAX_POOL_2D",
                "MEAN",
                "ADD",
                "SUB"
            })
    void theDefaultKernelsDifferByOneAtMost(Kind kind) {
        assertThat(largestDifference(kind, Kernels.XNNPACK, false)).isLessThanOrEqualTo(1);
    }

    /** Which a file's options say. */
    @ParameterizedTest
    @EnumSource(names = {"CONV_2D", "FULLY_CONNECTED", "FULLY_CONNECTED_PER_CHANNEL"})
    void sumsOf32BitsDifferByOneAtMost(Kind kind) {
        assertThat(largestDifference(kind, Kernels.REFERENCE, true)).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"INT8", "INT16", "FLOAT32"})
    void changesOfTypeGiveTheSameBytes(DataType from) {
        for (DataType to : List.of(DataType.INT8, DataType.INT16, DataType.FLOAT32)) {
            if (from != to && (from == DataType.INT16 || to == DataType.INT16)
                    || from == to && from == DataType.INT16) {
                for (int i = 0; i < GRAPHS; i++) {
                    assertThat(largestDifference(change(from, to), Kernels.REFERENCE))
                            .isZero();
                }
            }
        }
    }

    private Graph change(DataType from, DataType to) {
        Tensor x = tensor("x", from);
        Tensor y = tensor("y", to);
        Op op = to == DataType.FLOAT32 ? new Op.Dequantize() : new Op.Quantize();
        return new Graph(
                "change",
                List.of(x, y),
                List.of(new Node(op, List.of(0), List.of(1))),
                List.of(0),
                List.of(1),
                List.of());
    }

    private Tensor tensor(String name, DataType type) {
        float scale = random.nextFloat(0.005f, 0.02f) / (type == DataType.INT16 ? 100 : 1);
        Optional<Scaling> scaling = type == DataType.FLOAT32
                ? Optional.empty()
                : Optional.of(Scaling.of(scale, type == DataType.INT8 ? random.nextInt(-128, 128) : 0));
        return Tensor.activation(name, type, Shape.of(1, 64), scaling);
    }

    private int largestDifference(Kind kind, Kernels kernels, boolean narrow) {
        int largest = 0;
        for (int i = 0; i < GRAPHS; i++) {
            Graph graph = wide(SampleNode.of(kind, random), narrow);
            if (kernels != Kernels.XNNPACK || !OperatorAgreementTest.isPaddedWrong(graph)) {
                largest = Math.max(largest, largestDifference(graph, kernels));
            }
        }
        return largest;
    }

    private int largestDifference(Graph graph, Kernels kernels) {
        byte[] file = GraphWriter.write(graph);
        int largest = 0;
        try (TensorFlowLite runtime = new TensorFlowLite(file, kernels)) {
            Reference reference = new Reference(TfliteReader.read(file, "sample.tflite"), Rounding.DOUBLE);
            for (int run = 0; run < RUNS; run++) {
                List<byte[]> x = SampleNode.inputs(graph, random);
                List<byte[]> ours = reference.run(x);
                List<byte[]> theirs = runtime.runAll(x);
                for (int output = 0; output < ours.size(); output++) {
                    DataType type = graph.tensor(graph.outputs().get(output)).type();
                    largest = Math.max(largest, largest(type, ours.get(output), theirs.get(output)));
                }
            }
        }
        return largest;
    }

    private static int largest(DataType type, byte[] ours, byte[] theirs) {
        assertThat(theirs).hasSameSizeAs(ours);
        if (type != DataType.INT16) {
            return Arrays.equals(ours, theirs) ? 0 : Integer.MAX_VALUE;
        }
        ByteBuffer a = ByteBuffer.wrap(ours).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer b = ByteBuffer.wrap(theirs).order(ByteOrder.LITTLE_ENDIAN);
        int largest = 0;
        for (int i = 0; i < ours.length; i += Short.BYTES) {
            largest = Math.max(largest, Math.abs(a.getShort(i) - b.getShort(i)));
        }
        return largest;
    }

    /** Returns a graph with int16 for int8 activations: 256 times finer steps around zero, and biases that go with it. */
    private Graph wide(Graph graph, boolean narrow) {
        List<Tensor> tensors = new ArrayList<>();
        Node node = graph.nodes().getFirst();
        boolean sums = node.inputs().size() > 1 && !(node.op() instanceof Op.Binary || node.op() instanceof Op.Concat);
        for (int i = 0; i < graph.tensors().size(); i++) {
            Tensor tensor = graph.tensor(i);
            if (tensor.type() == DataType.INT32) {
                tensors.add(bias(tensor, narrow));
            } else {
                tensors.add(sums && node.inputs().indexOf(i) == 1 ? narrowed(tensor, narrow) : words(tensor));
            }
        }
        List<Node> nodes = List.of(new Node(withoutPadding(node.op()), node.inputs(), node.outputs()));
        return new Graph(graph.name(), tensors, nodes, graph.inputs(), graph.outputs(), graph.states());
    }

    private static Op withoutPadding(Op op) {
        return op instanceof Op.Pad pad ? new Op.Pad(pad.before(), pad.after(), 0) : op;
    }

    private Tensor words(Tensor tensor) {
        Optional<Scaling> scaling = Optional.of(Scaling.of(tensor.scale() / 256, 0));
        byte[] values = new byte[2 * tensor.elements()];
        random.nextBytes(values);
        return new Tensor(
                tensor.name(),
                DataType.INT16,
                tensor.shape(),
                scaling,
                tensor.isConstant() ? Optional.of(ByteBuffer.wrap(values)) : Optional.empty());
    }

    /** Weights so small that no sum leaves 32 bits. */
    private static Tensor narrowed(Tensor weights, boolean narrow) {
        byte[] values = weights.toBytes();
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (values[i] / (narrow ? 4 : 1));
        }
        return Tensor.constant(weights.name(), weights.shape(), weights.requiredScaling(), values);
    }

    private static Tensor bias(Tensor bias, boolean narrow) {
        Scaling all = bias.requiredScaling();
        float[] scales = new float[all.scales().length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = all.scale(i) / 256;
        }
        Optional<Scaling> scaling = Optional.of(new Scaling(scales, 0, 0));
        long[] values =
                Arrays.stream(bias.ints()).mapToLong(value -> 256L * value).toArray();
        return narrow
                ? Tensor.constant(
                        bias.name(),
                        bias.shape(),
                        scaling,
                        Arrays.stream(values).mapToInt(Math::toIntExact).toArray())
                : Tensor.constant(bias.name(), bias.shape(), scaling, values);
    }
}
