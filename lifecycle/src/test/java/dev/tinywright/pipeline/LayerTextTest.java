package dev.tinywright.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTextTest {
    private static final Layer CLASSES = new Layer.Dense(4, Activation.NONE);
    private static final Layer DEPTHWISE = new Layer.DepthwiseConv(Layer.Kernel.square(3, 1), true, Activation.RELU);

    @Test
    void aDenseNetworkIsItsUnits() {
        assertThat(LayerText.brief(List.of(new Layer.Dense(16, Activation.RELU), new Layer.Dropout(0.1), CLASSES)))
                .isEqualTo("net 16-4");
    }

    @Test
    void convolutionsAreTheirFiltersAndTheRestGoesWithoutSaying() {
        assertThat(LayerText.brief(List.of(
                        conv(8, 3),
                        new Layer.Pool(Layer.PoolKind.MAX, 2, 1),
                        conv(16, 3),
                        conv(16, 1),
                        new Layer.GlobalAverage(),
                        new Layer.Dropout(0.2),
                        CLASSES)))
                .isEqualTo("conv 8-16-16");
    }

    @Test
    void aDepthwiseConvolutionAndTheOneBehindItAreOne() {
        assertThat(LayerText.brief(List.of(
                        conv(8, 3),
                        DEPTHWISE,
                        conv(16, 1),
                        DEPTHWISE,
                        conv(24, 1),
                        new Layer.GlobalAverage(),
                        new Layer.Dense(32, Activation.RELU),
                        CLASSES)))
                .isEqualTo("conv 8 + separable 16-24 + dense 32");
    }

    @Test
    void residualsAreAsWideAsWhatComesOut() {
        Layer residual = new Layer.Residual(List.of(conv(16, 3), DEPTHWISE, conv(24, 1)), Activation.RELU);
        assertThat(LayerText.brief(List.of(conv(8, 3), residual, DEPTHWISE, CLASSES)))
                .isEqualTo("conv 8 + residual 24 + depthwise");
    }

    private static Layer conv(int filters, int size) {
        return new Layer.Conv(filters, Layer.Kernel.square(size, 1), true, Activation.RELU);
    }
}
