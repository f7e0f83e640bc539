package dev.tinywright.passes;

import static dev.tinywright.passes.GraphBuilder.PLAIN;
import static dev.tinywright.passes.GraphBuilder.int8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadChannelsTest {
    private static final Pass PASS = new DeadChannels();
    private static final int NEVER = -1_000_000;
    private static final int ALWAYS = 1_000_000;
    private static final Window SAME_3X3 = Window.of(new Padding(1, 1, 1, 1), 1);

    private final GraphBuilder builder = new GraphBuilder();

    private int x = builder.input(1, 5, 5, 2);

    @Test
    void removesAFilterThatNobodyWeighs() {
        int a = builder.pointwise(x, new int[] {0, 5, 9}, 50, -30, 20, 70, 40, -60);
        Graph graph = builder.to(builder.pointwise(a, new int[] {0, 0}, 90, 0, 30, -20, 0, 50));

        assertThat(channels(PassAssert.fires(PASS, graph), 0)).isEqualTo(2);
    }

    @Test
    void foldsAFilterThatNeverLeavesItsClampIntoTheBias() {
        int a = builder.pointwise(x, new int[] {0, NEVER, ALWAYS}, 50, -30, 20, 70, 40, -60);
        Graph graph = builder.to(builder.pointwise(a, new int[] {0, 0}, 90, 10, 30, -20, 80, 50));

        assertThat(channels(PassAssert.fires(PASS, graph), 0)).isEqualTo(1);
    }

    /** Trained networks have such biases. */
    @Test
    void foldsAFilterWithABiasThatIsAlmostTooLarge() {
        int a = builder.pointwise(x, new int[] {0, -1_073_741_824}, 50, -30, 20, 70);
        Graph graph = builder.to(builder.pointwise(a, new int[] {0, 0}, 90, 10, 30, -20));

        assertThat(channels(PassAssert.fires(PASS, graph), 0)).isEqualTo(1);
    }

    @Test
    void keepsAConstantOtherThanTheZeroPointBeforeAPaddedConvolution() {
        int a = builder.pointwise(x, new int[] {0, ALWAYS}, 50, -30, 20, 70);
        int y = builder.conv(a, SAME_3X3, 3, int8(1, 5, 5, 2), new int[] {0, 0}, 9, -8, 7, 6, -5);

        PassAssert.doesNotFire(PASS, builder.to(y));
    }

    @Test
    void removesTheZeroPointBeforeAPaddedConvolution() {
        int a = builder.node(
                new Op.Conv2d(PLAIN, Clamp.RELU),
                int8(1, 5, 5, 2),
                x,
                builder.constant(new int[] {2, 1, 1, 2}, 50, -30, 20, 70),
                bias(0, NEVER));
        int y = builder.conv(a, SAME_3X3, 3, int8(1, 5, 5, 2), new int[] {0, 0}, 9, -8, 7, 6, -5);

        assertThat(channels(PassAssert.fires(PASS, builder.to(y)), 0)).isEqualTo(1);
    }

    @Test
    void removesAcrossADepthwiseConvolutionAndAPool() {
        int a = builder.pointwise(x, new int[] {0, 5, ALWAYS}, 50, -30, 20, 70, 40, -60);
        int b = depthwise(a, 0, 0, ALWAYS);
        int c = builder.node(new Op.Pool(Op.PoolKind.AVERAGE, 2, 2, PLAIN, Clamp.NONE), int8(1, 4, 4, 3), b);
        Graph graph = builder.to(builder.pointwise(c, new int[] {0, 0}, 90, 10, 30, -20, 40, 50));

        Graph after = PassAssert.fires(PASS, graph);

        assertThat(after.nodes()).hasSize(4);
        assertThat(channels(after, 0))
                .isEqualTo(channels(after, 1))
                .isEqualTo(channels(after, 2))
                .isEqualTo(2);
    }

    @Test
    void keepsAConstantThatADepthwiseConvolutionChangesAtTheBorder() {
        int a = builder.pointwise(x, new int[] {0, 5, ALWAYS}, 50, -30, 20, 70, 40, -60);
        int b = depthwise(a, 0, 0, 0);
        Graph graph = builder.to(builder.pointwise(b, new int[] {0, 0}, 90, 10, 30, -20, 40, 50));

        PassAssert.doesNotFire(PASS, graph);
    }

    @Test
    void removesBothTermsOfASumTogether() {
        int a = builder.pointwise(x, new int[] {0, 5, 9}, 50, -30, 20, 70, 40, -60);
        int b = builder.pointwise(x, new int[] {3, 2, 1}, 50, 30, -20, 70, 40, 60);
        int sum = builder.node(new Op.Binary(Op.BinaryKind.ADD, Clamp.NONE), int8(1, 5, 5, 3), a, b);
        Graph graph = builder.to(builder.pointwise(sum, new int[] {0, 0}, 90, 0, 30, -20, 0, 50));

        Graph after = PassAssert.fires(PASS, graph);

        assertThat(channels(after, 0))
                .isEqualTo(channels(after, 1))
                .isEqualTo(channels(after, 2))
                .isEqualTo(2);
    }

    @Test
    void keepsATermThatAnotherNodeReadsToo() {
        int a = builder.pointwise(x, new int[] {0, 5, 9}, 50, -30, 20, 70, 40, -60);
        int b = builder.pointwise(x, new int[] {3, 2, 1}, 50, 30, -20, 70, 40, 60);
        int sum = builder.node(new Op.Binary(Op.BinaryKind.ADD, Clamp.NONE), int8(1, 5, 5, 3), a, b);
        int y = builder.pointwise(sum, new int[] {0, 0}, 90, 0, 30, -20, 0, 50);

        PassAssert.doesNotFire(PASS, builder.to(y, builder.pointwise(a, new int[] {0}, 1, 2, 3)));
    }

    @Test
    void removesRowsOfAFullyConnectedLayerBehindAReshape() {
        int a = builder.pointwise(x, new int[] {0, NEVER, 9}, 50, -30, 20, 70, 40, -60);
        int flat = builder.node(new Op.Reshape(), int8(1, 75), a);
        byte[] weights = new byte[2 * 75];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (i * 7 % 31 - 15);
        }
        int w = builder.add(Tensor.constant("w", Shape.of(2, 75), Scaling.of(0.01f, 0), weights));
        Graph graph = builder.to(builder.node(new Op.FullyConnected(Clamp.NONE), int8(1, 2), flat, w, bias(4, 5)));

        Graph after = PassAssert.fires(PASS, graph);

        assertThat(after.in(after.nodes().getLast(), 1).shape()).isEqualTo(Shape.of(2, 50));
    }

    @Test
    void removesFromPartsOfAConcatenation() {
        int a = builder.pointwise(x, new int[] {0, 5}, 50, -30, 20, 70);
        int b = builder.pointwise(x, new int[] {3, 2}, 50, 30, -20, 70);
        int both = builder.node(new Op.Concat(3), int8(1, 5, 5, 4), a, b);
        Graph graph = builder.to(builder.pointwise(both, new int[] {0, 0}, 90, 0, 30, -20, 80, 0, 50, 7));

        Graph after = PassAssert.fires(PASS, graph);

        assertThat(channels(after, 0)).isEqualTo(1);
        assertThat(channels(after, 1)).isEqualTo(2);
    }

    @Test
    void movesTheBeginningOfASlice() {
        int a = builder.pointwise(x, new int[] {0, 5, 9, 3}, 50, -30, 20, 70, 40, -60, 33, 44);
        Op slice = new Op.StridedSlice(List.of(0, 0, 0, 2), List.of(1, 1, 1, 1));
        int tail = builder.node(slice, int8(1, 5, 5, 2), a);
        int y = builder.pointwise(tail, new int[] {0, 0}, 90, 30, -20, 50);
        int z = builder.pointwise(a, new int[] {0, 0}, 0, 8, 7, 6, 0, 5, 4, 3);

        Graph after = PassAssert.fires(PASS, builder.to(y, z));

        assertThat(channels(after, 0)).isEqualTo(3);
        assertThat(PassAssert.ops(after)).contains(new Op.StridedSlice(List.of(0, 0, 0, 1), List.of(1, 1, 1, 1)));
    }

    /** With one scale, the reference would multiply scales in float32. */
    @Test
    void leavesTwoUnitsOfAFullyConnectedLayerWithScalesOfTheirOwn() {
        int flat = builder.node(new Op.Reshape(), int8(1, 50), x);
        byte[] values = new byte[3 * 50];
        Arrays.fill(values, (byte) 9);
        Scaling scaling = new Scaling(new float[] {0.01f, 0.02f, 0.03f}, 0, 0);
        int w = builder.add(Tensor.constant("w", Shape.of(3, 50), scaling, values));
        int hidden = builder.node(new Op.FullyConnected(Clamp.NONE), int8(1, 3), flat, w, bias(1, 2, 3));
        int last = builder.constant(new int[] {2, 3}, 0, 0, 50, 0, 0, -60);
        int y = builder.node(new Op.FullyConnected(Clamp.NONE), int8(1, 2), hidden, last, bias(0, 0));

        assertThat(channels(PassAssert.fires(PASS, builder.to(y)), 1)).isEqualTo(2);
    }

    @Test
    void leavesOneChannelOfATensorThatNeverChanges() {
        int a = builder.pointwise(x, new int[] {NEVER, ALWAYS}, 50, -30, 20, 70);
        Graph graph = builder.to(builder.pointwise(a, new int[] {0, 0}, 9, 8, 7, 6));

        assertThat(channels(PassAssert.fires(PASS, graph), 0)).isEqualTo(1);
    }

    @Test
    void keepsChannelsOfInputsAndOutputs() {
        PassAssert.doesNotFire(PASS, builder.to(builder.pointwise(x, new int[] {NEVER, ALWAYS}, 50, 0, 20, 0)));
    }

    @Test
    void keepsAConstantOfSumsThatCouldLeaveInt32() {
        int a = builder.pointwise(x, new int[] {0, ALWAYS}, 50, -30, 20, 70);

        PassAssert.doesNotFire(PASS, builder.to(builder.pointwise(a, new int[] {Integer.MAX_VALUE, 0}, 9, 8, 7, 6)));
    }

    @Test
    void leavesNetworksThatAreFarTooLarge() {
        int large = builder.input(1, 4096, 4096, 2);
        int a = builder.pointwise(large, new int[] {NEVER, ALWAYS}, 50, -30, 20, 70);

        PassAssert.doesNotFire(PASS, builder.to(builder.pointwise(a, new int[] {0, 0}, 9, 8, 7, 6)));
    }

    private int depthwise(int a, int... bias) {
        int w = builder.constant(
                new int[] {1, 3, 3, 3},
                9,
                8,
                7,
                6,
                5,
                4,
                3,
                2,
                1,
                9,
                8,
                7,
                6,
                5,
                4,
                3,
                2,
                1,
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8,
                9);
        return builder.node(new Op.DepthwiseConv2d(SAME_3X3, 1, Clamp.NONE), int8(1, 5, 5, 3), a, w, bias(bias));
    }

    private int bias(int... values) {
        return builder.add(Tensor.constant("b", Shape.of(values.length), Optional.empty(), values));
    }

    private static int channels(Graph graph, int position) {
        return graph.out(graph.nodes().get(position)).shape().channels();
    }
}
