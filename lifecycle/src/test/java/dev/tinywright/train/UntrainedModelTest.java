package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.model.Architecture;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedModel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UntrainedModelTest {
    static Stream<List<Layer>> networks() {
        return Stream.of(Bars.separable(), Bars.plain(), Bars.residual());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void hasTheLayersAndCostsOfTheNetworkThatWillBeTrained(List<Layer> layers) {
        TrainedModel model = UntrainedModel.of(Bars.SHAPE, layers, 1);
        Architecture architecture = Architecture.of(Bars.SHAPE, layers);
        assertThat(model.macs()).isEqualTo(architecture.macs());
        assertThat(model.logits(Bars.pictures(1, 3)[0])).hasSize(3).doesNotContain(Float.NaN);
        assertThat(model.flat()).hasSameSizeAs(architecture.flat());
    }
}
