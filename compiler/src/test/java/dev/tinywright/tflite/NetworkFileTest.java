package dev.tinywright.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.model.Activation;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.quantize.RandomNetworks;
import dev.tinywright.tflite.TensorFlowLite.Kernels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworkFileTest {
    private static final List<String> LABELS = List.of("apple", "kiwi", "Süßkirsche");

    @Test
    void namesInputAndOutput() {
        QuantizedModel model = network();
        try (TensorFlowLite runtime = new TensorFlowLite(
                GraphWriter.write(model.graph(), "fruit", LABELS),
                model.inputs(),
                model.outputs(),
                Kernels.REFERENCE)) {
            assertThat(runtime.inputName()).isEqualTo("input");
            assertThat(runtime.outputName()).isEqualTo("output");
        }
    }

    @Test
    void carriesIdentifierDescriptionAndLabels() {
        byte[] file = GraphWriter.write(network().graph(), "fruit by colour", LABELS);
        assertThat(new String(file, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("TFL3");
        assertThat(new String(file, StandardCharsets.UTF_8)).contains("fruit by colour", "apple\nkiwi\nSüßkirsche");
    }

    @Test
    void writesTheSameBytesAgain() {
        assertThat(GraphWriter.write(network().graph(), "fruit", LABELS))
                .isEqualTo(GraphWriter.write(network().graph(), "fruit", LABELS));
    }

    @Test
    void wantsALabelPerOutput() {
        assertThatThrownBy(() -> GraphWriter.write(network().graph(), "fruit", List.of("apple")))
                .hasMessageContaining("3 outputs");
    }

    private static QuantizedModel network() {
        TrainedModel trained =
                new TrainedModel(List.of(RandomNetworks.dense(new Random(1), "dense1", 5, 3, Activation.NONE, 1)));
        return Quantizer.quantize(trained, RandomNetworks.features(1, 20, 5), 100);
    }
}
