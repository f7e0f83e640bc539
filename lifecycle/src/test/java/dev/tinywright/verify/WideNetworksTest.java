package dev.tinywright.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.contract.Acquisition;
import dev.tinywright.contract.Quantity;
import dev.tinywright.features.Examples;
import dev.tinywright.features.FrontEnd;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputFormat.Element;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.Reading;
import dev.tinywright.features.SignalStep;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.firmware.Firmware;
import dev.tinywright.firmware.FirmwareBuilder;
import dev.tinywright.firmware.SampleCode;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.QuantizeSettings;
import dev.tinywright.quantize.QuantizeSettings.Head;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.train.UntrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions of which some put out int16, to a number of int16, on images in the emulator. */
class WideNetworksTest {
    private static final InputFormat.Window MOTION = new InputFormat.Window(
            List.of(new Reading("x", "g"), new Reading("y", "g"), new Reading("gyro", "deg/s")),
            20,
            50,
            Element.FLOAT32);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"pico", "nucleo-f446re", "nrf5340-dk", "arduino-mega-2560"})
    void theImageGivesTheBitsOfTheReference(String boardId) {
        Board board = SampleCode.board(boardId);
        Deployable model = model();
        Firmware firmware = FirmwareBuilder.build(SampleCode.source(model, board, false), board, false, folder);
        Examples examples = FrontEndTest.examples(MOTION, 3, 60);
        Verification verification = Verifier.verify(firmware, examples, SampleCode.expected(model, examples));
        assertThat(verification.mismatches()).isZero();
        assertThat(verification.scores()).hasDimensions(60, 2);
        assertThat(IntStream.range(0, 60)
                        .mapToObj(i -> model.contract().number(verification.scores()[i]))
                        .distinct())
                .hasSizeGreaterThan(30);
    }

    private static Deployable model() {
        Examples training = FrontEndTest.examples(MOTION, 1, 100);
        FrontEnd front =
                WindowProgram.fit(MOTION, training, List.of(new SignalStep.Raw(), new InputStep.Standardize()));
        float[][] features = new float[training.size()][];
        for (int i = 0; i < features.length; i++) {
            features[i] = front.features(training.get(i));
        }
        TrainedModel trained = UntrainedModel.of(
                front.shape(),
                List.of(
                        new Layer.Conv(6, Layer.Kernel.frames(5, 2), true, Activation.RELU),
                        new Layer.DepthwiseConv(Layer.Kernel.frames(3, 1), true, Activation.RELU),
                        new Layer.Residual(
                                List.of(new Layer.Conv(6, Layer.Kernel.frames(1, 1), true, Activation.NONE)),
                                Activation.RELU),
                        new Layer.Pool(Layer.PoolKind.AVERAGE, 2, 1),
                        new Layer.GlobalAverage(),
                        new Layer.Dense(8, Activation.RELU),
                        new Layer.Dense(1, Activation.NONE)),
                6);
        String last = trained.layers().getLast().name();
        Set<String> wide =
                Set.of(trained.flat().get(1).name(), trained.flat().get(3).name(), last);
        QuantizedModel network = Quantizer.quantize(
                trained, features, QuantizeSettings.of(Head.NUMBERS, 100).withWide(wide));
        return new Deployable(
                "wide",
                front,
                network,
                List.of("speed"),
                Optional.of(new Quantity("speed", "rpm", 20, 0, 40)),
                "1",
                "",
                Acquisition.unknown(3),
                List.of());
    }
}
