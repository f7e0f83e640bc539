package dev.tinywright.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.contract.Acquisition;
import dev.tinywright.features.Examples;
import dev.tinywright.features.FrontEnd;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputFormat.Element;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.PictureProgram;
import dev.tinywright.features.PictureStep;
import dev.tinywright.features.Reading;
import dev.tinywright.features.SignalStep;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.firmware.Firmware;
import dev.tinywright.firmware.FirmwareBuilder;
import dev.tinywright.firmware.SampleCode;
import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.signal.MelScale;
import dev.tinywright.signal.Statistic;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Windows and pictures of every type, from what a caller passes to the scores, on images in the emulator. */
class FrontEndTest {
    private static final InputStep STANDARDIZE = new InputStep.Standardize();
    private static final List<Statistic> EVERY = List.of(Statistic.values());
    private static final InputFormat.Window MOTION = new InputFormat.Window(
            List.of(new Reading("x", "g"), new Reading("y", "g"), new Reading("gyro", "deg/s")),
            20,
            50,
            Element.FLOAT32);
    private static final InputFormat.Window SOUND =
            new InputFormat.Window(List.of(new Reading("sound", "")), 120, 16_000, Element.INT16);

    private static final InputFormat.Window SPEECH =
            new InputFormat.Window(List.of(new Reading("sound", "")), 1600, 16_000, Element.INT16);
    private static final SignalStep.Mel MEL = new SignalStep.Mel(0.016, 0.010, 12, 20, 0, MelScale.LOG);

    @TempDir
    Path folder;

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("pico", MOTION, List.of(new SignalStep.Raw(), STANDARDIZE)),
                Arguments.of("nucleo-f446re", MOTION, List.of(new InputStep.RobustScale())),
                Arguments.of("nrf5340-dk", SOUND, List.of()),
                Arguments.of("host", SOUND, List.of(new InputStep.MinMax())),
                Arguments.of("arduino-mega-2560", MOTION, List.of(STANDARDIZE)),
                Arguments.of(
                        "pico",
                        MOTION,
                        List.of(new SignalStep.Difference(), new SignalStep.Statistics(EVERY), STANDARDIZE)),
                Arguments.of(
                        "nrf5340-dk",
                        SOUND,
                        List.of(
                                new SignalStep.RemoveMean(),
                                new SignalStep.Statistics(List.of(Statistic.RMS)),
                                new SignalStep.Raw(),
                                new InputStep.RobustScale())),
                Arguments.of(
                        "nucleo-f446re",
                        MOTION,
                        List.of(new SignalStep.RemoveMean(), new SignalStep.Raw(), STANDARDIZE)),
                Arguments.of(
                        "nucleo-f446re",
                        MOTION,
                        List.of(
                                new SignalStep.HighPass(2, 2),
                                new SignalStep.Spectrum(16, 8, 1),
                                new SignalStep.Wavelet(3),
                                STANDARDIZE)),
                Arguments.of("pico", SPEECH, List.of(MEL, STANDARDIZE)),
                Arguments.of("nrf5340-dk", SPEECH, List.of(new SignalStep.Mfcc(MEL, 10), STANDARDIZE)),
                Arguments.of("host", SPEECH, List.of(new SignalStep.LowPass(3000, 1), MEL, STANDARDIZE)),
                Arguments.of("arduino-nano-33-ble", new InputFormat.Picture(9, 12, 1), List.of()),
                Arguments.of("pico", new InputFormat.Picture(7, 5, 3), List.of(STANDARDIZE)),
                Arguments.of(
                        "nrf5340-dk",
                        new InputFormat.Picture(24, 32, 3),
                        List.of(new PictureStep.Grey(), new PictureStep.Crop(21, 24), new PictureStep.Resize(8, 9))),
                Arguments.of(
                        "host",
                        new InputFormat.Picture(6, 20, 3),
                        List.of(new PictureStep.Resize(9, 10), new PictureStep.Crop(8, 8), new InputStep.MinMax())));
    }

    @ParameterizedTest
    @MethodSource("models")
    void theImageGivesTheBitsOfTheReference(String boardId, InputFormat format, List<InputStep> steps) {
        Board board = SampleCode.board(boardId);
        Deployable model = model(format, steps);
        CSource source = SampleCode.source(model, board, false);
        Firmware firmware = FirmwareBuilder.build(source, board, false, folder);
        Examples examples = examples(format, 3, 60);
        Verification verification = Verifier.verify(firmware, examples, SampleCode.expected(model, examples));
        assertThat(verification.mismatches()).isZero();
        assertThat(verification.scores()).hasNumberOfRows(60);
        assertThat(Stream.of(verification.scores())
                        .map(java.util.Arrays::toString)
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    /** Returns numbers of the format's range, some missing, some far out. */
    static Examples examples(InputFormat format, long seed, int count) {
        Random random = new Random(seed);
        float[][] rows = new float[count][format.values()];
        for (float[] row : rows) {
            double level = random.nextGaussian();
            for (int i = 0; i < row.length; i++) {
                row[i] = switch (format.element()) {
                    case UINT8 -> (float) Math.clamp(Math.rint(128 + 40 * level + 40 * random.nextGaussian()), 0, 255);
                    case INT16 -> (short) (random.nextGaussian() * 9000 * Math.exp(level));
                    case FLOAT32 -> strange(random, (float) (level + random.nextGaussian() * Math.pow(30, i % 3)));
                };
            }
        }
        return Examples.of(rows);
    }

    private static float strange(Random random, float usual) {
        return switch (random.nextInt(60)) {
            case 0, 1 -> Float.NaN;
            case 2 -> Float.POSITIVE_INFINITY;
            case 3 -> usual * 1e6f;
            default -> usual;
        };
    }

    static Deployable model(InputFormat format, List<InputStep> steps) {
        Examples training = examples(format, 1, 100);
        FrontEnd front =
                switch (format) {
                    case InputFormat.Window window -> WindowProgram.fit(window, training, steps);
                    case InputFormat.Picture picture -> PictureProgram.fit(picture, training, steps);
                    case InputFormat.Readings _ -> throw new IllegalArgumentException("not here");
                };
        float[][] features = new float[training.size()][];
        for (int i = 0; i < features.length; i++) {
            features[i] = front.features(training.get(i));
        }
        QuantizedModel network = Quantizer.quantize(network(features[0].length), features, 99.9);
        int channels = format instanceof InputFormat.Window window
                ? window.channels().size()
                : ((InputFormat.Picture) format).channels();
        return new Deployable("front", front, network, List.of("a", "b", "c"), "1", "", Acquisition.unknown(channels));
    }

    private static TrainedModel network(int features) {
        Random random = new Random(features);
        return new TrainedModel(List.of(
                new DenseWeights(
                        "hidden",
                        features,
                        8,
                        gaussians(random, features * 8, Math.sqrt(2.0 / features)),
                        new float[8],
                        Activation.RELU),
                new DenseWeights("logits", 8, 3, gaussians(random, 24, 0.7), new float[3], Activation.NONE)));
    }

    private static float[] gaussians(Random random, int n, double deviation) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
