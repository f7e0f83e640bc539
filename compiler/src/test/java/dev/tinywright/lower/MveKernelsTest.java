package dev.tinywright.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import dev.tinywright.tensor.Requantizer;
import dev.tinywright.tensor.Rounding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MveKernelsTest {
    private static final Window SAME_3X3 = Window.of(new Padding(1, 1, 1, 1), 1);
    private static final int X_ZERO = 3;

    /** One node: x, weights 1, 2, 3 …, bias 1000, 1001 … */
    private static Graph graph(Op op, Shape x, Shape weights, Shape y, int channels) {
        return graph(op, x, weights, y, channels, 1);
    }

    private static Graph graph(Op op, Shape x, Shape weights, Shape y, int channels, float yScale) {
        byte[] values = new byte[weights.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % 100 + 1);
        }
        int[] bias = new int[channels];
        for (int i = 0; i < channels; i++) {
            bias[i] = 1000 + i;
        }
        return new Graph(
                "test",
                List.of(
                        Tensor.int8("x", x, 0.5f, X_ZERO),
                        Tensor.constant("weights", weights, Scaling.of(0.01f, 0), values),
                        Tensor.constant("bias", Shape.of(channels), Optional.empty(), bias),
                        Tensor.int8("y", y, yScale, -128)),
                List.of(new Node(op, List.of(0, 1, 2), List.of(3))),
                List.of(0),
                List.of(3),
                List.of());
    }

    private static Graph convolution(Shape x, int kernel, int filters, Window window, Clamp clamp) {
        return convolution(x, kernel, filters, window, clamp, 1);
    }

    private static Graph convolution(Shape x, int kernel, int filters, Window window, Clamp clamp, float yScale) {
        Shape weights = Shape.of(filters, kernel, kernel, x.channels());
        Shape y = Shape.of(1, x.height(), x.width(), filters);
        return graph(new Op.Conv2d(window, clamp), x, weights, y, filters, yScale);
    }

    private static Graph depthwise(Shape x, int kernel, Window window) {
        return graph(
                new Op.DepthwiseConv2d(window, 1, Clamp.RELU),
                x,
                Shape.of(1, kernel, kernel, x.channels()),
                x,
                x.channels());
    }

    private static KernelCall only(Graph graph) {
        List<KernelCall> calls = propose(graph, Target.of(Target.Core.MVE));
        assertThat(calls).hasSize(1);
        return calls.getFirst();
    }

    private static List<KernelCall> propose(Graph graph, Target target) {
        return new MveKernels().propose(graph, graph.nodes().getFirst(), target);
    }

    private static Constant constant(KernelCall call, String suffix) {
        return call.constants().stream()
                .filter(constant -> constant.suffix().equals(suffix))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void proposesForHeliumOnly() {
        Graph graph = convolution(Shape.of(1, 4, 4, 2), 3, 5, SAME_3X3, Clamp.RELU);
        assertThat(propose(graph, Target.of(Target.Core.DSP))).isEmpty();
    }

    /** With a factor of one half and more nothing is shifted out: the product is all the rounding there is. */
    @Test
    void singleRoundingIsHalfUpBelowAFactorOfOneHalf() {
        Graph graph = convolution(Shape.of(1, 4, 4, 2), 3, 5, SAME_3X3, Clamp.NONE);
        assertThat(rounding(graph, Rounding.SINGLE)).contains("TW_MVE_HALF_UP");
        Graph large = convolution(Shape.of(1, 4, 4, 2), 3, 5, SAME_3X3, Clamp.NONE, 0.008f);
        assertThat(rounding(large, Rounding.DOUBLE)).contains("TW_MVE_HALF_UP");
        assertThat(rounding(large, Rounding.SINGLE)).contains("TW_MVE_ANY_SHIFT");
    }

    private static String rounding(Graph graph, Rounding rounding) {
        List<KernelCall> calls = propose(graph, new Target(Target.Core.MVE, Target.Optimize.SPEED, rounding));
        return constant(calls.getFirst(), "conv").body();
    }

    @Test
    void laysWeightsOfFourFiltersInSixteensWithTheirConstantsBehindThem() {
        Graph graph = convolution(Shape.of(1, 4, 4, 2), 3, 5, SAME_3X3, Clamp.RELU);
        long[] weights = constant(only(graph), "weights").values();
        int steps = 2; // of 16 for a depth of 18
        assertThat(weights).hasSize(2 * (64 * steps + MveSums.QUANT_BYTES));
        assertThat(weights[16]).as("second filter").isEqualTo(19);
        assertThat(weights[64]).as("first filter, second step").isEqualTo(17);
        assertThat(weights[64 + 2]).as("behind the depth").isZero();
        int sum = 18 * 19 / 2;
        assertThat(word(weights, 128)).as("bias").isEqualTo(1000 - X_ZERO * sum);
        assertThat(word(weights, 128 + 16))
                .as("multiplier")
                .isEqualTo(Requantizer.of((double) 0.5f * 0.01f).multiplier());
        assertThat(word(weights, 128 + 32)).as("shift").isEqualTo(-7);
        assertThat(word(weights, 2 * (128 + 48) - 4))
                .as("shift behind the last filter")
                .isZero();
    }

    private static int word(long[] bytes, int at) {
        return (int)
                ((bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24);
    }

    @Test
    void roundsHalvesAwayFromZeroOnlyWhereThatShows() {
        Shape x = Shape.of(1, 4, 4, 2);
        assertThat(constant(only(convolution(x, 3, 5, SAME_3X3, Clamp.RELU)), "conv")
                        .body())
                .contains("TW_MVE_HALF_UP");
        Graph symmetric = convolution(x, 3, 5, SAME_3X3, Clamp.RELU_N1_TO_1);
        assertThat(constant(only(symmetric), "conv").body())
                .contains("TW_MVE_HALF_UP")
                .contains(".min = -128");
    }

    @Test
    void writesAConvolutionBehindWhatItStillReads() {
        Graph same = convolution(Shape.of(1, 8, 8, 16), 3, 16, SAME_3X3, Clamp.RELU);
        int pixel = 16;
        assertThat(only(same).overlaps()).containsExactly(new Overlap(0, (8 + 1) * pixel));
        Graph pointwise = convolution(Shape.of(1, 8, 8, 16), 1, 16, Window.of(Padding.NONE, 1), Clamp.RELU);
        assertThat(only(pointwise).overlaps()).containsExactly(new Overlap(0, 2 * pixel));
    }

    @Test
    void doesSmallDepthwiseFiltersInOneInstruction() {
        KernelCall small = only(depthwise(Shape.of(1, 6, 6, 8), 3, SAME_3X3));
        assertThat(small.kernel()).isEqualTo("tw_depthwise_3_mve_s8");
        assertThat(small.overlaps()).containsExactly(new Overlap(0, 6 * 8));
        long[] weights = constant(small, "weights").values();
        assertThat(weights).hasSize(8 * 16);
        assertThat(weights[1]).as("second row, first column").isEqualTo(1 + 3 * 8);
        assertThat(weights[3]).as("there is no fourth row").isZero();
        KernelCall large = only(depthwise(Shape.of(1, 6, 6, 8), 5, Window.of(new Padding(2, 2, 2, 2), 1)));
        assertThat(large.kernel()).isEqualTo("tw_depthwise_mve_s8");
        assertThat(large.overlaps()).as("in place").containsExactly(new Overlap(0, -2 * 6 * 8));
    }

    @Test
    void takesADepthwiseConvolutionOfOneChannelForAConvolution() {
        Shape x = Shape.of(1, 6, 6, 1);
        Graph graph = graph(
                new Op.DepthwiseConv2d(SAME_3X3, 8, Clamp.RELU), x, Shape.of(1, 3, 3, 8), Shape.of(1, 6, 6, 8), 8);
        KernelCall call = only(graph);
        assertThat(call.kernel()).isEqualTo("tw_conv_mve_s8");
        assertThat(constant(call, "weights").values()[1])
                .as("second weight of the first filter")
                .isEqualTo(9);
    }

    @Test
    void takesManyRowsOfAFullyConnectedLayerForAConvolution() {
        Op op = new Op.FullyConnected(Clamp.NONE);
        Shape weights = Shape.of(4, 16);
        assertThat(only(graph(op, Shape.of(1, 16), weights, Shape.of(1, 4), 4)).kernel())
                .isEqualTo("tw_dense_mve_s8");
        assertThat(only(graph(op, Shape.of(3, 16), weights, Shape.of(3, 4), 4)).kernel())
                .isEqualTo("tw_conv_mve_s8");
    }
}
