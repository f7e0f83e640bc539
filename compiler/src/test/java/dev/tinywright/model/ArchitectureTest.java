package dev.tinywright.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void namesLayersAndCountsWhatTheyCost() {
        Architecture keywords = Architecture.of(
                List.of(49, 10, 1),
                List.of(
                        new Layer.Conv(8, new Layer.Kernel(10, 4, 2, 2, true), true, Activation.RELU),
                        new Layer.DepthwiseConv(Layer.Kernel.square(3, 1), true, Activation.RELU),
                        new Layer.Conv(8, Layer.Kernel.square(1, 1), true, Activation.RELU),
                        new Layer.Dropout(0.3),
                        new Layer.GlobalAverage(),
                        new Layer.Dense(12, Activation.NONE)));
        assertThat(keywords.parts())
                .extracting(Architecture.Part::name)
                .containsExactly("conv1", "depthwise1", "conv2", "average1", "dense1");
        assertThat(keywords.parts())
                .extracting(Architecture.Part::outputShape)
                .containsExactly(List.of(25, 5, 8), List.of(25, 5, 8), List.of(25, 5, 8), List.of(8), List.of(12));
        assertThat(keywords.parts())
                .extracting(Architecture.Part::macs)
                .containsExactly(125L * 8 * 40, 125L * 8 * 9, 125L * 64, 0L, 96L);
        assertThat(keywords.parameters()).isEqualTo(8 * 40 + 8 + 72 + 8 + 64 + 8 + 96 + 12);
    }

    @Test
    void givesAResidualAShortcutWhereItsBodyChangesTheShape() {
        Layer.Residual same = new Layer.Residual(
                List.of(new Layer.Conv(4, Layer.Kernel.square(3, 1), true, Activation.RELU)), Activation.RELU);
        Layer.Residual half = new Layer.Residual(
                List.of(
                        new Layer.Conv(6, Layer.Kernel.square(3, 2), true, Activation.RELU),
                        new Layer.Conv(6, Layer.Kernel.square(3, 1), true, Activation.NONE)),
                Activation.RELU);
        Architecture network =
                Architecture.of(List.of(9, 7, 4), List.of(same, half, new Layer.Dense(2, Activation.NONE)));
        assertThat(network.flat())
                .extracting(Architecture.Part::name)
                .containsExactly("conv1", "sum1", "conv2", "conv3", "shortcut1", "sum2", "dense1");
        assertThat(network.parts().get(1).outputShape()).containsExactly(5, 4, 6);
        assertThat(network.parts().get(1).shortcut()).hasValueSatisfying(shortcut -> {
            assertThat(shortcut.weightShape()).containsExactly(6, 1, 1, 4);
            assertThat(shortcut.outputShape()).containsExactly(5, 4, 6);
        });
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertRefused(
                List.of(6, 1, 3),
                new Layer.Conv(4, new Layer.Kernel(7, 1, 1, 1, false), true, Activation.RELU),
                "the kernel of conv1 has 7 rows, its input has 6");
        assertRefused(
                List.of(6, 1, 3),
                new Layer.Conv(4, Layer.Kernel.square(3, 1), true, Activation.RELU),
                "the kernel of conv1 has 3 columns, its input has 1");
        assertRefused(
                List.of(12),
                new Layer.DepthwiseConv(Layer.Kernel.frames(3, 1), true, Activation.RELU),
                "depthwise1 needs height, width and channels, and gets 12 values");
        assertRefused(
                List.of(3, 3, 1),
                new Layer.Pool(Layer.PoolKind.MAX, 4, 1),
                "the kernel of pool1 has 4 rows, its input has 3");
        assertRefused(
                List.of(5, 5, 1),
                new Layer.Residual(List.of(new Layer.Pool(Layer.PoolKind.MAX, 2, 2)), Activation.NONE),
                "a residual block makes 2 x 2 x 1 of 5 x 5 x 1, and shortcut1 with its stride makes 3 x 3 x 1");
        assertThatThrownBy(() -> Architecture.of(List.of(4), List.of(new Layer.Dropout(0.1))))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("no layers");
    }

    private static void assertRefused(List<Integer> input, Layer layer, String what) {
        assertThatThrownBy(() -> Architecture.of(input, List.of(layer)))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining(what);
    }
}
