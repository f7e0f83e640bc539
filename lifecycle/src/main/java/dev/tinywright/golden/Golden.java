package dev.tinywright.golden;

import dev.tinywright.board.Board;
import dev.tinywright.compile.CompiledModel;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.firmware.NetworkFirmware;
import dev.tinywright.firmware.NetworkFirmwareBuilder;
import dev.tinywright.lower.Target;
import dev.tinywright.tensor.Rounding;
import dev.tinywright.verify.NetworkRun;
import dev.tinywright.verify.NetworkRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Builds a compiled network's firmware, runs it, and compares every output bit for bit. */
public final class Golden {
    private Golden() {}

    /** Returns the kind of core that networks are compiled for where they are for {@code board}. */
    public static Target.Core core(Board board) {
        String cpu = board.bench().build().flags().stream()
                .filter(flag -> flag.startsWith("-mcpu="))
                .map(flag -> flag.substring("-mcpu=".length()))
                .findFirst()
                .orElse("");
        if (board.isHost()) {
            return Target.Core.PORTABLE;
        }
        if (board.isAvr()) {
            return Target.Core.AVR;
        }
        if (!board.bench().emulator().note().isEmpty()) {
            return Target.Core.PLAIN;
        }
        if (cpu.matches("cortex-m(52|55|85)(?!.*\\+nomve).*")) {
            return Target.Core.MVE;
        }
        return cpu.matches("cortex-m(4|7|33|35p|55|85)(?!.*\\+nodsp).*") ? Target.Core.DSP : Target.Core.PLAIN;
    }

    /** Returns what networks for {@code board} are compiled for. */
    public static Target target(Board board, Target.Optimize optimize) {
        return target(board, optimize, Rounding.DOUBLE);
    }

    /** The same, with another rounding. */
    public static Target target(Board board, Target.Optimize optimize, Rounding rounding) {
        return new Target(core(board), optimize, rounding);
    }

    /**
     * Proves a network where the board's networks are proven.
     *
     * @param steps whether to count the instructions of each step too, in a second image; not on AVR and the host
     * @throws TinywrightException where the firmware does not compile, does not fit the machine, or does not run to its end
     */
    public static MeasuredModel prove(CompiledModel model, Board board, Vectors vectors, boolean steps) {
        return prove(model, board, vectors, steps, List.of());
    }

    /** @param more options of the C compiler, such as {@code -fsanitize=address} */
    static MeasuredModel prove(CompiledModel model, Board board, Vectors vectors, boolean steps, List<String> more) {
        Path folder = newFolder();
        try {
            NetworkFirmware firmware =
                    NetworkFirmwareBuilder.build(model, board, false, more, folder.resolve("firmware"));
            NetworkRun run = run(firmware, vectors, folder.resolve("run"));
            List<Double> each = steps && !board.isHost() && !board.isAvr()
                    ? run(
                                    NetworkFirmwareBuilder.build(model, board, true, more, folder.resolve("profile")),
                                    vectors,
                                    folder.resolve("profiled"))
                            .stepInstructions()
                    : List.of();
            return compare(firmware, vectors, run, each);
        } finally {
            delete(folder);
        }
    }

    private static NetworkRun run(NetworkFirmware firmware, Vectors vectors, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw noFolder(e);
        }
        return NetworkRunner.run(firmware, vectors.count(), vectors.inputs(), folder);
    }

    private static MeasuredModel compare(
            NetworkFirmware firmware, Vectors vectors, NetworkRun run, List<Double> steps) {
        if (run.outputs().length != vectors.outputs().length) {
            throw TinywrightException.failed(
                    "the network wrote " + run.outputs().length + " bytes, not " + vectors.outputs().length,
                    run.core(),
                    "this is a fault of tinywright: please report it with the model");
        }
        List<Mismatch> wrong = IntStream.range(0, vectors.count())
                .mapToObj(vector -> mismatch(vectors, run, vector))
                .flatMap(Optional::stream)
                .toList();
        return new MeasuredModel(
                firmware.model(),
                firmware.board(),
                run.core(),
                run.emulator(),
                firmware.compilerVersion(),
                vectors.source(),
                vectors.count(),
                wrong.size(),
                wrong.stream().findFirst(),
                firmware.memory(),
                run.stackBytes(),
                run.instructions(),
                run.cycles(),
                steps);
    }

    private static Optional<Mismatch> mismatch(Vectors vectors, NetworkRun run, int vector) {
        int bytes = run.outputs().length / vectors.count();
        int from = vector * bytes;
        return Mismatch.first(
                vectors.graph(),
                vector,
                Arrays.copyOfRange(vectors.outputs(), from, from + bytes),
                Arrays.copyOfRange(run.outputs(), from, from + bytes));
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("tinywright-golden-");
        } catch (IOException e) {
            throw noFolder(e);
        }
    }

    private static TinywrightException noFolder(IOException e) {
        return TinywrightException.failed(
                "cannot make a temporary folder: " + e.getMessage(),
                System.getProperty("java.io.tmpdir"),
                "free some space there");
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException leftBehind) {
            // a temporary folder that stays does no harm
        }
    }
}
