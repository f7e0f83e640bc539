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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is proposed for cores with packed arithmetic, and how the constants lie; the kernels' own tests run them. */
class DspKernelsTest {
    private static final Target DSP = Target.of(Target.Core.DSP);

    @Test
    void twoFiltersShareEachHalfwordAndTheZeroPointIsInTheBias() {
        KernelCall call = propose(dense(2, new byte[] {1, 2, 3, 4, 10, -20, 30, -40}, 0.001f))
                .getFirst();
        assertThat(constant(call, "weights"))
                .containsExactly(halfwords(256 * 10 + 1, 256 * 30 + 3), halfwords(256 * -20 + 2, 256 * -40 + 4));
        int first = 100 - 5 * (1 + 2 + 3 + 4);
        int second = 200 - 5 * (10 - 20 + 30 - 40);
        assertThat(constant(call, "bias")).containsExactly(256 * second + first, first);
    }

    @Test
    void aFilterWithoutAPartnerGoesWithZeros() {
        KernelCall call = propose(dense(1, new byte[] {1, -2, 3, -4}, 0.001f)).getFirst();
        assertThat(constant(call, "weights")).containsExactly(halfwords(1, 3), halfwords(-2, -4));
    }

    @Test
    void filtersOfAConvolutionLieInBlocksWithAllTheirNumbers() {
        long[] blocks = constant(cheapest(pointwise(3, 4, 5, Clamp.NONE)), "blocks");
        assertThat(blocks).hasSize(14 + 8);
        assertThat(Arrays.copyOf(blocks, 8))
                .containsExactly(
                        256 * 170 + 70,
                        70,
                        256 * 370 + 270,
                        270,
                        halfwords(0, 2 * 257),
                        halfwords(0, 2 * 257),
                        halfwords(257, 3 * 257),
                        halfwords(257, 3 * 257));
        assertThat(blocks[12]).isEqualTo(blocks[20] * 0x01010101L);
        assertThat(Arrays.copyOfRange(blocks, 14, 22))
                .containsExactly(470, 470, halfwords(0, 2), halfwords(1, 3), blocks[8], 0, blocks[20], 0);
    }

    @Test
    void nothingIsProposedForAFactorOfOneHalfOrMore() {
        assertThat(propose(dense(1, new byte[] {1, 2, 3, 4}, 0.49f))).hasSize(1);
        assertThat(propose(dense(1, new byte[] {1, 2, 3, 4}, 0.51f))).isEmpty();
    }

    @Test
    void nothingIsProposedWhereSumsOfTwoFiltersCouldNotBeToldApart() {
        byte[] weights = new byte[2 * 600];
        assertThat(propose(dense(2, weights, 0.001f))).hasSize(1);
        Arrays.fill(weights, 600, 1200, (byte) 127);
        assertThat(propose(dense(2, weights, 0.001f))).isEmpty();
    }

    @Test
    void nothingIsProposedForWeightsThatDoNotFitAHalfwordTogether() {
        assertThat(propose(dense(2, new byte[] {0, 0, 0, 0, -128, 0, 0, 0}, 0.001f)))
                .hasSize(1);
        assertThat(propose(dense(2, new byte[] {-1, 0, 0, 0, -128, 0, 0, 0}, 0.001f)))
                .isEmpty();
    }

    @Test
    void aDepthwiseConvolutionOfOneChannelIsAConvolution() {
        assertThat(propose(depthwise(1, 4)).getFirst().kernel()).isEqualTo("tw_conv_dsp_s8");
    }

    @Test
    void aDepthwiseConvolutionOfTheSameSizeWorksInPlace() {
        List<KernelCall> calls = propose(depthwise(4, 1));
        assertThat(calls).isNotEmpty().allSatisfy(call -> {
            assertThat(call.kernel()).isEqualTo("tw_depthwise_dsp_s8");
            assertThat(call.overlaps()).containsExactly(Overlap.exactly(0));
        });
    }

    @Test
    void aPointwiseConvolutionOfEightChannelsKeepsTheWeightsOfAFilterInRegisters() {
        KernelCall call = cheapest(pointwise(8, 8, 16, Clamp.RELU));
        assertThat(call.kernel()).isEqualTo("tw_pointwise_dsp_s8");
        assertThat(Arrays.copyOf(constant(call, "weights"), 4))
                .containsExactly(halfwords(0, 4), halfwords(2, 6), halfwords(8, 12), halfwords(10, 14));
        assertThat(constant(call, "bias")[0]).isEqualTo(2 * (100 - 5 * (1 + 2 + 3 + 4 + 5 + 6 + 7)));
    }

    @Test
    void aGroupOfPixelsHasBeenReadWhenItIsWritten() {
        assertThat(cheapest(pointwise(8, 8, 16, Clamp.RELU)).overlaps()).containsExactly(new Overlap(0, 32 * 8));
        assertThat(cheapest(pointwise(8, 16, 8, Clamp.RELU)).overlaps()).containsExactly(new Overlap(0, 32 * -8));
        assertThat(propose(pointwise(2, 16, 20, Clamp.RELU)).getLast().overlaps())
                .containsExactly(new Overlap(0, -64));
    }

