package dev.tinywright.tflite;

import static dev.tinywright.tflite.SampleNode.Kind.ADD;
import static dev.tinywright.tflite.SampleNode.Kind.CONV_2D;
import static dev.tinywright.tflite.SampleNode.Kind.DEPTHWISE_CONV_2D;
import static dev.tinywright.tflite.SampleNode.Kind.FULLY_CONNECTED;
import static dev.tinywright.tflite.SampleNode.Kind.FULLY_CONNECTED_PER_CHANNEL;
import static dev.tinywright.tflite.SampleNode.Kind.LEAKY_RELU;
import static dev.tinywright.tflite.SampleNode.Kind.MEAN;
import static dev.tinywright.tflite.SampleNode.Kind.MUL;
import static dev.tinywright.tflite.SampleNode.Kind.QUANTIZE;
import static dev.tinywright.tflite.SampleNode.Kind.SUB;
import static dev.tinywright.tflite.SampleNode.Kind.TRANSPOSE_CONV;
import static dev.tinywright.tflite.SampleNode.Kind.UNIDIRECTIONAL_SEQUENCE_LSTM;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Rounding;
import dev.tinywright.tflite.SampleNode.Kind;
import dev.tinywright.tflite.TensorFlowLite.Kernels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each operator of {@link Reference} against TensorFlow Lite 2.20 on random small graphs: the same file, the same inputs.
 * Its reference kernels give the same bytes, with two exceptions; its faster kernels do where this class does not say why not.
 * Nowhere is a difference larger than 1. {@code -Dseed=} draws others.
 */
class OperatorAgreementTest {
    private static final int GRAPHS = 60;
    private static final int RUNS = 4;

    /** Its FULLY_CONNECTED_REF rounds sums once, while the kernel for microcontrollers, our definition, rounds twice. */
    private static final Set<Kind> ROUNDED_ONCE = Set.of(FULLY_CONNECTED, FULLY_CONNECTED_PER_CHANNEL);

    /**
     * Its only kernel for LSTM, EvalInteger8x8_16, computes gates with gemmlowp's logistic function and tangent of int16; that
     * for microcontrollers, our definition, has a table with straight lines between. They are up to a few 2^-15 apart.
     */
    private static final double LSTM_DIFFERENCES = 0.03;

    /** Where the built-in kernels differ, and the largest share of outputs that may. */
    private static final Map<Kind, Double> BUILT_IN_DIFFERENCES = Map.of(
            CONV_2D, 0.005, // ruy rounds the second time half up, not half away from 0
            FULLY_CONNECTED, 0.005, // ruy
            FULLY_CONNECTED_PER_CHANNEL, 0.005, // ruy
            UNIDIRECTIONAL_SEQUENCE_LSTM, LSTM_DIFFERENCES,
            MEAN, 0.05, // optimized_integer_ops::Mean over height and width adds the zero points to the sum, scaled
            QUANTIZE, 0.2); // optimized_ops::AffineQuantize rounds halves to even; one input in two is a half

