package dev.tinywright.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.codegen.Smoother;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputFormat.Element;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.PictureStep;
import dev.tinywright.features.Reading;
import dev.tinywright.features.SignalStep;
import dev.tinywright.firmware.SampleCode;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import dev.tinywright.signal.MelScale;
import dev.tinywright.signal.Statistic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A recording that is pushed in pieces of uneven sizes gives, window by window, the scores of windows that are passed whole. */
class StreamTest {
    private static final InputStep STANDARDIZE = new InputStep.Standardize();
    private static final InputFormat.Window MOTION = new InputFormat.Window(
            List.of(new Reading("x", "g"), new Reading("y", "g"), new Reading("gyro", "deg/s")),
            20,
            50,
            Element.FLOAT32);
    private static final InputFormat.Window SPEECH =
            new InputFormat.Window(List.of(new Reading("sound", "")), 1600, 16_000, Element.INT16);

    private static final String MAIN = """
            #include "front.h"
            #include <stdio.h>
            static ELEMENT frames[64 * FRONT_READINGS];
            int main(void) {
                FILE *in = fopen("recording.bin", "rb");
                FILE *out = fopen("answers.bin", "wb");
                uint16_t piece = 1;
                for (;;) {
                    const ELEMENT *next = frames;
                    uint16_t left = (uint16_t)fread(frames, sizeof frames[0] * FRONT_READINGS, piece, in);
                    if (left == 0) {
                        return fclose(out);
                    }
                    piece = (uint16_t)(piece * 7 % 61 + 1);
                    while (left > 0) {
                        const uint16_t taken = front_push_samples(next, left);
                        next += taken * FRONT_READINGS;
                        left = (uint16_t)(left - taken);
                        if (front_ready()) {
                            front_result result;
                            front_classify_window(&result);
                            fwrite(result.confidence, sizeof result.confidence, 1, out);
                            const uint8_t event = front_smooth(&result);
                            fputc((int)result.best, out);
                            fputc(result.confidence[result.best], out);
                            fputc(event, out);
                        }
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    static Stream<Arguments> models() {
        SignalStep.Mel mel = new SignalStep.Mel(0.016, 0.010, 12, 20, 0, MelScale.LOG);
        SignalStep.Mel apart = new SignalStep.Mel(0.016, 0.020, 12, 20, 0, MelScale.LOG);
        return Stream.of(
                Arguments.of(MOTION, List.of(STANDARDIZE), 7),
                Arguments.of(MOTION, List.of(STANDARDIZE), 23),
                Arguments.of(
                        MOTION,
                        List.of(
                                new SignalStep.HighPass(2, 1),
                                new SignalStep.Statistics(List.of(Statistic.RMS, Statistic.SKEW)),
                                STANDARDIZE),
                        5),
                Arguments.of(SPEECH, List.of(STANDARDIZE), 400),
                Arguments.of(SPEECH, List.of(new SignalStep.Mfcc(mel, 10), STANDARDIZE), 480),
                Arguments.of(SPEECH, List.of(apart, STANDARDIZE), 640));
    }

    @ParameterizedTest
    @MethodSource("models")
    void givesTheScoresOfWindowsThatArePassedWhole(InputFormat.Window window, List<InputStep> steps, int stride)
            throws IOException {
        Streaming streaming = new Streaming(stride, 3, 100, 2 * stride, List.of(1));
        Deployable model = model(window, steps, streaming);
        float[] recording = recording(window, 12);
        CSource source = SampleCode.source(model);
        byte[] answers = stream(source, window, recording);
        assertThat(answers).isEqualTo(expected(model, window, recording, streaming));
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

    /** A converter fills one half while the program works on the other: the example, as the header has it, does what it says. */
    @ParameterizedTest
    @MethodSource("models")
    void theExampleInTheHeaderHearsTheSameInHalves(InputFormat.Window window, List<InputStep> steps, int stride)
            throws IOException {
        Streaming streaming = new Streaming(stride, 3, 100, stride, List.of(1));
        Deployable model = model(window, steps, streaming);
        float[] recording = recording(window, 12);
        float[] whole = Arrays.copyOf(
                recording,
                recording.length
                        / (48 * window.channels().size())
                        * 48
                        * window.channels().size());
        CSource source = SampleCode.source(model);
        write(window, whole);
        build(source, halves(source.files().getOrDefault("front.h", "")), List.of());
        run(List.of(folder.resolve("program").toString()));
        assertThat(Files.readAllBytes(folder.resolve("answers.bin")))
                .isEqualTo(decisions(
                        expected(model, window, whole, streaming),
                        model.labels().size()));
    }

    /** Returns a program around the lines of the example, word for word. */
    private static String halves(String header) {
        String start = " *     static ";
        String example = header.substring(header.indexOf(start), header.indexOf(" *\n * All of it from one place"))
                .replaceAll("(?m)^ \\*     ", "");
        int line = example.indexOf('\n');
        return """
                #include "front.h"
                #include <stdio.h>
                enum { HALF = 48 };
                static FILE *out;
                static uint8_t heard(uint8_t event, const front_result *result) {
                    fputc((int)result->best, out);
                    fputc(result->confidence[result->best], out);
                    fputc(event, out);
                    return event;
                }
                #define front_smooth(result) heard(front_smooth(result), result)
                """ + example.substring(0, line) + """

