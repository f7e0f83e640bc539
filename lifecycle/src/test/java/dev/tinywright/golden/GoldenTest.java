package dev.tinywright.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.lower.Target;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenTest {
    private static final int INPUT = 12;
    private static final Target TARGET = Target.of(Target.Core.PLAIN);

    private static Board board(String id) {
        return Boards.builtIn().byId(id).orElseThrow();
    }

    private static byte[] inputs(int count) {
        byte[] inputs = new byte[count * INPUT];
        new SplittableRandom(7).nextBytes(inputs);
        return inputs;
    }

    private static byte[] outputs(byte[] inputs) {
        HandMade.Twin twin = new HandMade.Twin();
        ByteArrayOutputStream outputs = new ByteArrayOutputStream();
        for (int at = 0; at < inputs.length; at += INPUT) {
            outputs.writeBytes(twin.run(Arrays.copyOfRange(inputs, at, at + INPUT)));
        }
        return outputs.toByteArray();
    }

    private static Vectors vectors() {
        byte[] inputs = inputs(5);
        return Vectors.of(HandMade.graph(), inputs, outputs(inputs));
    }

    /** The loops are a known number of rounds, so that a clock of the wrong rate is seen. */
    @ParameterizedTest
    @CsvSource({
        "pico, Cortex-M0",
        "nucleo-l476rg, Cortex-M4",
        "nucleo-f746zg, Cortex-M7",
        "nrf5340-dk, Cortex-M33",
        "corstone-300, Cortex-M55",
        "ek-ra8d1, Cortex-M55",
        "esp32-c3, RV32IMC"
    })
    void everyCoreGivesTheGoldenOutputsAndItsFigures(String id, String core) {
        MeasuredModel measured = Golden.prove(HandMade.model(TARGET), board(id), vectors(), true);
        assertThat(measured.core()).isEqualTo(core);
        assertThat(measured.first()).isEmpty();
        assertThat(measured.vectors()).isEqualTo(5);
        assertThat(measured.memory().arenaBytes()).isEqualTo(HandMade.ARENA);
        assertThat(measured.memory().otherRamBytes()).isEqualTo(HandMade.OTHER_RAM);
        assertThat(measured.memory().weightBytes()).isEqualTo(256);
        assertThat(measured.memory().codeBytes()).isBetween(60L, 1200L);
        assertThat(measured.stackBytes()).isBetween(4L, 200L);
        assertThat(measured.ramBytes()).isEqualTo(HandMade.ARENA + HandMade.OTHER_RAM + measured.stackBytes());
        assertThat(measured.fits()).isTrue();
        double instructions = measured.instructions().orElseThrow();
        assertThat(instructions).isBetween(1100 * 5.0, 1100 * 18.0);
        assertThat(measured.stepInstructions()).hasSize(2);
        assertThat(measured.stepInstructions().get(1)
                        / measured.stepInstructions().get(0))
                .isBetween(6.0, 10.0);
        assertThat(measured.stepInstructions().stream().mapToDouble(x -> x).sum())
                .isCloseTo(instructions, within(instructions * 0.02));
    }

    @ParameterizedTest
    @ValueSource(strings = {"arduino-uno-r3", "arduino-mega-2560"})
    void avrGivesTheGoldenOutputsAndItsCycles(String id) {
        MeasuredModel measured = Golden.prove(HandMade.model(TARGET), board(id), vectors(), true);
        assertThat(measured.first()).isEmpty();
        assertThat(measured.memory().arenaBytes()).isEqualTo(HandMade.ARENA);
        assertThat(measured.memory().otherRamBytes()).isBetween(4L, 300L); // constants that are not in progmem
        assertThat(measured.instructions().orElseThrow()).isBetween(1100 * 10.0, 1100 * 60.0);
        assertThat(measured.cycles().orElseThrow())
                .isGreaterThan(measured.instructions().orElseThrow());
        assertThat(measured.stackBytes()).isBetween(4L, 200L);
    }

    @Test
    void thisComputerGivesTheGoldenOutputs() {
        MeasuredModel measured = Golden.prove(HandMade.model(TARGET), board("host"), vectors(), true);
        assertThat(measured.passed()).isTrue();
        assertThat(measured.instructions()).isEmpty();
        assertThat(measured.memory().arenaBytes()).isEqualTo(HandMade.ARENA);
        assertThat(measured.memory().weightBytes()).isEqualTo(256);
    }

    /** Wrong in the third vector's second output, then in the fifth's first. */
    @ParameterizedTest
    @ValueSource(strings = {"host", "nucleo-l476rg"})
    void everyMismatchCountsAndTheFirstIsNamed(String id) {
        byte[] inputs = inputs(5);
        byte[] wrong = outputs(inputs);
        wrong[2 * 8 + 5] ^= 1;
        wrong[4 * 8 + 2] ^= 64;
        MeasuredModel measured =
                Golden.prove(HandMade.model(TARGET), board(id), Vectors.of(HandMade.graph(), inputs, wrong), false);
        assertThat(measured.passed()).isFalse();
        assertThat(measured.mismatches()).isEqualTo(2);
        Mismatch first = measured.first().orElseThrow();
        assertThat(first)
                .extracting(Mismatch::vector, Mismatch::output, Mismatch::index)
                .containsExactly(2, 1, 0);
        assertThat(first.text()).startsWith("vector 2, output 1 \"total\", element 0: expected ");
        assertThat(Float.parseFloat(first.got())).isNotEqualTo(Float.parseFloat(first.expected()));
        assertThat(measured.stepInstructions()).isEmpty();
    }

    @Test
    void anImageWithOtherBuffersThanPlannedIsRefused() {
        assertThatThrownBy(() -> Golden.prove(
                        HandMade.model(TARGET, 24, HandMade.source()), board("nucleo-l476rg"), vectors(), false))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("16 bytes of buffers, 24 were planned");
    }

    @Test
    void aNetworkThatFaultsIsNamedWithItsFunction() {
        String faulty = HandMade.source().replace("wait(1000);", "wait(*(volatile uint32_t *)0xF0000000u);");
        for (String id : new String[] {"nucleo-l476rg", "esp32-c3"}) {
            assertThatThrownBy(() ->
                            Golden.prove(HandMade.model(TARGET, HandMade.ARENA, faulty), board(id), vectors(), false))
                    .as(id)
                    .isInstanceOf(TinywrightException.class)
                    .hasMessageContaining("the processor faulted at")
                    .hasMessageContaining("m_invoke");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8, 'the file has 0 bytes, and the inputs of one inference are 12'",
        "13, 8, 'the file has 13 bytes'",
        "24, 8, 'inputs for 2 inferences and outputs of 1'",
        "24, 15, 'the file has 15 bytes, and the outputs of one inference are 8'"
    })
    void filesOfOtherSizesAreWrongUsage(int inputs, int outputs, String message) {
        assertThatThrownBy(() -> Vectors.of(HandMade.graph(), new byte[inputs], new byte[outputs]))
                .isInstanceOfSatisfying(
                        TinywrightException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "pico, PLAIN",
        "arduino-uno-r3, AVR",
        "nucleo-l476rg, DSP",
        "nucleo-f746zg, DSP",
        "nrf5340-dk, DSP",
        "pico-2, DSP",
        "ek-ra8d1, MVE",
        "esp32-c3, PLAIN",
        "esp32-s3, PLAIN",
        "host, PORTABLE"
    })
    void theBoardDecidesTheKernels(String id, Target.Core core) {
        assertThat(Golden.core(board(id))).isEqualTo(core);
    }
}
