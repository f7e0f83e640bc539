package dev.tinywright.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinywright.features.InputProgram;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.Reading;
import dev.tinywright.lower.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated C and Java on the same rows give the same bits, on rows of any kind and with the compiler's checks on. */
class GeneratedCodeTest {
    private static final List<String> LABELS = List.of("Apple", "Grüne Äpfel", "1", "3.5", "", "int");
    private static final InputStep DERIVE = new InputStep.Derive("share", "red / (red + `green light` * 2) - 1e-3");

    static Stream<Arguments> programs() {
        InputStep standardize = new InputStep.Standardize();
        InputStep log = new InputStep.Log(List.of());
        InputStep clip = new InputStep.ClipOutliers(1, 99);
        return Stream.<List<InputStep>>of(
                        List.of(),
                        List.of(standardize),
                        List.of(new InputStep.MinMax()),
                        List.of(new InputStep.RobustScale(), standardize),
                        List.of(new InputStep.Impute(InputStep.Fill.MEAN), clip, log, standardize),
                        List.of(log),
                        List.of(new InputStep.Pairs(List.of("red", "green light"))),
                        List.of(new InputStep.Pairs(List.of("red", "constant")), new InputStep.MinMax()),
                        List.of(standardize, new InputStep.Pairs(List.of()), standardize),
                        List.of(DERIVE),
                        List.of(
                                new InputStep.Impute(InputStep.Fill.ZERO),
                                DERIVE,
                                new InputStep.Derive("more", "-share * share + -(-red - 0.5) * red"),
                                clip,
                                new InputStep.Log(List.of("red")),
                                new InputStep.Pairs(List.of("share", "green light", "more")),
                                standardize))
                .map(steps -> Arguments.of(steps.toString(), SampleModels.program(6, steps)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void givesTheBitsOfTheReference(String steps, InputProgram program, @TempDir Path folder) throws IOException {
        Deployable model = SampleModels.deployable("fruit", program, LABELS, "Tell fruit apart");
        HostProgram host = build(model, folder, "-O2");
        agrees(model, host, SampleModels.rows(3, 2000, 6));
        agrees(model, host, SampleModels.awkwardRows(4, 6000, 6));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void hasNoUndefinedBehaviour(String steps, InputProgram program, @TempDir Path folder) throws IOException {
        Deployable model = SampleModels.deployable("fruit", program, LABELS, "Tell fruit apart");
        HostProgram host =
                build(model, folder, "-g", "-O1", "-fsanitize=undefined,address", "-fno-sanitize-recover=all");
        agrees(model, host, SampleModels.awkwardRows(5, 3000, 6));
    }

    /** As where a package made for one board is used on another: kernels for packed arithmetic are plain C elsewhere. */
    @ParameterizedTest
    @EnumSource
    void givesTheBitsOfTheReferenceWhateverCoreItIsCompiledFor(Target.Core core, @TempDir Path folder)
            throws IOException {
        Deployable model = SampleModels.wide("wide", 37, 50);
        CSource source = SampleModels.source(model, core);
        assertThat(source.files().keySet().stream().anyMatch(file -> file.contains("_dense_")))
                .isEqualTo(core == Target.Core.DSP || core == Target.Core.MVE);
        HostProgram host = HostProgram.build(source, folder, 37, 2, "-O1", "-fsanitize=undefined,address");
        float[][] rows = new float[200][37];
        Random random = new Random(7);
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        agrees(model, host, rows);
    }

    @Test
    void compilersMayNotFuseProductsIntoSums(@TempDir Path folder) throws IOException {
        InputProgram program = SampleModels.program(6, List.of(DERIVE, new InputStep.Standardize()));
        Deployable model = SampleModels.deployable("fruit", program, LABELS, "");
        assumeTrue(Files.readString(Path.of("/proc/cpuinfo")).contains(" fma "), "this machine cannot fuse");
        HostProgram host = build(model, folder, "-O3", "-mfma", "-ffp-contract=fast");
        agrees(model, host, SampleModels.rows(6, 5000, 6));
    }

    @Test
    void compilesForTheSmallestCore(@TempDir Path folder) throws IOException {
        InputProgram program = SampleModels.program(6, List.of(DERIVE, new InputStep.Standardize()));
        CSource source = SampleModels.source(SampleModels.deployable("fruit", program, LABELS, ""));
        HostProgram.compileOnly(source, folder, "arm-none-eabi-gcc", "-mcpu=cortex-m0plus", "-mthumb", "-Os");
    }

    @Test
    void textOfTheUserStaysText(@TempDir Path folder) throws IOException {
        InputProgram program = SampleModels.program(6, List.of(DERIVE, new InputStep.Standardize()));
        List<String> labels = List.of(
                "a*/ int x; /*",
                "\"; exit(1); \"",
                "back\\",
                "line\nbreak",
                "what??/\n",
                "x".repeat(200),
                "Ä",
                "a",
                "A",
                "readings",
                "\u202e",
                "a 2");
        for (String name : List.of("stdint", "tw_input", "int", "9 lives", "*/", "Äpfel & Birnen")) {
            Deployable model =
                    SampleModels.deployable(name, program, labels, "*/ int evil; /* ??/\n\\\n // \u2028 *\u200b/");
            CSource source = SampleModels.source(model);
            assertThat(source.name()).matches("[a-z][a-z0-9_]*").isNotIn("stdint", "int", "tw_input");
            Path own = Files.createDirectory(folder.resolve(source.name()));
            HostProgram.compileOnly(source, own, "cc", "-Wtrigraphs");
            assertThat(SampleModels.source(model)).isEqualTo(source);
            Files.writeString(
                    own.resolve("use.cpp"), "#include \"" + source.name() + ".h\"\nint main() { return 0; }\n");
            HostProgram.run(own, List.of("cc", "-x", "c++", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "use.cpp"));
        }
    }

    /** Names that the generated code, the compiler or the platform have a meaning for. */
    @Test
    void columnsMayHaveTheNamesOfGeneratedThings(@TempDir Path folder) throws IOException {
        List<String> names = List.of(
                "fruit_tw_fixed", "step2_scaling", "layer1_weights", "input_reading", "linux", "arena", "prepare", "x");
        List<Reading> readings =
                names.stream().map(name -> new Reading(name, "")).toList();
        String sum = names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" + "));
        float[][] rows = new float[100][names.size()];
        Random random = new Random(1);
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        List<InputStep> steps = List.of(new InputStep.Derive("columns", sum), new InputStep.Standardize());
        InputProgram program = InputProgram.fit(readings, rows, steps);
        CSource source = SampleModels.source(SampleModels.deployable("fruit", program, LABELS, ""));
        HostProgram.compileOnly(source, folder, "cc", "-DFRUIT_DEBUG=1", "-DFRUIT_MONITOR=1", "-Dlinux=1");
    }

    @Test
    void classesMayHaveTheNamesOfGeneratedConstants(@TempDir Path folder) throws IOException {
        List<String> labels = List.of(
                "debug",
                "monitor",
                "layers",
                "no layer",
                "enter",
                "count",
                "contract",
                "window",
                "rate hz",
                "tw input h",
                "tw flash",
                "input scale",
                "constant bytes",
                "monitored",
                "micros",
                "monitor bins",
                "h");
        InputProgram program = SampleModels.program(6, List.of(new InputStep.Standardize()));
        CSource source = SampleModels.source(SampleModels.deployable("fruit", program, labels, ""));
        HostProgram.compileOnly(source, folder, "cc", "-DFRUIT_DEBUG=1", "-DFRUIT_MONITOR=1");
        HostProgram.compileOnly(source, folder, "cc");
    }

    @Test
    void staticAnalysisFindsNothing(@TempDir Path folder) throws IOException {
        InputProgram program = SampleModels.program(6, List.of(DERIVE, new InputStep.Standardize()));
        HostProgram.write(SampleModels.source(SampleModels.deployable("fruit", program, LABELS, "")), folder);
        for (String flag : List.of("-DFRUIT_DEBUG=0", "-DFRUIT_DEBUG=1", "-DFRUIT_MONITOR=1")) {
            HostProgram.run(
                    folder,
                    List.of(
                            "cppcheck",
                            "--quiet",
                            "--std=c99",
                            "--enable=warning,style,performance,portability",
                            "--inline-suppr",
                            "--suppress=missingIncludeSystem",
                            "--suppress=unusedFunction",
                            "--error-exitcode=1",
                            flag,
                            "."));
        }
    }

    private static HostProgram build(Deployable model, Path folder, String... flags) throws IOException {
        return HostProgram.build(
                SampleModels.source(model),
                folder,
                model.network().inputs(),
                model.labels().size(),
                flags);
    }

    private static void agrees(Deployable model, HostProgram host, float[][] rows) throws IOException {
        List<HostProgram.Answer> answers = host.answers(rows);
        assertThat(answers).hasSize(rows.length);
        for (int r = 0; r < rows.length; r++) {
            String row = "row " + r + " " + Arrays.toString(rows[r]);
            HostProgram.Answer answer = answers.get(r);
            byte[] input = model.inputs().networkInput(rows[r], model.network().input());
            assertThat(answer.input()).as(row).isEqualTo(input);
            byte[] scores = model.network().run(input);
            assertThat(answer.scores()).as(row).isEqualTo(scores);
            for (int k = 0; k < scores.length; k++) {
                assertThat(answer.confidence()[k] & 0xff).isEqualTo(scores[k] + 128);
                assertThat(scores[k]).isLessThanOrEqualTo(scores[answer.best()]);
            }
        }
    }
}