    @Test
    void pointwiseConvolutionsOfOtherNumbersOfChannelsArePatches() {
        assertThat(cheapest(pointwise(8, 12, 16, Clamp.RELU)).kernel()).isEqualTo("tw_conv_dsp_s8");
        assertThat(cheapest(pointwise(8, 8, 16, Clamp.NONE)).kernel()).isEqualTo("tw_conv_dsp_s8");
        assertThat(cheapest(pointwise(7, 8, 16, Clamp.RELU)).kernel()).isEqualTo("tw_conv_dsp_s8");
    }

    @Test
    void anAdditionPutsTheInputOfTheLargerScaleFirst() {
        KernelCall call = propose(addition(0.5f, 0.75f, Shape.of(1, 2, 2, 4))).getFirst();
        assertThat(call.statement()).isEqualTo("tw_add_dsp_s8({in1}, {in0}, &{id}_add, {out0});");
        assertThat(call.overlaps()).containsExactly(new Overlap(0, 0), new Overlap(1, 0));
        assertThat(call.constants().getFirst().body()).contains(".a_zero = 7,", ".b_zero = 5,", ".b_bits = 1,");
    }

    @Test
    void anAdditionOfEqualScalesHalvesBoth() {
        KernelCall call = propose(addition(0.5f, 0.5f, Shape.of(1, 2, 2, 4))).getFirst();
        assertThat(call.statement()).isEqualTo("tw_add_dsp_s8({in0}, {in1}, &{id}_add, {out0});");
        assertThat(call.constants().getFirst().body())
                .contains(".b_multiplier = %d,".formatted(Integer.MAX_VALUE), ".b_bits = 1,");
    }

    @Test
    void nothingIsProposedForAnAdditionOfAnotherShape() {
        assertThat(propose(addition(0.5f, 0.5f, Shape.of(1, 1, 1, 4)))).isEmpty();
    }

    @Test
    void otherCoresGetNothing() {
        Graph graph = dense(1, new byte[] {1, 2, 3, 4}, 0.001f);
        assertThat(new DspKernels().propose(graph, graph.nodes().getFirst(), Target.of(Target.Core.PLAIN)))
                .isEmpty();
    }

    private static List<KernelCall> propose(Graph graph) {
        return new DspKernels().propose(graph, graph.nodes().getFirst(), DSP);
    }

    private static KernelCall cheapest(Graph graph) {
        return propose(graph).stream()
                .min(Comparator.comparingLong(KernelCall::instructions))
                .orElseThrow();
    }

    private static long[] constant(KernelCall call, String suffix) {
        return call.constants().stream()
                .filter(constant -> constant.suffix().equals(suffix))
                .findFirst()
                .orElseThrow()
                .values();
    }

    private static long halfwords(int low, int high) {
        return (low & 0xFFFFL) | (high & 0xFFFFL) << 16;
    }

    /** Zero point 5 of the input; biases 100, 200 …; the factor of every requantizer. */
    private static Graph dense(int units, byte[] weights, float factor) {
        int inputs = weights.length / units;
        return graph(
                new Op.FullyConnected(Clamp.NONE),
                Tensor.int8("x", Shape.of(1, inputs), 1, 5),
                Tensor.constant("w", Shape.of(units, inputs), Scaling.of(factor, 0), weights),
                units,
                Shape.of(1, units));
    }

    private static Graph addition(float first, float second, Shape other) {
        Shape shape = Shape.of(1, 2, 2, 4);
        return new Graph(
                "test",
                List.of(
                        Tensor.int8("a", shape, first, 5),
                        Tensor.int8("b", other, second, 7),
                        Tensor.int8("y", shape, 1, -128)),
                List.of(new Node(new Op.Binary(Op.BinaryKind.ADD, Clamp.RELU), List.of(0, 1), List.of(2))),
                List.of(0, 1),
                List.of(2),
                List.of());
    }

    private static Graph depthwise(int channels, int multiplier) {
        int outputs = channels * multiplier;
        return graph(
                new Op.DepthwiseConv2d(Window.of(new Padding(1, 1, 1, 1), 1), multiplier, Clamp.RELU),
                Tensor.int8("x", Shape.of(1, 6, 6, channels), 1, 5),
                Tensor.constant("w", Shape.of(1, 3, 3, outputs), Scaling.of(0.001f, 0), new byte[9 * outputs]),
                outputs,
                Shape.of(1, 6, 6, outputs));
    }

    /** Weights of each filter are 0, 1, 2 … */
    private static Graph pointwise(int size, int channels, int filters, Clamp clamp) {
        byte[] weights = new byte[filters * channels];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (i % channels);
        }
        return graph(
                new Op.Conv2d(Window.of(Padding.NONE, 1), clamp),
                Tensor.int8("x", Shape.of(1, size, size, channels), 1, 5),
                Tensor.constant("w", Shape.of(filters, 1, 1, channels), Scaling.of(0.001f, 0), weights),
                filters,
                Shape.of(1, size, size, filters));
    }

    private static Graph graph(Op op, Tensor x, Tensor weights, int channels, Shape output) {
        int[] bias = new int[channels];
        for (int i = 0; i < channels; i++) {
            bias[i] = 100 * (i + 1);
        }
        return new Graph(
                "test",
                List.of(
                        x,
                        weights,
                        Tensor.constant("b", Shape.of(channels), Optional.empty(), bias),
                        Tensor.int8("y", output, 1, 0)),
                List.of(new Node(op, List.of(0, 1, 2), List.of(3))),
                List.of(0),
                List.of(3),
                List.of());
    }
}
