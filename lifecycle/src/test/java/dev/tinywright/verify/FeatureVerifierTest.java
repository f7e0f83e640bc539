package dev.tinywright.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.codegen.FeatureCode;
import dev.tinywright.compile.Compiler;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.InputFormat.Element;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.PictureStep;
import dev.tinywright.features.Reading;
import dev.tinywright.features.SignalStep;
import dev.tinywright.firmware.Cores;
import dev.tinywright.firmware.SampleCode;
import dev.tinywright.lower.Target;
import dev.tinywright.signal.MelScale;
import dev.tinywright.signal.Statistic;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Features by themselves, on images in the emulator. */
class FeatureVerifierTest {
    private static final InputStep STANDARDIZE = new InputStep.Standardize();
    private static final InputFormat.Window MOTION =
            new InputFormat.Window(List.of(new Reading("x", "g"), new Reading("y", "g")), 20, 50, Element.FLOAT32);
    private static final InputFormat.Window SPEECH =
            new InputFormat.Window(List.of(new Reading("sound", "")), 1600, 16_000, Element.INT16);
    private static final SignalStep.Mel MEL = new SignalStep.Mel(0.016, 0.010, 12, 20, 0, MelScale.LOG);

    @TempDir
    Path folder;

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("nucleo-l4r5zi", MOTION, List.of(new SignalStep.Raw(), STANDARDIZE), 0, 40),
                Arguments.of(
                        "nucleo-g071rb",
                        MOTION,
                        List.of(
                                new SignalStep.HighPass(2, 2),
                                new SignalStep.Statistics(List.of(Statistic.RMS, Statistic.SKEW)),
                                new SignalStep.Wavelet(3),
                                STANDARDIZE),
                        10,
                        10),
                Arguments.of("nucleo-u575zi-q", SPEECH, List.of(MEL, STANDARDIZE), 108, 108),
                Arguments.of(
                        "host",
                        new InputFormat.Picture(24, 32, 3),
                        List.of(new PictureStep.Grey(), new PictureStep.Resize(8, 9)),
                        0,
                        72));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyByteOfColumnsAndFeaturesIsCompared(
            String board, InputFormat format, List<InputStep> steps, int columns, int features) {
        FeatureCode code = code(FrontEndTest.model(format, steps));
        assertThat(code.columns()).isEqualTo(columns);
        assertThat(code.features()).isEqualTo(features);
        FeatureRun run = run(code, board, FrontEndTest.examples(format, 3, 50));
        assertThat(run.mismatches()).isZero();
        assertThat(run.first()).isEmpty();
        assertThat(run.examples()).isEqualTo(50);
        assertThat(run.bytes()).isEqualTo(50L * (4 * columns + features));
        assertThat(run.instructions().isPresent()).isEqualTo(!board.equals("host"));
    }

    @Test
    void rowsOfATableHaveNamedColumns() {
        List<InputStep> steps = List.of(new InputStep.Pairs(List.of()), STANDARDIZE);
        FeatureCode code = code(SampleCode.deployable(4, 3, steps, List.of(2)));
        assertThat(run(code, "nucleo-g071rb", Examples.of(SampleCode.rows(5, 60, 3)))
                        .mismatches())
                .isZero();
        assertThat(code.describe(4)).isEqualTo("column 1 (r1)");
        assertThat(code.describe(4 * code.columns())).isEqualTo("feature 0 (r0)");
    }

    /** In the table of offsets and factors of the fourth column only. */
    @Test
    void aChangedConstantIsFoundWithExampleNumberAndCore() {
        List<InputStep> steps = List.of(new SignalStep.Statistics(List.of(Statistic.MEAN, Statistic.RMS)), STANDARDIZE);
        FeatureCode right = code(FrontEndTest.model(MOTION, steps));
        FeatureCode wrong = changed(right, "input_step\\[4\\][^{]*\\{(?:[^{]*\\{){4} *(-?\\d+)");
        FeatureRun run = run(wrong, "nucleo-g071rb", FrontEndTest.examples(MOTION, 3, 50));
        assertThat(run.core()).isEqualTo("Cortex-M0+");
        assertThat(run.mismatches()).isPositive();
        assertThat(run.first()).isPresent();
        FeatureRun.Difference first = run.first().orElseThrow();
        assertThat(first.number()).isEqualTo("feature 3");
        assertThat(first.got()).isNotEqualTo(first.expected());
    }

    /** What int8 hides the columns show. */
    @Test
    void aColumnThatIsWrongByOneStepIsFoundThoughTheNetworkWouldNotSeeIt() {
        List<InputStep> steps = List.of(new SignalStep.Statistics(List.of(Statistic.MEAN)), STANDARDIZE);
        FeatureCode right = code(FrontEndTest.model(MOTION, steps));
        FeatureCode wrong = added(right, "columns[1] += 1;");
        FeatureRun run = run(wrong, "host", FrontEndTest.examples(MOTION, 3, 50));
        assertThat(run.mismatches()).isEqualTo(50);
        FeatureRun.Difference first = run.first().orElseThrow();
        assertThat(first.example()).isZero();
        assertThat(first.number()).isEqualTo("column 1");
        assertThat(first.got()).isEqualTo(first.expected() + 1);
    }

    private FeatureRun run(FeatureCode code, String board, Examples examples) {
        return FeatureVerifier.verify(code, List.of(SampleCode.board(board)), examples, folder, _ -> {})
                .getFirst();
    }

    private static FeatureCode code(Deployable model) {
        Board host = SampleCode.board("host");
        CSource source = Compiler.compile(model, Cores.target(host, Target.Optimize.SPEED));
        return FeatureCode.of(source, model.inputs());
    }

    private static FeatureCode changed(FeatureCode code, String pattern) {
        return with(code, text -> {
            Matcher constant = Pattern.compile(pattern).matcher(text);
            assertThat(constant.find()).isTrue();
            int other = Integer.parseInt(constant.group(1)) + 5000;
            return text.substring(0, constant.start(1)) + other + text.substring(constant.end(1));
        });
    }

    private static FeatureCode added(FeatureCode code, String statement) {
        return with(
                code, text -> text.replace("    copy_bytes((const", "    " + statement + "\n    copy_bytes((const"));
    }

    private static FeatureCode with(FeatureCode code, java.util.function.UnaryOperator<String> change) {
        CSource source = code.source();
        SortedMap<String, String> files = new TreeMap<>(source.files());
        String before = files.get(source.name() + ".c");
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        files.put(source.name() + ".c", after);
        CSource other = new CSource(
                source.name(),
                files,
                source.modelFiles(),
                source.arenaBytes(),
                source.weightBytes(),
                source.contract(),
                source.continuousBytes());
        return new FeatureCode(other, code.inputs(), code.quantization(), code.columns(), code.features());
    }
}
