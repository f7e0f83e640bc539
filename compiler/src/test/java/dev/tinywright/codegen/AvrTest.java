package dev.tinywright.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.features.InputProgram;
import dev.tinywright.features.InputStep;
import dev.tinywright.lower.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An 8-bit core whose int has 16 bits, whose constants are in an address space of their own, gives the same bits. */
class AvrTest {
    private static final InputStep DERIVE = new InputStep.Derive("share", "red / (red + `green light` * 2) - 1e-3");
    private static final List<InputStep> EVERY_STEP = List.of(
            new InputStep.Impute(InputStep.Fill.MEAN),
            DERIVE,
            new InputStep.Derive("more", "-share * share + -(-red - 0.5) * red"),
            new InputStep.ClipOutliers(1, 99),
            new InputStep.Log(List.of("red")),
            new InputStep.Pairs(List.of("share", "green light")),
            new InputStep.Standardize());

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("atmega328p", "-std=gnu11", "-Os", List.of(new InputStep.Standardize())),
                Arguments.of("atmega328p", "-std=c99", "-O2", List.of()),
                Arguments.of("atmega2560", "-std=c99", "-Os", EVERY_STEP),
                Arguments.of("atmega2560", "-std=gnu11", "-O2", EVERY_STEP));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void givesTheBitsOfTheReference(
            String mcu, String standard, String optimize, List<InputStep> steps, @TempDir Path folder)
            throws IOException {
        InputProgram program = SampleModels.program(6, steps);
        Deployable model = SampleModels.deployable("fruit", program, List.of("apple", "lime", "plum"), "");
        float[][] rows = Stream.concat(
                        Arrays.stream(SampleModels.rows(3, 200, 6)), Arrays.stream(SampleModels.awkwardRows(4, 600, 6)))
                .toArray(float[][]::new);
        List<byte[]> answers = AvrProgram.ofRows(
                        SampleModels.source(model, Target.Core.AVR), rows, folder, mcu, standard, optimize)
                .answers();
        assertThat(answers).hasSize(rows.length);
        for (int r = 0; r < rows.length; r++) {
            byte[] input = model.inputs().networkInput(rows[r], model.network().input());
            byte[] scores = model.network().run(input);
            byte[] answer = answers.get(r);
            for (int k = 0; k < scores.length; k++) {
                assertThat((answer[k] & 0xff) - 128)
                        .as("row %d %s", r, Arrays.toString(rows[r]))
                        .isEqualTo(scores[k]);
                assertThat(scores[k]).isLessThanOrEqualTo(scores[answer[scores.length]]);
            }
        }
    }

    @Test
    void constantsTakeNoMemory(@TempDir Path folder) throws IOException {
        CSource source = SampleModels.source(SampleModels.deployable(
                "fruit", SampleModels.program(6, EVERY_STEP), List.of("apple", "lime", "plum"), ""));
        int[] sizes = AvrProgram.build(
                        source,
                        "int main(void) { static float r[6]; static int8_t s[3]; NAME_run(r, s); put_hex((uint8_t)s[0]);\n"
                                + "start_serial(); end(); }",
                        folder,
                        "atmega328p",
                        "-std=c99",
                        "-Os")
                .sizes();
        assertThat(sizes[0]).isGreaterThan(source.weightBytes());
        assertThat(sizes[1]).as("initialized RAM").isZero();
        assertThat(sizes[2])
                .as("RAM: the arena, 6 readings, 3 scores")
                .isBetween(source.arenaBytes(), source.arenaBytes() + 28);
    }

    @Test
    void saysWhereAModelIsTooLargeForItsAddresses(@TempDir Path folder) {
        Deployable model = SampleModels.wide("big", 250, 250);
        assertThatThrownBy(() -> HostProgram.compileOnly(
                        SampleModels.source(model), folder, "avr-gcc", "-mmcu=atmega2560", "-Os"))
                .hasMessageContaining("bytes of constants, an AVR reaches 60000");
    }

    @ParameterizedTest
    @EnumSource(names = {"DSP", "MVE"})
    void saysWhereAModelIsForCoresThatReadConstantsOtherwise(Target.Core core, @TempDir Path folder) {
        CSource source = SampleModels.source(SampleModels.wide("wide", 37, 50), core);
        assertThatThrownBy(() -> HostProgram.compileOnly(source, folder, "avr-gcc", "-mmcu=atmega2560", "-Os"))
                .hasMessageContaining("model wide was compiled for another kind of core");
    }
}
