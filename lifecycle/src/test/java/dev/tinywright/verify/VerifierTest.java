package dev.tinywright.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputFormat.Element;
import dev.tinywright.features.InputStep;
import dev.tinywright.firmware.Firmware;
import dev.tinywright.firmware.FirmwareBuilder;
import dev.tinywright.firmware.SampleCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of every core family in the emulator. */
class VerifierTest {
    private static final List<InputStep> STEPS = List.of(
            new InputStep.Impute(InputStep.Fill.MEDIAN),
            new InputStep.Log(List.of("r1")),
            new InputStep.Pairs(List.of("r0", "r2")),
            new InputStep.Standardize());

    /** 1 + 3 n instructions, n the first reading, and few around them. */
    private static final String COUNTED_LOOP = """
            void hand_run(const float readings[2], int8_t scores[2]) {
                uint32_t n = (uint32_t)readings[0];
                __asm volatile(".syntax unified\\n1: subs %0, %0, #1\\n cmp %0, #0\\n bne 1b" : "+l"(n) : : "cc");
                scores[0] = 1;
                scores[1] = 2;
            }
            """;

    private static final String DEEP = """
            static __attribute__((noinline)) int8_t deep(uint32_t bytes) {
                volatile uint8_t frame[bytes];
                frame[0] = 1; /* the deepest byte */
                return (int8_t)frame[0];
            }
            void hand_run(const float readings[2], int8_t scores[2]) {
                scores[0] = deep((uint32_t)readings[0]);
                scores[1] = 2;
            }
            """;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pico",
                "arduino-nano-33-ble",
                "nucleo-h743zi",
                "nrf5340-dk",
                "arduino-uno-r3",
                "arduino-mega-2560",
                "arduino-nano-every",
                "host"
            })
    void givesTheBitsOfTheIntegerReferenceOnEveryRow(String board) {
        Deployable model = SampleCode.deployable(7, 5, STEPS, List.of(12, 9, 4));
        float[][] rows = SampleCode.rows(8, 3000, 5);
        Verification verification = Verifier.verify(build(model, board), rows, SampleCode.expected(model, rows));
        assertThat(verification.rows()).isEqualTo(3000);
        assertThat(verification.mismatches()).isZero();
        assertThat(verification.firstMismatch()).isEmpty();
        assertThat(verification.scores()).isDeepEqualTo(SampleCode.expected(model, rows));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pico", "nrf5340-dk"})
    void provesALargeNetworkToo(String board) {
        Deployable model = SampleCode.deployable(9, 40, List.of(new InputStep.Standardize()), List.of(256, 256, 10));
        float[][] rows = SampleCode.rows(10, 60, 40);
        Verification verification = Verifier.verify(build(model, board), rows, SampleCode.expected(model, rows));
        assertThat(verification.mismatches()).isZero();
        long macs = 40 * 256 + 256 * 256 + 256 * 10;
        assertThat(verification.instructionsPerInference().orElseThrow()).isBetween((double) macs, 14.0 * macs);
    }

    @Test
    void measuresTheSameEachTime() {
        Deployable model = SampleCode.deployable(7, 5, STEPS, List.of(12, 9, 4));
        float[][] rows = SampleCode.rows(8, 40, 5);
        Firmware firmware = build(model, "pico");
        Verification first = Verifier.verify(firmware, rows, SampleCode.expected(model, rows));
        Verification second = Verifier.verify(firmware, rows, SampleCode.expected(model, rows));
        assertThat(first.instructionsPerInference()).isPresent();
        assertThat(second.instructionsPerInference()).isEqualTo(first.instructionsPerInference());
        assertThat(second.stackBytes()).isEqualTo(first.stackBytes()).isBetween(40L, 600L);
        assertThat(first.emulator()).contains("QEMU", "microbit");
    }

    @Test
    void findsTheOneByteThatDiffers() {
        Deployable model = SampleCode.deployable(7, 5, List.of(new InputStep.Standardize()), List.of(4));
        float[][] rows = SampleCode.rows(8, 500, 5);
        byte[][] expected = SampleCode.expected(model, rows);
        expected[321][2] ^= 1;
        Verification verification = Verifier.verify(build(model, "nucleo-f446re"), rows, expected);
        assertThat(verification.mismatches()).isEqualTo(1);
        assertThat(verification.firstMismatch()).hasValueSatisfying(first -> {
            assertThat(first.row()).isEqualTo(321);
            assertThat(first.readings()).isEqualTo(rows[321]);
            assertThat(first.expected()).isEqualTo(expected[321]);
            assertThat(first.got()[2]).isEqualTo((byte) (expected[321][2] ^ 1));
        });
    }

    @Test
    void findsFirmwareWithAnotherWeight() {
        Deployable model = SampleCode.deployable(7, 5, List.of(new InputStep.Standardize()), List.of(4));
        CSource source = SampleCode.source(model);
        TreeMap<String, String> files = new TreeMap<>(source.files());
        files.compute("sample.c", (name, code) -> changeFirstWeight(code));
        CSource changed = new CSource(
                "sample", files, source.modelFiles(), source.arenaBytes(), source.weightBytes(), source.contract());
        float[][] rows = SampleCode.rows(8, 500, 5);
        Firmware firmware = FirmwareBuilder.build(changed, 5, 4, SampleCode.board("pico"), false, folder);
        assertThat(Verifier.verify(firmware, rows, SampleCode.expected(model, rows))
                        .mismatches())
                .isPositive();
    }

    /** Turns the sign of the first weight; it must be a large one for that to show. */
    private static String changeFirstWeight(String code) {
        Matcher first = Pattern.compile("(layer1_weights\\[[^]]*][^=]*= \\{\\s*)(-?\\d+)")
                .matcher(code);
        assertThat(first.find()).isTrue();
        int weight = Integer.parseInt(first.group(2));
        assertThat(Math.abs(weight)).isGreaterThan(50);
        return first.replaceFirst("$1" + -weight);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pico", "nucleo-f446re", "nucleo-h743zi", "nrf5340-dk"})
    void countsInstructions(String board) {
        Firmware firmware = build(SampleCode.byHand(COUNTED_LOOP), SampleCode.board(board));
        // two runs of the same image differ in nothing but the length of the loop
        double few = instructions(firmware, 1000);
        double many = instructions(firmware, 101_000);
        assertThat(many - few).isCloseTo(300_000, Offset.offset(300.0));
        assertThat(few).isBetween(3000.0, 3200.0);
    }

    /** 4 instructions and 7 cycles, n the first reading, as the AVR instruction set manual counts: sbiw 2, sbiw 2, nop 1, brne 2. */
    @ParameterizedTest
    @ValueSource(strings = {"arduino-uno-r3", "arduino-mega-2560", "arduino-nano-every"})
    void countsInstructionsAndCyclesOfAvr(String board) {
        Firmware firmware = build(SampleCode.byHand("""
                void hand_run(const float readings[2], int8_t scores[2]) {
                    uint16_t n = (uint16_t)readings[0];
                    __asm volatile("1: adiw %0, 1\\n nop\\n sbiw %0, 2\\n brne 1b" : "+w"(n) : : "cc");
                    scores[0] = 1;
                    scores[1] = 2;
                }
                """), SampleCode.board(board));
        Verification few = run(firmware, 1000);
        Verification many = run(firmware, 31_000);
        assertThat(many.instructionsPerInference().orElseThrow()
                        - few.instructionsPerInference().orElseThrow())
                .isCloseTo(120_000, Offset.offset(60.0)); // the conversion from float takes a little longer or shorter
        assertThat(many.cyclesPerInference().orElseThrow()
                        - few.cyclesPerInference().orElseThrow())
                .isCloseTo(210_000, Offset.offset(60.0));
        assertThat(few.cyclesPerInference().orElseThrow()).isBetween(7000.0, 7300.0);
        assertThat(few.emulator()).startsWith("simavr 1.").contains("atmega");
        assertThat(LatencyModel.estimate(SampleCode.board(board), few, 0).millis())
                .isCloseTo(few.cyclesPerInference().orElseThrow() / 16_000, Offset.offset(1e-9));
    }

    private static Verification run(Firmware firmware, float n) {
        return Verifier.verify(firmware, new float[][] {{n, 0}}, new byte[][] {{1, 2}});
    }

    @Test
    void measuresTheDeepestStackOfAvr() {
        CSource source = SampleCode.byHand(DEEP);
        float[][] rows = {{100, 0}, {500, 0}, {200, 0}};
        byte[][] expected = {{1, 2}, {1, 2}, {1, 2}};
        Firmware firmware = build(source, SampleCode.board("arduino-uno-r3"));
        assertThat(Verifier.verify(firmware, rows, expected).stackBytes()).isBetween(500L, 560L);
    }

    @Test
    void saysWhenAModelUsesAllTheStackOfAnAvr() {
        CSource source = SampleCode.byHand("""
                extern volatile uint8_t tw_stack_limit[];
                void hand_run(const float readings[2], int8_t scores[2]) {
                    tw_stack_limit[0] = 1;
                    scores[0] = (int8_t)readings[0];
                }
                """);
        Firmware firmware = build(source, SampleCode.board("arduino-uno-r3"));
        assertThatThrownBy(() -> Verifier.verify(firmware, new float[1][2], new byte[1][2]))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("all of the stack that the board's RAM leaves");
    }

    @Test
    void namesTheFunctionInWhichAnAvrCrashes() {
        CSource source = SampleCode.byHand("""
                void hand_run(const float readings[2], int8_t scores[2]) {
                    *(volatile int8_t *)0x6000 = 1; /* beyond the end of RAM */
                    scores[0] = (int8_t)readings[0];
                }
                """);
        Firmware firmware = build(source, SampleCode.board("arduino-mega-2560"));
        assertThatThrownBy(() -> Verifier.verify(firmware, new float[1][2], new byte[1][2]))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the processor faulted at 0x")
                .hasMessageContaining("(hand_run)");
    }

    private static double instructions(Firmware firmware, float n) {
        return Verifier.verify(firmware, new float[][] {{n, 0}}, new byte[][] {{1, 2}})
                .instructionsPerInference()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pico", "nucleo-f446re", "nucleo-h743zi", "nrf5340-dk"})
    void measuresTheDeepestStackOfAnyRow(String board) {
        CSource source = SampleCode.byHand(DEEP);
        float[][] rows = {{100, 0}, {5000, 0}, {200, 0}};
        byte[][] expected = {{1, 2}, {1, 2}, {1, 2}};
        Verification verification = Verifier.verify(build(source, SampleCode.board(board)), rows, expected);
        assertThat(verification.stackBytes()).isBetween(5000L, 5100L);
    }

    @Test
    void namesTheFunctionThatFaults() {
        CSource source = SampleCode.byHand("""
                void hand_run(const float readings[2], int8_t scores[2]) {
                    scores[0] = *(const volatile int8_t *)(0xE0F00000u + (uint32_t)readings[0]);
                }
                """);
        Firmware firmware = build(source, SampleCode.board("pico"));
        assertThatThrownBy(() -> Verifier.verify(firmware, new float[1][2], new byte[1][2]))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the processor faulted at 0x")
                .hasMessageContaining("(hand_run)");
    }

    @Test
    void endsFirmwareThatHangs() {
        CSource source = SampleCode.byHand("""
                void hand_run(const float readings[2], int8_t scores[2]) {
                    for (volatile uint32_t i = 0;; i++) {
                        scores[0] = (int8_t)readings[0];
                    }
                }
                """);
        Firmware firmware = build(source, SampleCode.board("nucleo-f446re"));
        assertThatThrownBy(() -> Verifier.verify(firmware, new float[1][2], new byte[1][2], Duration.ofMillis(1500)))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("did not end within 1 s");
    }

    @Test
    void saysThatTheEmulatorIsMissing() throws IOException {
        Board board = SampleCode.board("nucleo-f446re");
        Firmware built = build(SampleCode.byHand(COUNTED_LOOP), board);
        Firmware firmware = new Firmware(
                withEmulator(board, "no-such-emulator"),
                built.elf(),
                built.memory(),
                built.compilerVersion(),
                Element.FLOAT32,
                2,
                2);
        assertThatThrownBy(() -> Verifier.verify(firmware, new float[1][2], new byte[1][2]))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("no-such-emulator")
                .hasMessageContaining("tinywright doctor");
        Path broken = Files.writeString(folder.resolve("broken"), "#!/bin/sh\necho 'no machine' >&2\nexit 1\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        Firmware other = new Firmware(
                withEmulator(board, broken.toString()),
                built.elf(),
                built.memory(),
                built.compilerVersion(),
                Element.FLOAT32,
                2,
                2);
        assertThatThrownBy(() -> Verifier.verify(other, new float[1][2], new byte[1][2]))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("exit code 1: no machine");
    }

    private static Board withEmulator(Board board, String program) {
        Board.Emulator e = board.emulator();
        return new Board(
                board.id(),
                board.name(),
                board.names(),
                board.chip(),
                board.core(),
                board.clockHz(),
                board.flashBytes(),
                board.ramBytes(),
                board.source(),
                board.build(),
                new Board.Emulator(
                        program,
                        e.machine(),
                        e.core(),
                        e.flashOrigin(),
                        e.flashBytes(),
                        e.ramOrigin(),
                        e.ramBytes(),
                        e.tickPicoseconds(),
                        e.note()));
    }

    private Firmware build(Deployable model, String board) {
        return FirmwareBuilder.build(
                SampleCode.source(model, SampleCode.board(board), false),
                model.inputs().format().values(),
                model.labels().size(),
                SampleCode.board(board),
                false,
                folder);
    }

    private Firmware build(CSource source, Board board) {
        return FirmwareBuilder.build(source, 2, 2, board, false, folder);
    }
}
