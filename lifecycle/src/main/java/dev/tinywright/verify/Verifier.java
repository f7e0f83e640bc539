package dev.tinywright.verify;

import dev.tinywright.board.Board;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Examples;
import dev.tinywright.firmware.AvrSimulator;
import dev.tinywright.firmware.Firmware;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs a built image on examples and compares every byte that it answers. */
public final class Verifier {
    /** Of a run; a slow machine can be given more with -Dtinywright.emulatorSeconds. */
    private static final Duration LEAST_TIME = Duration.ofSeconds(Long.getLong("tinywright.emulatorSeconds", 60));

    private static final Duration TIME_PER_ROW = Duration.ofMillis(20);
    private static final Duration TIME_PER_KIB = Duration.ofMillis(200);

    private Verifier() {}

    /**
     * @param readings (rows, readings), NaN where missing
     * @param expected (rows, classes), what the integer reference answers
     * @throws TinywrightException where the image faults, hangs or cannot be run
     */
    public static Verification verify(Firmware firmware, float[][] readings, byte[][] expected) {
        return verify(firmware, Examples.of(readings), expected);
    }

    /**
     * @param examples rows, windows or pictures, read one at a time
     * @param expected (examples, outputs), what the reference answers
     * @throws TinywrightException where the image faults, hangs or cannot be run
     */
    public static Verification verify(Firmware firmware, Examples examples, byte[][] expected) {
        return verify(
                firmware,
                examples,
                expected,
                LEAST_TIME.plus(perExample(firmware).multipliedBy(examples.size())));
    }

    /** A network of windows or pictures multiplies far more often than it is handed numbers. */
    private static Duration perExample(Firmware firmware) {
        return TIME_PER_ROW.plus(TIME_PER_KIB.multipliedBy(firmware.exampleBytes() / 1024));
    }

    static Verification verify(Firmware firmware, float[][] readings, byte[][] expected, Duration limit) {
        return verify(firmware, Examples.of(readings), expected, limit);
    }

    private static Verification verify(Firmware firmware, Examples examples, byte[][] expected, Duration limit) {
        if (expected.length != examples.size()) {
            throw new IllegalArgumentException(expected.length + " answers for " + examples.size() + " rows");
        }
        Path folder = newFolder();
        try {
            writeExamples(folder.resolve("rows.bin"), examples, firmware);
            run(firmware, folder, examples.size(), limit);
            byte[][] scores = readScores(folder.resolve("scores.bin"), examples.size(), firmware.outputs());
            return compare(firmware, folder, examples, expected, scores);
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
            Firmware firmware, Path folder, Examples examples, byte[][] expected, byte[][] scores) throws IOException {
        int[] wrong = IntStream.range(0, expected.length)
                .filter(row -> !Arrays.equals(expected[row], scores[row]))
                .toArray();
        Optional<Verification.FirstMismatch> first = wrong.length == 0
                ? Optional.empty()
                : Optional.of(new Verification.FirstMismatch(
                        wrong[0], examples.get(wrong[0]), expected[wrong[0]], scores[wrong[0]]));
        Board board = firmware.board();
        Measured measured = measured(board, folder);
        return new Verification(
                board.emulator().core(),
                emulatorVersion(board),
                board.emulator().note(),
                expected.length,
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

    static List<String> command(Firmware firmware) {
        Board.Emulator emulator = firmware.board().emulator();
        String image = firmware.elf().toAbsolutePath().toString();
        if (firmware.board().isHost()) {
            return List.of(image);
        }
        if (firmware.board().isAvr()) {
            return simulated(firmware, image);
        }
        List<String> words = new ArrayList<>(List.of(emulator.program(), "-M", emulator.machine()));
        words.addAll(firmware.board().emulatorOptions());
        words.addAll(List.of("-nographic", "-monitor", "none", "-serial", "none"));
        words.addAll(List.of("-semihosting-config", "enable=on,target=native", "-icount", "shift=0"));
        words.addAll(List.of("-kernel", image));
        return words;
    }

    private static List<String> simulated(Firmware firmware, String image) {
        Board board = firmware.board();
        return List.of(
                AvrSimulator.program().toString(),
                "proof",
                board.emulator().machine(),
                Long.toString(board.clockHz()),
                image,
                Integer.toString(firmware.exampleBytes()),
                Integer.toString(firmware.outputs()));
    }

    static String emulatorVersion(Board board) {
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

    private static void writeExamples(Path file, Examples examples, Firmware firmware) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(firmware.exampleBytes()).order(ByteOrder.LITTLE_ENDIAN);
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(Integer.reverseBytes(examples.size()));
            for (int i = 0; i < examples.size(); i++) {
                put(examples.get(i), firmware, bytes.clear());
                out.write(bytes.array());
            }
        }
    }

    private static void put(float[] example, Firmware firmware, ByteBuffer bytes) {
        if (example.length != firmware.values()) {
            throw new IllegalArgumentException("a row has " + example.length + " readings, not " + firmware.values());
        }
        for (float value : example) {
            switch (firmware.element()) {
                case FLOAT32 -> bytes.putInt(Float.floatToRawIntBits(value));
                case INT16 -> bytes.putShort((short) value);
                case UINT8 -> bytes.put((byte) (int) value);
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

    static Path newFolder() {
        try {
            return Files.createTempDirectory("tinywright-verify-");
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot make a temporary folder: " + e.getMessage(),
                    System.getProperty("java.io.tmpdir"),
                    "free some space there");
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException leftBehind) {
            // a temporary folder that stays does no harm
        }
    }
}
