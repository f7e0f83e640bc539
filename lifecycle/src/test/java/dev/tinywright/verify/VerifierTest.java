package dev.tinywright.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.CSource;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputStep;
import dev.tinywright.firmware.Firmware;
import dev.tinywright.firmware.FirmwareBuilder;
import dev.tinywright.firmware.RandomModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images for every built-in board, run: what they answer, what they need, and what happens when they go wrong. */
class VerifierTest {
    private static final List<InputStep> STEPS = List.of(
            new InputStep.Impute(InputStep.Fill.MEDIAN),
            new InputStep.Derive("share", "`reading 0` / (`reading 1` + 2.5)"),
            new InputStep.ClipOutliers(1, 99),
            new InputStep.Log(List.of("reading 1")),
            new InputStep.Pairs(List.of("reading 0", "share")),
            new InputStep.Standardize());

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "arduino-nano-33-ble, Cortex-M4",
        "microbit-v2, Cortex-M4",
        "nucleo-f446re, Cortex-M4",
        "pico, Cortex-M0",
        "nucleo-h743zi, Cortex-M7",
        "nrf5340-dk, Cortex-M33",
        "esp32, Cortex-M4",
        "host, host",
    })
    void answersThousandsOfRowsBitForBit(String id, String core) {
        Board board = RandomModel.board(id);
        RandomModel model = RandomModel.of(id.hashCode(), 5, STEPS, 12, 9, 4);
        float[][] rows = RandomModel.awkwardRows(3, 3000, 5);
        Verification done = Verifier.verify(model.build(board, folder), rows, model.expected(rows));
        assertThat(done.mismatches()).isZero();
        assertThat(done.firstMismatch()).isEmpty();
        assertThat(done.rows()).isEqualTo(3000);
        assertThat(done.scores()).isDeepEqualTo(model.expected(rows));
        assertThat(done.core()).isEqualTo(core);
        assertThat(done.note().isEmpty()).isEqualTo(!id.equals("esp32"));
        assertThat(done.instructionsPerInference().isPresent()).isEqualTo(!id.equals("host"));
        if (!id.equals("host")) {
            assertThat(done.stackBytes()).isBetween(64L, 400L);
            assertThat(done.emulator()).containsIgnoringCase("qemu");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arduino-nano-33-ble", "host"})
    void namesTheFirstRowThatIsNotAsExpected(String id) {
        RandomModel model = RandomModel.of(5, 3, List.of(), 6, 3);
        float[][] rows = RandomModel.rows(6, 50, 3);
        byte[][] expected = model.expected(rows);
        expected[17][2] ^= 1;
        expected[40][0] ^= 64;
        Verification done = Verifier.verify(model.build(RandomModel.board(id), folder), rows, expected);
        assertThat(done.mismatches()).isEqualTo(2);
        Verification.FirstMismatch first = done.firstMismatch().orElseThrow();
        assertThat(first.row()).isEqualTo(17);
        assertThat(first.readings()).isEqualTo(rows[17]);
        assertThat(first.expected()).isEqualTo(expected[17]);
        assertThat(first.got()).isEqualTo(model.expected(rows)[17]);
    }

    @Test
    void catchesFirmwareWithOneWeightChanged() {
        RandomModel model = RandomModel.of(7, 3, List.of(new InputStep.Standardize()), 6, 3);
        var files = new TreeMap<>(model.source().files());
        files.compute("fruit.c", (name, text) -> Pattern.compile("layer1_weights\\[[^{]*\\{\\s*(-?\\d+)")
                .matcher(String.valueOf(text))
                .replaceFirst(match -> match.group()
                        .replaceFirst("-?\\d+$", Integer.toString(-Integer.parseInt(match.group(1)) / 2 - 1))));
        assertThat(files).isNotEqualTo(model.source().files());
        CSource tampered = new CSource("fruit", files, model.source().modelFiles(), 0, 0);
        Firmware firmware =
                FirmwareBuilder.build(tampered, 3, 3, RandomModel.board("arduino-nano-33-ble"), false, folder);
        float[][] rows = RandomModel.rows(8, 200, 3);
        byte[][] expected = model.expected(rows);
        Verification done = Verifier.verify(firmware, rows, expected);
        assertThat(done.mismatches()).isPositive();
        int row = done.firstMismatch().orElseThrow().row();
        assertThat(done.scores()[row]).isNotEqualTo(expected[row]);
        for (int before = 0; before < row; before++) {
            assertThat(done.scores()[before]).isEqualTo(expected[before]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arduino-nano-33-ble", "pico", "nucleo-h743zi", "nrf5340-dk"})
    void countsAndStackAreTheSameInEveryRun(String id) {
        RandomModel model = RandomModel.of(9, 4, STEPS, 10, 3);
        Firmware firmware = model.build(RandomModel.board(id), folder);
        float[][] rows = RandomModel.rows(10, 60, 4);
        Verification one = Verifier.verify(firmware, rows, model.expected(rows));
        Verification two = Verifier.verify(firmware, rows, model.expected(rows));
        assertThat(two.instructionsPerInference()).isEqualTo(one.instructionsPerInference());
        assertThat(two.stackBytes()).isEqualTo(one.stackBytes());
    }

    /** Two instructions a round, and some for the call. */
    @ParameterizedTest
    @ValueSource(strings = {"arduino-nano-33-ble", "pico", "nucleo-h743zi", "nrf5340-dk"})
    void countsTheInstructionsOfAKnownLoop(String id) {
        Board board = RandomModel.board(id);
        for (int rounds : new int[] {0, 1, 100, 10_000, 1_000_000}) {
            String loop =
                    "__asm volatile(\".syntax unified\\n ldr r3, =%d\\n 1: subs r3, r3, #1\\n bne 1b\" ::: \"r3\", \"cc\");"
                            .formatted(rounds + 1);
            double counted = instructions(board, RandomModel.handWritten(loop), "loop-" + rounds);
            double expected = 2.0 * (rounds + 1);
            double tick = board.emulator().tickPicoseconds() / 1000.0; // where one run is long enough, one is timed
            assertThat(counted).isBetween(expected + 3 - (rounds > 10_000 ? 2 * tick : 0), expected + 45 + tick);
        }
    }

    @Test
    void moreNetworkIsMoreInstructions() {
        Board board = RandomModel.board("arduino-nano-33-ble");
        double before = 0;
        for (int units : new int[] {4, 16, 64, 256}) {
            RandomModel model = RandomModel.of(units, 8, List.of(), units, 3);
            float[][] rows = RandomModel.rows(1, 40, 8);
            Verification done =
                    Verifier.verify(model.build(board, folder.resolve("units-" + units)), rows, model.expected(rows));
            double instructions = done.instructionsPerInference().orElseThrow();
            double macs = 8.0 * units + 3.0 * units;
            assertThat(instructions).isGreaterThan(before + 2 * macs).isLessThan(before + 60 * macs + 3000);
            before = instructions;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arduino-nano-33-ble", "pico", "nucleo-h743zi", "nrf5340-dk"})
    void measuresTheStackOfAKnownFrame(String id) {
        Board board = RandomModel.board(id);
        long shallow = stack(board, "", "shallow");
        for (int bytes : new int[] {256, 1000, 4096}) {
            String frame =
                    "volatile uint8_t frame[%1$d]; for (int i = 0; i < %1$d; i++) { frame[i] = 7; } scores[0] = (int8_t)frame[9];"
                            .formatted(bytes);
            assertThat((double) stack(board, frame, "frame-" + bytes) - shallow).isCloseTo(bytes, within(64.0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arduino-nano-33-ble", "host"})
    void endsFirmwareThatNeverEnds(String id) {
        Firmware firmware = firmware(RandomModel.board(id), RandomModel.handWritten("for (;;) { }"), "for-ever");
        assertThatThrownBy(() -> Verifier.verify(firmware, new float[3][1], new byte[3][1], Duration.ofSeconds(2)))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the firmware did not end within 2 s for 3 rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arduino-nano-33-ble", "pico", "nucleo-h743zi", "nrf5340-dk"})
    void reportsAFaultOfTheProcessor(String id) {
        Board board = RandomModel.board(id);
        Firmware firmware = firmware(board, RandomModel.handWritten("__asm volatile(\"udf #0\");"), "fault");
        assertThatThrownBy(() -> Verifier.verify(firmware, new float[3][1], new byte[3][1]))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("did not run to its end: the processor faulted");
    }

    @Test
    void reportsAStackThatGrowsIntoStaticData() {
        Board board = RandomModel.board("pico");
        String deep = "volatile uint8_t frame[15000]; for (int i = 0; i < 15000; i++) { frame[i] = 7; }"
                + " scores[0] = (int8_t)frame[9];";
        Firmware firmware = firmware(board, RandomModel.handWritten(deep), "deep");
        Verification fits = Verifier.verify(firmware, new float[2][1], new byte[][] {{7}, {7}});
        assertThat(fits.stackBytes()).isBetween(15_000L, 15_100L);
        Firmware over = firmware(board, RandomModel.handWritten(deep.replace("15000", "16200")), "over");
        assertThatThrownBy(() -> Verifier.verify(over, new float[2][1], new byte[2][1]))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("its stack ran into its static data");
    }

    @Test
    void saysWhichEmulatorIsMissing() {
        Board nano = RandomModel.board("arduino-nano-33-ble");
        Firmware firmware =
                firmware(withEmulator(nano, "qemu-of-nowhere", "mps2-an386"), RandomModel.handWritten(""), "a");
        assertThatThrownBy(() -> Verifier.verify(firmware, new float[1][1], new byte[1][1]))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the program 'qemu-of-nowhere' is not installed")
                .hasMessageContaining("tinywright doctor");
        Firmware elsewhere =
                firmware(withEmulator(nano, nano.emulator().program(), "no-machine"), RandomModel.handWritten(""), "b");
        assertThatThrownBy(() -> Verifier.verify(elsewhere, new float[1][1], new byte[1][1]))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the emulator did not run the firmware: exit code 1")
                .hasMessageContaining("'no-machine' of the board's file");
    }

    @Test
    void refusesRowsOfAnotherWidth() {
        Firmware firmware = firmware(RandomModel.board("host"), RandomModel.handWritten(""), "own");
        assertThatThrownBy(() -> Verifier.verify(firmware, new float[1][2], new byte[1][1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Verifier.verify(firmware, new float[1][1], new byte[2][1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Board withEmulator(Board board, String program, String machine) {
        Board.Emulator is = board.emulator();
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
                        machine,
                        is.core(),
                        is.flashOrigin(),
                        is.flashBytes(),
                        is.ramOrigin(),
                        is.ramBytes(),
                        is.tickPicoseconds(),
                        is.note()));
    }

    private Firmware firmware(Board board, CSource source, String name) {
        return FirmwareBuilder.build(source, 1, 1, board, false, folder.resolve(name));
    }

    private double instructions(Board board, CSource source, String name) {
        return run(board, source, name).instructionsPerInference().orElseThrow();
    }

    private long stack(Board board, String body, String name) {
        return run(board, RandomModel.handWritten(body), name).stackBytes();
    }

    private Verification run(Board board, CSource source, String name) {
        Verification done =
                Verifier.verify(firmware(board, source, name), new float[3][1], new byte[][] {{7}, {7}, {7}});
        assertThat(done.mismatches()).isZero();
        return done;
    }
}