    /** Where XNNPACK differs from double rounding. Its requantization is in float32, to even. */
    private static final Map<Kind, Double> XNNPACK_DIFFERENCES = Map.ofEntries(
            entry(CONV_2D, 0.01),
            entry(DEPTHWISE_CONV_2D, 0.01),
            entry(FULLY_CONNECTED, 0.01),
            entry(FULLY_CONNECTED_PER_CHANNEL, 0.01),
            entry(TRANSPOSE_CONV, 0.01),
            entry(UNIDIRECTIONAL_SEQUENCE_LSTM, LSTM_DIFFERENCES), // has none of its own
            entry(MUL, 0.01),
            entry(ADD, 0.002), // qs8-vadd has factors of 21 bits, adds the products and rounds once
            entry(SUB, 0.002), // likewise
            entry(MEAN, 0.2), // qs8-rsum adds a whole row and rounds in float32
            entry(LEAKY_RELU, 0.2), // qs8-vlrelu has factors of 8 bits after the point
            entry(QUANTIZE, 0.2)); // qs8-vcvt, likewise; float32 halves to even

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNIDIRECTIONAL_SEQUENCE_LSTM")
    void theReferenceKernelsGiveTheSameBytes(Kind kind) {
        Rounding rounding = ROUNDED_ONCE.contains(kind) ? Rounding.SINGLE : Rounding.DOUBLE;
        assertThat(tally(kind, Kernels.REFERENCE, rounding).different).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theBuiltInKernelsDifferByOneWhereTheyRoundOtherwise(Kind kind) {
        assertDifferences(tally(kind, Kernels.BUILT_IN, Rounding.DOUBLE), BUILT_IN_DIFFERENCES.getOrDefault(kind, 0.0));
    }

    @ParameterizedTest
    @EnumSource
    void xnnpackDiffersByOneWhereItRoundsOtherwise(Kind kind) {
        assertDifferences(tally(kind, Kernels.XNNPACK, Rounding.DOUBLE), XNNPACK_DIFFERENCES.getOrDefault(kind, 0.0));
    }

    /** What is left: halves, which float32 rounds to even, and products that float32 cannot tell from halves; {@link XnnpackRoundingTest}. */
    @ParameterizedTest
    @EnumSource(
            names = {"CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "FULLY_CONNECTED_PER_CHANNEL", "TRANSPOSE_CONV"
            })
    void singleRoundingIsThatOfXnnpack(Kind kind) {
        assertDifferences(tally(kind, Kernels.XNNPACK, Rounding.SINGLE), 0.0005);
    }

    private static void assertDifferences(Tally tally, double share) {
        assertThat(tally.largest).isLessThanOrEqualTo(1);
        assertThat((double) tally.different / tally.total).isLessThanOrEqualTo(share);
    }

    private static Tally tally(Kind kind, Kernels kernels, Rounding rounding) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(Long.getLong("seed", 11));
        Tally tally = new Tally();
        for (int i = 0; i < GRAPHS; i++) {
            Graph graph = SampleNode.of(kind, random);
            if (kernels == Kernels.XNNPACK && isPaddedWrong(graph)) {
                continue;
            }
            byte[] file = GraphWriter.write(graph);
            try (TensorFlowLite runtime = new TensorFlowLite(file, kernels)) {
                Reference reference = new Reference(TfliteReader.read(file, "sample.tflite"), rounding);
                for (int run = 0; run < RUNS; run++) {
                    List<byte[]> x = SampleNode.inputs(graph, random);
                    tally.add(graph, reference.run(x), runtime.runAll(x));
                }
            }
        }
        return tally;
    }

    /** Where strides exceed the filter along an axis, XNNPACK takes a SAME padding below 0 for a huge unsigned one. */
    static boolean isPaddedWrong(Graph graph) {
        return switch (graph.nodes().getFirst().op()) {
            case Op.Conv2d op -> isPaddedWrong(op.window(), graph);
            case Op.DepthwiseConv2d op -> isPaddedWrong(op.window(), graph);
            default -> false;
        };
    }

    private static boolean isPaddedWrong(Window window, Graph graph) {
        Shape filter = graph.in(graph.nodes().getFirst(), 1).shape();
        return !window.padding().isNone() && (window.strideY() > filter.height() || window.strideX() > filter.width());
    }

    private static final class Tally {
        private int total;
        private int different;
        private int largest;

        void add(Graph graph, List<byte[]> ours, List<byte[]> theirs) {
            for (int output = 0; output < ours.size(); output++) {
                DataType type = graph.tensor(graph.outputs().get(output)).type();
                add(type, ours.get(output), theirs.get(output));
            }
        }

        private void add(DataType type, byte[] ours, byte[] theirs) {
            assertThat(theirs).hasSameSizeAs(ours);
            for (int i = 0; i < ours.length; i++) {
                int difference = type == DataType.UINT8 ? (ours[i] & 0xff) - (theirs[i] & 0xff) : ours[i] - theirs[i];
                total++;
                different += difference == 0 ? 0 : 1;
                largest = Math.max(largest, Math.abs(difference));
            }
        }
    }
}
