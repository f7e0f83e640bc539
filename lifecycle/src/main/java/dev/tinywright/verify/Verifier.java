package dev.tinywright.verify;

import dev.tinywright.board.Board;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.firmware.AvrSimulator;
import dev.tinywright.firmware.Firmware;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs a built image on rows and compares every byte that it answers. */
public final class Verifier {
    /** Of a run; a slow machine can be given more with -Dtinywright.emulatorSeconds. */
    private static final Duration LEAST_TIME = Duration.ofSeconds(Long.getLong("tinywright.emulatorSeconds", 60));

    private static final Duration TIME_PER_ROW = Duration.ofMillis(20);

    private Verifier() {}

    /**
     * @param readings (rows, readings), NaN where missing
     * @param expected (rows, classes), what the integer reference answers
     * @throws TinywrightException where the image faults, hangs or cannot be run
     */
    public static Verification verify(Firmware firmware, float[][] readings, byte[][] expected) {
        return verify(firmware, readings, expected, LEAST_TIME.plus(TIME_PER_ROW.multipliedBy(readings.length)));
    }

    static Verification verify(Firmware firmware, float[][] readings, byte[][] expected, Duration limit) {
        if (expected.length != readings.length) {
            throw new IllegalArgumentException(expected.length + " answers for " + readings.length + " rows");
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
        Measured measured = measured(board, folder);
        return new Verification(
                board.emulator().core(),
                emulatorVersion(board),
                board.emulator().note(),
                readings.length,
                wrong.length,
                first,
                scores,
                measured.stackBytes(),
                measured.instructions(),
                measured.cycles());
    }

    private static Measured measured(Board board, Path folder) throws IOException {
        if (board.isHost()) {
            return Measured.NOTHING;
        }
        return board.isAvr()
                ? Measured.readSimulator(folder.resolve("measured.txt"))
                : Measured.read(folder.resolve("measured.bin"), board.emulator().tickPicoseconds());
    }

    private static void run(Firmware firmware, Path folder, int rows, Duration limit) throws IOException {
        CommandResult result = Command.run(command(firmware), folder, limit);
        String where = "verify, " + firmware.board().emulator().core();
        if (result.timedOut()) {
            throw TinywrightException.failed(
                    "the firmware did not end within " + limit.toSeconds() + " s for " + rows + " rows; it was ended",
                    where,
                    "the emulator hangs, or the machine is very busy: try again; then please report it");
        }
        if (result.exitCode() != 0) {
            throw TinywrightException.failed(
                    "the firmware did not run to its end: " + Ending.reason(firmware, folder, result),
                    where,
                    "free some space in the temporary folder if it is full; else please report it with the project folder");
        }
    }

    private static List<String> command(Firmware firmware) {
        Board.Emulator emulator = firmware.board().emulator();
        String image = firmware.elf().toAbsolutePath().toString();
        if (firmware.board().isHost()) {
            return List.of(image);
        }
        return firmware.board().isAvr()
                ? simulated(firmware, image)
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

    private static List<String> simulated(Firmware firmware, String image) {
        Board board = firmware.board();
        return List.of(
                AvrSimulator.program().toString(),
                "proof",
                board.emulator().machine(),
                Long.toString(board.clockHz()),
                image,
                Integer.toString(firmware.readings() * Float.BYTES),
                Integer.toString(firmware.classes()));
    }

    private static String emulatorVersion(Board board) {
        if (board.isHost()) {
            return "none: a process of this computer";
        }
        if (board.isAvr()) {
            return AvrSimulator.version() + ", " + board.emulator().machine();
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
