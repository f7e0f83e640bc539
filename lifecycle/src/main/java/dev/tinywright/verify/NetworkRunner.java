package dev.tinywright.verify;

import dev.tinywright.board.Board;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.firmware.AvrSimulator;
import dev.tinywright.firmware.NetworkFirmware;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Runs the firmware of a compiled network. */
public final class NetworkRunner {
    /** Of a run; a slow machine can be given more with -Dtinywright.emulatorSeconds. */
    private static final Duration LEAST_TIME = Duration.ofSeconds(Long.getLong("tinywright.emulatorSeconds", 60));

    private static final Duration TIME_PER_INFERENCE = Duration.ofSeconds(20);
    private static final double PICOSECONDS_PER_INSTRUCTION = 1000; // -icount shift=0

    private NetworkRunner() {}

    /**
     * @param count of inferences
     * @param inputs all of them, one after another
     * @param folder that exists, for the files that are exchanged
     * @throws TinywrightException where the image faults, hangs or cannot be run
     */
    public static NetworkRun run(NetworkFirmware firmware, int count, byte[] inputs, Path folder) {
        Board board = firmware.board();
        try {
            // on AVR a row of the simulator's is one byte
            write(
                    folder.resolve(board.isAvr() ? "rows.bin" : "inputs.bin"),
                    board.isAvr() ? inputs.length : count,
                    inputs);
            execute(firmware, folder, LEAST_TIME.plus(TIME_PER_INFERENCE.multipliedBy(count)));
            if (board.isAvr()) {
                return simulated(board.bench().emulator(), folder);
            }
            byte[] outputs = Files.readAllBytes(folder.resolve("outputs.bin"));
            return board.isHost()
                    ? onThisComputer(outputs)
                    : measured(board.bench().emulator(), outputs, Files.readAllBytes(folder.resolve("measured.bin")));
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot exchange files with the emulator: " + e.getMessage(),
                    folder.toString(),
                    "free some space in the temporary folder");
        }
    }

    private static void write(Path file, int count, byte[] bytes) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Integer.BYTES + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, all.putInt(count).put(bytes).array());
    }

    private static NetworkRun onThisComputer(byte[] outputs) {
        OptionalDouble none = OptionalDouble.empty();
        return new NetworkRun("host", "none: a process of this computer", outputs, 0, none, none, List.of());
    }

    private static NetworkRun simulated(Board.Emulator emulator, Path folder) throws IOException {
        Measured measured = Measured.readSimulator(folder.resolve("measured.txt"));
        return new NetworkRun(
                emulator.core(),
                AvrSimulator.version() + ", " + emulator.machine(),
                Files.readAllBytes(folder.resolve("scores.bin")),
                measured.stackBytes(),
                measured.instructions(),
                measured.cycles(),
                List.of());
    }

    /** @param measured as {@code harness_tensors.c} describes it */
    private static NetworkRun measured(Board.Emulator emulator, byte[] outputs, byte[] measured) {
        ByteBuffer numbers = ByteBuffer.wrap(measured).order(ByteOrder.LITTLE_ENDIAN);
        long stack = numbers.getInt();
        double timed = numbers.getInt();
        double ticks = numbers.getLong();
        double emptyTicks = 1.0 / numbers.getInt() * numbers.getInt();
        double instructionsPerTick = emulator.tickPicoseconds() / PICOSECONDS_PER_INSTRUCTION;
        List<Double> steps = new ArrayList<>();
        while (numbers.hasRemaining()) {
            steps.add(Math.max(0, numbers.getLong() / timed - emptyTicks) * instructionsPerTick);
        }
        return new NetworkRun(
                emulator.core(),
                version(emulator),
                outputs,
                stack,
                OptionalDouble.of((ticks / timed - emptyTicks) * instructionsPerTick),
                OptionalDouble.empty(),
                steps);
    }

    private static void execute(NetworkFirmware firmware, Path folder, Duration limit) throws IOException {
        Board.Bench bench = firmware.board().bench();
        CommandResult result = Command.run(command(firmware), folder, limit);
        if (result.timedOut()) {
            throw TinywrightException.failed(
                    "the network did not end within " + limit.toSeconds() + " s; it was ended",
                    bench.emulator().core(),
                    "allow more with JAVA_TOOL_OPTIONS=-Dtinywright.emulatorSeconds=" + 10 * limit.toSeconds()
                            + ", or give fewer inputs");
        }
        if (result.exitCode() != 0) {
            throw TinywrightException.failed(
                    "the network did not run to its end: "
                            + Ending.reason(bench.build().compiler(), firmware.image(), folder, result),
                    bench.emulator().core(),
                    "free some space in the temporary folder if it is full; else please report it with the model");
        }
    }

    private static List<String> command(NetworkFirmware firmware) {
        Board.Bench bench = firmware.board().bench();
        String image = firmware.image().toAbsolutePath().toString();
        if (firmware.board().isHost()) {
            return List.of(image);
        }
        if (firmware.board().isAvr()) {
            String clock = Long.toString(firmware.board().clockHz());
            return List.of(
                    AvrSimulator.program().toString(), "proof", bench.emulator().machine(), clock, image, "1", "1");
        }
        List<String> words = new ArrayList<>(
                List.of(bench.emulator().program(), "-M", bench.emulator().machine()));
        words.addAll(bench.options());
        words.addAll(List.of("-nographic", "-monitor", "none", "-serial", "none"));
        words.addAll(List.of("-semihosting-config", "enable=on,target=native", "-icount", "shift=0"));
        words.addAll(List.of("-kernel", image));
        return words;
    }

    private static String version(Board.Emulator emulator) {
        return Command.run(List.of(emulator.program(), "--version"), Path.of("."), LEAST_TIME)
                        .stdout()
                        .lines()
                        .findFirst()
                        .orElse(emulator.program())
                + ", machine " + emulator.machine();
    }
}