                static void on_half_full(int full) {
                    front_result result;
                """ + example.substring(line) + """
                }
                int main(void) {
                    FILE *in = fopen("recording.bin", "rb");
                    out = fopen("answers.bin", "wb");
                    for (int full = 0; fread(halves[full], sizeof halves[full], 1, in) == 1; full = 1 - full) {
                        on_half_full(full);
                    }
                    return fclose(out);
                }
                """;
    }

    /** Returns answers without the shares of each window before them. */
    private static byte[] decisions(byte[] answers, int classes) {
        byte[] decisions = new byte[answers.length / (classes + 3) * 3];
        for (int i = 0; i < decisions.length; i++) {
            decisions[i] = answers[i / 3 * (classes + 3) + classes + i % 3];
        }
        return decisions;
    }

    @ParameterizedTest
    @MethodSource("models")
    void theSelfTestOfWhatIsBuiltInPasses(InputFormat.Window window, List<InputStep> steps, int stride)
            throws IOException {
        selfTest(FrontEndTest.model(window, steps), "stride " + stride);
    }

    @Test
    void theSelfTestOfPicturesPasses() throws IOException {
        selfTest(FrontEndTest.model(new InputFormat.Picture(8, 9, 3), List.of(new PictureStep.Grey())), "grey");
    }

    private void selfTest(Deployable model, String what) throws IOException {
        String main = """
                #include "front.h"
                int main(void) {
                    return front_self_test() + front_layer_name(0)[0] - 'i' + (front_monitor.inferences != 0);
                }
                """;
        build(SampleCode.source(model), main, List.of("-DFRONT_DEBUG=1", "-DFRONT_MONITOR=1"));
        assertThat(Command.run(List.of(folder.resolve("program").toString()), folder, Duration.ofMinutes(1))
                        .exitCode())
                .as(what)
                .isZero();
    }

    /** Returns windows of noise one after another. */
    private static float[] recording(InputFormat.Window window, int windows) {
        float[] recording = new float[windows * window.values()];
        for (int w = 0; w < windows; w++) {
            float[] part = FrontEndTest.examples(window, 100 + w, 1).get(0);
            System.arraycopy(part, 0, recording, w * part.length, part.length);
        }
        return recording;
    }

    private static byte[] expected(
            Deployable model, InputFormat.Window window, float[] recording, Streaming streaming) {
        List<Byte> all = new ArrayList<>();
        Smoother smoother = new Smoother(streaming);
        int channels = window.channels().size();
        for (int at = 0; (at + window.frames()) * channels <= recording.length; at += streaming.strideFrames()) {
            float[] example = Arrays.copyOfRange(recording, at * channels, (at + window.frames()) * channels);
            byte[] scores = SampleCode.expected(model, new float[][] {example})[0];
            for (byte score : scores) {
                all.add((byte) (score + 128));
            }
            Smoother.Decision decision = smoother.next(scores);
            all.add((byte) decision.best());
            all.add((byte) decision.share());
            all.add((byte) (decision.isEvent() ? 1 : 0));
        }
        byte[] bytes = new byte[all.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = all.get(i);
        }
        return bytes;
    }

    private byte[] stream(CSource source, InputFormat.Window window, float[] recording) throws IOException {
        write(window, recording);
        build(source, MAIN.replace("ELEMENT", window.element().c()), List.of());
        run(List.of(folder.resolve("program").toString()));
        return Files.readAllBytes(folder.resolve("answers.bin"));
    }

    private void write(InputFormat.Window window, float[] recording) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(recording.length * window.element().bytes()).order(ByteOrder.nativeOrder());
        for (float value : recording) {
            if (window.element() == Element.INT16) {
                bytes.putShort((short) value);
            } else {
                bytes.putFloat(value);
            }
        }
        Files.write(folder.resolve("recording.bin"), bytes.array());
    }

    private void build(CSource source, String main, List<String> flags) throws IOException {
        for (var file : source.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(folder.resolve("main.c"), main);
        List<String> compile = new ArrayList<>(List.of(
                "cc",
                "-std=c99",
                "-O1",
                "-Wall",
                "-Wextra",
                "-Wconversion",
                "-Werror",
                "-fsanitize=address,undefined"));
        compile.add("-fno-sanitize-recover=all");
        compile.addAll(flags);
        compile.add("main.c");
        source.files().keySet().stream().filter(file -> file.endsWith(".c")).forEach(compile::add);
        compile.addAll(List.of("-o", "program"));
        run(compile);
    }

    private void run(List<String> words) {
        CommandResult result = Command.run(words, folder, Duration.ofMinutes(2));
        assertThat(result.exitCode()).as(result.stderr()).isZero();
    }
}
