package dev.tinywright.verify;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.data.Tape;
import dev.tinywright.diag.TinywrightException;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Runs an image that pushes recordings, and compares every byte that it answers. */
public final class StreamVerifier {
    private static final Duration LEAST_TIME = Duration.ofSeconds(Long.getLong("tinywright.emulatorSeconds", 60));
    private static final Duration TIME_PER_WINDOW = Duration.ofMillis(500);
    private static final int BLOCK = 4096;

    private StreamVerifier() {}

    /**
     * @param firmware of {@link dev.tinywright.firmware.FirmwareBuilder#buildStream}
     * @param tapes each a recording of its own, the device begins anew with each
     * @param scores of every window of every tape, as the integer reference gives them
     * @throws TinywrightException where the image faults, hangs or cannot be run
     */
    public static StreamVerification verify(
            Firmware firmware, Streaming streaming, List<Tape> tapes, List<byte[][]> scores) {
        byte[][] expected = scores.stream()
                .flatMap(tape -> Arrays.stream(StreamTwin.answers(streaming, tape)))
                .toArray(byte[][]::new);
        Path folder = Verifier.newFolder();
        try {
            write(folder.resolve("stream.bin"), tapes, firmware);
            run(firmware, folder, expected.length);
            return compare(firmware, folder, tapes.size(), expected);
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot exchange files with the emulator: " + e.getMessage(),
                    folder.toString(),
                    "free some space in the temporary folder");
        } finally {
            Verifier.delete(folder);
        }
    }

    private static void write(Path file, List<Tape> tapes, Firmware firmware) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(Integer.reverseBytes(tapes.size()));
            for (Tape tape : tapes) {
                out.writeInt(Integer.reverseBytes(Math.toIntExact(tape.frames())));
                for (long from = 0; from < tape.frames(); from += BLOCK) {
                    int count = (int) Math.min(BLOCK, tape.frames() - from);
                    out.write(bytes(tape.read(from, count), firmware));
                }
            }
        }
    }

    private static byte[] bytes(float[] samples, Firmware firmware) {
        ByteBuffer bytes =
                ByteBuffer.allocate(samples.length * firmware.element().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            switch (firmware.element()) {
                case FLOAT32 -> bytes.putInt(Float.floatToRawIntBits(sample));
                case INT16 -> bytes.putShort((short) sample);
                case UINT8 -> bytes.put((byte) (int) sample);
            }
        }
        return bytes.array();
    }

    private static void run(Firmware firmware, Path folder, int windows) throws IOException {
        Duration limit = LEAST_TIME.plus(TIME_PER_WINDOW.multipliedBy(windows));
        CommandResult result = Command.run(Verifier.command(firmware), folder, limit);
        String where = "verify continuous use, " + firmware.board().emulator().core();
        if (result.timedOut()) {
            throw TinywrightException.failed(
                    "the firmware did not end within " + limit.toSeconds() + " s for " + windows
                            + " windows; it was ended",
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

    private static StreamVerification compare(Firmware firmware, Path folder, int recordings, byte[][] expected)
            throws IOException {
        byte[] answers = Files.readAllBytes(folder.resolve("answers.bin"));
        ByteBuffer streamed = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("streamed.bin")))
                .order(ByteOrder.LITTLE_ENDIAN);
        int size = firmware.outputs() + StreamTwin.DECISION_BYTES;
        int windows = streamed.getInt();
        int wrong = Math.abs(windows - expected.length);
        Optional<String> first = wrong == 0
                ? Optional.empty()
                : Optional.of(windows + " windows were completed, not " + expected.length);
        for (int i = 0; i < Math.min(windows, expected.length); i++) {
            byte[] got = Arrays.copyOfRange(answers, i * size, (i + 1) * size);
            if (!Arrays.equals(got, expected[i])) {
                wrong++;
                int window = i;
                first = first.or(() -> Optional.of("window " + window + ": expected "
                        + Arrays.toString(expected[window]) + ", got " + Arrays.toString(got)));
            }
        }
        Board board = firmware.board();
        int stackBytes = streamed.getInt();
        long ticks = streamed.getLong();
        return new StreamVerification(
                board.emulator().core(),
                Verifier.emulatorVersion(board),
                recordings,
                windows,
                wrong,
                first,
                board.isHost() || windows == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(ticks
                                * (double) board.emulator().tickPicoseconds()
                                / Measured.PICOSECONDS_PER_INSTRUCTION
                                / windows),
                stackBytes);
    }
}
