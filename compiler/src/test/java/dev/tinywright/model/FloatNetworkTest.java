package dev.tinywright.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FloatNetworkTest {
    @Test
    void padsAConvolutionAsTensorFlowDoes() {
        ConvWeights conv = new ConvWeights(
                "conv1",
                List.of(4, 1, 1),
                false,
                1,
                Layer.Kernel.frames(3, 2),
                new float[] {1, 10, 100},
                new float[] {0.5f},
                Activation.NONE);
        // ceil(4 / 2) = 2 places; one zero in all, and it goes below
        assertThat(run(conv, 1, 2, 3, 4)).containsExactly(321.5f, 43.5f);
    }

    @Test
    void convolvesOverAllChannels() {
        ConvWeights conv = new ConvWeights(
                "conv1",
                List.of(1, 2, 2),
                false,
                2,
                new Layer.Kernel(1, 2, 1, 1, false),
                new float[] {1, 2, 3, 4, -1, 0, 0, -1},
                new float[] {0, 100},
                Activation.RELU);
        assertThat(run(conv, 1, 10, 100, 1000)).containsExactly(4321, 0);
    }

    @Test
    void convolvesEachChannelByItself() {
        ConvWeights conv = new ConvWeights(
                "depthwise1",
                List.of(2, 1, 2),
                true,
                2,
                new Layer.Kernel(2, 1, 1, 1, false),
                new float[] {1, 2, 3, 4},
                new float[] {0, 0.5f},
                Activation.NONE);
        assertThat(run(conv, 1, 10, 100, 1000)).containsExactly(301, 4020.5f);
    }

    @Test
    void poolsWholeWindowsOnly() {
        List<Integer> shape = List.of(3, 2, 1);
        assertThat(run(new TrainedLayer.Pooled("p", shape, Layer.PoolKind.MAX, 2, 2), 1, 7, 3, 4, 50, 60))
                .containsExactly(7);
        assertThat(run(new TrainedLayer.Pooled("p", shape, Layer.PoolKind.AVERAGE, 2, 1), 1, 7, 3, 4, 50, 60))
                .containsExactly(2, 5.5f);
        assertThat(run(new TrainedLayer.Averaged("a", List.of(2, 1, 2)), 1, 10, 3, 30))
                .containsExactly(2, 20);
    }

    @Test
    void addsWhatWentIntoABlock() {
        List<Integer> shape = List.of(1, 1, 2);
        ConvWeights negate = pointwise("conv1", shape, -2, 0, 0, 1);
        TrainedLayer.Sum sum = new TrainedLayer.Sum("sum1", List.of(negate), Optional.empty(), Activation.RELU);
        assertThat(run(sum, 3, 4)).containsExactly(0, 8);
        TrainedLayer.Sum beside = new TrainedLayer.Sum(
                "sum1", List.of(negate), Optional.of(pointwise("shortcut1", shape, 0, 1, 1, 0)), Activation.NONE);
        assertThat(run(beside, 3, 4)).containsExactly(-2, 7);
        assertThat(new TrainedModel(List.of(beside)).activations(new float[] {3, 4}))
                .containsExactly(new float[] {-6, 4}, new float[] {4, 3}, new float[] {-2, 7});
    }

    @Test
    void manyExamplesGiveTheBitsOfEachAlone() {
        TrainedModel model = RandomModels.network(5);
        float[][] examples = RandomModels.examples(5, 20, model.inputs());
        float[][] together = new FloatNetwork(model).logits(examples);
        for (int i = 0; i < examples.length; i++) {
            assertThat(together[i]).containsExactly(model.logits(examples[i]));
        }
    }

    @Test
    void isTheSumThatItsDefinitionSays() {
        Random random = new Random(3);
        ConvWeights conv =
                RandomModels.convolution(random, "conv1", List.of(7, 5, 3), 4, new Layer.Kernel(3, 2, 2, 1, true));
        float[] x = RandomModels.gaussians(random, 7 * 5 * 3, 1);
        float[] y = run(conv, x);
        List<Integer> output = conv.outputShape();
        for (int row = 0; row < output.get(0); row++) {
            for (int column = 0; column < output.get(1); column++) {
                for (int f = 0; f < 4; f++) {
                    assertThat((double) y[(row * output.get(1) + column) * 4 + f])
                            .isCloseTo(at(conv, x, row, column, f), Offset.offset(1e-5));
                }
            }
        }
    }

    private static double at(ConvWeights conv, float[] x, int row, int column, int filter) {
        double sum = conv.bias()[filter];
        for (int ky = 0; ky < 3; ky++) {
            for (int kx = 0; kx < 2; kx++) {
                int sourceRow = row * 2 + ky - conv.padTop();
                int sourceColumn = column + kx - conv.padLeft();
                boolean inside = sourceRow >= 0 && sourceRow < 7 && sourceColumn >= 0 && sourceColumn < 5;
                for (int c = 0; c < 3 && inside; c++) {
                    sum += (double) conv.weights()[((filter * 3 + ky) * 2 + kx) * 3 + c]
                            * x[(sourceRow * 5 + sourceColumn) * 3 + c];
                }
            }
        }
        return sum;
    }

    private static ConvWeights pointwise(String name, List<Integer> shape, float... weights) {
        return new ConvWeights(
                name, shape, false, 2, Layer.Kernel.square(1, 1), weights, new float[2], Activation.NONE);
    }

    private static float[] run(TrainedLayer layer, float... x) {
        return new TrainedModel(List.of(layer)).logits(x);
    }
}
