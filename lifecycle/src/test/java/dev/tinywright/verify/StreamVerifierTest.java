package dev.tinywright.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.data.Stretch;
import dev.tinywright.data.Tape;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputFormat.Element;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.Reading;
import dev.tinywright.features.SignalStep;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.firmware.Firmware;
import dev.tinywright.firmware.FirmwareBuilder;
import dev.tinywright.firmware.SampleCode;
import dev.tinywright.signal.MelScale;
import dev.tinywright.signal.Statistic;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings pushed in pieces on images in the emulator: scores, smoothed decisions and events of every window. */
class StreamVerifierTest {
    private static final InputStep STANDARDIZE = new InputStep.Standardize();
    private static final InputFormat.Window MOTION = new InputFormat.Window(
            List.of(new Reading("x", "g"), new Reading("y", "g"), new Reading("gyro", "deg/s")),
            20,
            50,
            Element.FLOAT32);
    private static final InputFormat.Window SPEECH =
            new InputFormat.Window(List.of(new Reading("sound", "")), 1600, 16_000, Element.INT16);
    private static final InputFormat.Window UNEVEN =
            new InputFormat.Window(List.of(new Reading("sound", "")), 1558, 16_000, Element.INT16);
    private static final SignalStep.Mel MEL = new SignalStep.Mel(0.016, 0.010, 12, 20, 0, MelScale.LOG);

    private static final String RING = "ring of samples and states";

    @TempDir
    Path folder;

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("pico", MOTION, List.of(STANDARDIZE), 7),
                Arguments.of(
                        "nucleo-f446re",
                        MOTION,
                        List.of(
                                new SignalStep.HighPass(2, 1),
                                new SignalStep.Statistics(List.of(Statistic.RMS, Statistic.SKEW)),
                                STANDARDIZE),
                        5),
                Arguments.of("nrf5340-dk", SPEECH, List.of(new SignalStep.Mfcc(MEL, 10), STANDARDIZE), 410),
                Arguments.of("pico", SPEECH, List.of(MEL, STANDARDIZE), 480),
                // 22 frames behind the last slice of a window: a recording may end in them
                Arguments.of("host", UNEVEN, List.of(MEL, STANDARDIZE), 160),
                Arguments.of("host", SPEECH, List.of(STANDARDIZE), 400));
    }

    @ParameterizedTest
    @MethodSource("models")
    void theImageGivesTheBitsOfTheTwin(String boardId, InputFormat.Window window, List<InputStep> steps, int stride) {
        Streaming streaming = new Streaming(stride, 3, 100, 2 * stride, List.of(1))
                .aligned((WindowProgram) FrontEndTest.model(window, steps).inputs());
        Deployable model = model(window, steps, streaming);
        List<Tape> tapes = List.of(tape(window, 1, 9), tape(window, 2, 4));
        StreamVerification verification = verify(SampleCode.board(boardId), model, streaming, tapes, window);
        assertThat(verification.firstMismatch()).isEmpty();
        assertThat(verification.mismatches()).isZero();
        assertThat(verification.windows()).isGreaterThan(25);
        assertThat(verification.recordings()).isEqualTo(2);
        assertThat(verification.instructionsPerWindow().isPresent()).isEqualTo(!boardId.equals("host"));
        verification.instructionsPerWindow().ifPresent(count -> assertThat(count)
                .isGreaterThan(stride));
    }

    @Test
    void aDeviceThatSmoothsInAnotherWayIsFound() {
        Streaming built = new Streaming(7, 3, 100, 14, List.of());
        Streaming other = new Streaming(7, 2, 100, 14, List.of());
        List<Tape> tapes = List.of(tape(MOTION, 1, 6));
        StreamVerification verification =
                verify(SampleCode.board("pico"), model(MOTION, List.of(STANDARDIZE), built), other, tapes, MOTION);
        assertThat(verification.mismatches()).isPositive();
        assertThat(verification.firstMismatch().orElseThrow()).contains("expected");
    }

    /** 1,600 samples of 16 bits are the ring; a window that is passed whole is the caller's. */
    @Test
    void theRingCountsAsTheModelsAndAWindowAsTheCallers() {
        Streaming streaming = new Streaming(400, 3, 100, 800, List.of());
        Deployable model = model(SPEECH, List.of(STANDARDIZE), streaming);
        Board board = SampleCode.board("pico");
        var source = SampleCode.source(model, board, false);
        Firmware one = FirmwareBuilder.build(source, board, false, folder.resolve("one"));
        Firmware stream = FirmwareBuilder.buildStream(source, board, false, folder.resolve("stream"));
        assertThat(one.memory().callerBytes()).isEqualTo(3200);
        assertThat(stream.memory().callerBytes()).isEqualTo(128);
        assertThat(stream.memory().ramBytes() - one.memory().ramBytes()).isBetween(3000L, 3400L);
        assertThat(one.memory().ramParts())
                .extracting("name")
                .contains("model buffers")
                .doesNotContain(RING);
        assertThat(stream.memory().ramParts())
                .filteredOn(part -> part.name().equals(RING))
                .singleElement()
                .satisfies(ring -> assertThat(ring.bytes())
                        .isBetween(3200L, 3200L + 40)
                        .isCloseTo(source.continuousBytes(), within(16L)));
    }

    private StreamVerification verify(
            Board board, Deployable model, Streaming streaming, List<Tape> tapes, InputFormat.Window window) {
        Firmware firmware = FirmwareBuilder.buildStream(SampleCode.source(model, board, false), board, false, folder);
        List<byte[][]> scores = tapes.stream()
                .map(tape -> StreamTwin.scores(
                        (WindowProgram) model.inputs(), model.network(), window, streaming.strideFrames(), tape))
                .toList();
        return StreamVerifier.verify(firmware, streaming, tapes, scores);
    }

    private static Deployable model(InputFormat.Window window, List<InputStep> steps, Streaming streaming) {
        Deployable plain = FrontEndTest.model(window, steps);
        return new Deployable(
                plain.name(),
                plain.inputs(),
                plain.network(),
                plain.labels(),
                Optional.empty(),
                "1",
                "",
                plain.acquisition(),
                List.of(),
                Optional.of(streaming));
    }

    private static Tape tape(InputFormat.Window window, int seed, int windows) {
        int channels = window.channels().size();
        List<Stretch> stretches = IntStream.range(0, windows)
                .mapToObj(w -> FrontEndTest.examples(window, 100L * seed + w, 1).get(0))
                .map(samples -> new Stretch(
                        "noise",
                        0,
                        window.frames(),
                        (from, count) ->
                                Arrays.copyOfRange(samples, (int) from * channels, ((int) from + count) * channels)))
                .toList();
        return new Tape(channels, stretches, false, false);
    }
}
