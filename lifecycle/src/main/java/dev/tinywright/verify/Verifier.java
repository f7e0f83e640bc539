package dev.tinywright.verify;

import dev.tinywright.board.Board;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.firmware.Firmware;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs a built image on rows and compares every byte that it answers. */
public final class Verifier {
    private static final Duration LEAST_TIME = Duration.ofSeconds(60);
    private static final Duration TIME_PER_ROW = Duration.ofMillis(20);
    private static final long NANOS_PER_WEIGHT = 1000; // ten times what an emulated multiplication takes
    private static final int FAULT = 250;

    /** What the exit codes of {@code harness.c} mean. */
    private static final Map<Integer, String> REASONS = Map.of(
            2,
            "it could not open its files",
            3,
            "it could not read a row",
            4,
            "it could not write its answers, is the temporary folder full?",
            5,
            "it could not write its measurements, is the temporary folder full?",
            6,
            "its stack ran into its static data",
            FAULT,
            "the processor faulted");

    private static final int TIMED_ROWS = 32;
    private static final int PICOSECONDS_PER_INSTRUCTION = 1000; // -icount shift=0

    private Verifier() {}

    /**
     * @param readings (rows, readings), NaN where missing
     * @param expected (rows, classes), what the integer reference answers
     * @throws TinywrightException where the image faults, hangs or cannot be run
     */
    public static Verification verify(Firmware firmware, float[][] readings, byte[][] expected) {
        return verify(firmware, readings, expected, limit(firmware, readings.length));
    }

    /** @param limit time that the emulator may take */
    static Verification verify(Firmware firmware, float[][] readings, byte[][] expected, Duration limit) {
        if (expected.length != readings.length) {
            throw new IllegalArgumentException(readings.length + " rows, " + expected.length + " expected answers");
        }
        Path folder = newFolder();
        try {
            writeRows(folder.resolve("rows.bin"), readings, firmware.readings());
            run(firmware, folder, readings.length, limit);
            byte[][] scores = readScores(folder.resolve("scores.bin"), readings.length, firmware.classes());
            return compare(firmware, folder, readings, expected, scores);
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot exchange files with the emulator: " + e.getMessage(),
                    folder.toString(),
                    "free some space in the temporary folder");
        } finally {
            delete(folder);
        }
    }

    private static Verification compare(
            Firmware firmware, Path folder, float[][] readings, byte[][] expected, byte[][] scores) throws IOException {
        int[] wrong = IntStream.range(0, readings.length)
                .filter(row -> !Arrays.equals(expected[row], scores[row]))
                .toArray();
        Optional<Verification.FirstMismatch> first = wrong.length == 0
                ? Optional.empty()
                : Optional.of(new Verification.FirstMismatch(
                        wrong[0], readings[wrong[0]], expected[wrong[0]], scores[wrong[0]]));
        Board board = firmware.board();
        Measured measured = board.isHost()
                ? new Measured(0, OptionalDouble.empty())
                : Measured.read(folder.resolve("measured.bin"), board.emulator().tickPicoseconds());
        return new Verification(
                board.emulator().core(),
                emulatorVersion(board),
                board.emulator().note(),
                readings.length,
                wrong.length,
                first,
                scores,
                measured.stackBytes(),
                measured.instructions());
    }

    /** What the harness measured, from {@code measured.bin}. */
    private record Measured(long stackBytes, OptionalDouble instructions) {
        static Measured read(Path file, long tickPicoseconds) throws IOException {
            var words = ByteBuffer.wrap(Files.readAllBytes(file))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asIntBuffer();
            int timedRows = words.get(1);
            double repeats = words.get(2);
            int emptyTicks = words.get(3 + TIMED_ROWS);
            OptionalDouble ticks = IntStream.range(0, timedRows)
                    .mapToDouble(row -> words.get(3 + row) - emptyTicks)
                    .average();
            return new Measured(
                    words.get(0),
                    ticks.isPresent()
                            ? OptionalDouble.of(
                                    ticks.getAsDouble() * tickPicoseconds / PICOSECONDS_PER_INSTRUCTION / repeats)
                            : OptionalDouble.empty());
        }
    }

    private static Duration limit(Firmware firmware, int rows) {
        Duration row =
                TIME_PER_ROW.plusNanos(NANOS_PER_WEIGHT * firmware.memory().weightBytes());
        return LEAST_TIME.plus(row.multipliedBy(rows));
    }

    private static void run(Firmware firmware, Path folder, int rows, Duration limit) {
        Board board = firmware.board();
        String where = "verify, " + board.emulator().core();
        CommandResult result = Command.run(command(firmware), folder, limit);
        if (result.timedOut()) {
            throw TinywrightException.failed(
                    "the firmware did not end within " + limit.toSeconds() + " s for " + rows + " rows",
                    where,
                    "the emulator hangs, or the machine is very busy: try again; then please report it");
        }
        if (result.exitCode() == 0) {
            return;
        }
        String reason = REASONS.get(result.exitCode());
        if (reason != null) {
            throw TinywrightException.failed(
                    "the firmware did not run to its end: " + reason,
                    where,
                    "please report it with the project folder");
        }
        String said =
                result.stderr().lines().findFirst().map(line -> ": " + line).orElse("");
        throw TinywrightException.failed(
                "the emulator did not run the firmware: exit code " + result.exitCode() + said,
                where,
                "run: tinywright doctor; does the emulator know the machine '"
                        + board.emulator().machine() + "' of the board's file?");
    }

    private static List<String> command(Firmware firmware) {
        Board.Emulator emulator = firmware.board().emulator();
        String image = firmware.elf().toAbsolutePath().toString();
        return firmware.board().isHost()
                ? List.of(image)
                : List.of(
                        emulator.program(),
                        "-M",
                        emulator.machine(),
                        "-nographic",
                        "-monitor",
                        "none",
                        "-serial",
                        "none",
                        "-semihosting-config",
                        "enable=on,target=native",
                        "-icount",
                        "shift=0",
                        "-kernel",
                        image);
    }

    private static String emulatorVersion(Board board) {
        if (board.isHost()) {
            return "none: a process of this computer";
        }
        return Command.run(List.of(board.emulator().program(), "--version"), Path.of("."), LEAST_TIME)
                        .stdout()
                        .lines()
                        .findFirst()
                        .orElse(board.emulator().program())
                + ", machine " + board.emulator().machine();
    }

    private static void writeRows(Path file, float[][] rows, int readings) throws IOException {
        try (var out = new java.io.DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(Integer.reverseBytes(rows.length));
            for (float[] row : rows) {
                if (row.length != readings) {
                    throw new IllegalArgumentException("a row has " + row.length + " readings, not " + readings);
                }
                for (float value : row) {
                    out.writeInt(Integer.reverseBytes(Float.floatToRawIntBits(value)));
                }
            }
        }
    }

    private static byte[][] readScores(Path file, int rows, int classes) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != (long) rows * classes) {
            throw new IOException(
                    "the firmware wrote " + bytes.length + " bytes of scores, not " + (long) rows * classes);
        }
        byte[][] scores = new byte[rows][];
        Arrays.setAll(scores, row -> Arrays.copyOfRange(bytes, row * classes, (row + 1) * classes));
        return scores;
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("tinywright-verify-");
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot make a temporary folder: " + e.getMessage(),
                    System.getProperty("java.io.tmpdir"),
                    "free some space there");
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException leftBehind) {
            // a temporary folder that stays does no harm
        }
    }
}
