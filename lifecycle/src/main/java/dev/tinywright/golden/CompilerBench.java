package dev.tinywright.golden;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.GraphGenerator;
import dev.tinywright.compile.CompileOptions;
import dev.tinywright.compile.CompiledModel;
import dev.tinywright.compile.Compiler;
import dev.tinywright.compile.Layer;
import dev.tinywright.compile.Layers;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.Graph;
import dev.tinywright.lower.Target;
import dev.tinywright.tflite.TfliteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Compiles and proves every network of a folder on some boards. */
public final class CompilerBench {
    /** The core on which memory is compared. */
    static final String MEMORY_CORE = "Cortex-M4";

    private static final String ENDING = ".tflite";
    private static final long SEED = 1;
    private static final int TIMES = 8;

    private CompilerBench() {}

    /**
     * Returns the networks of a folder: files that end in {@code .tflite}, by name.
     *
     * @throws TinywrightException where there is none
     */
    public static List<Path> networks(Path folder) {
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            List<Path> networks = files.filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
            if (networks.isEmpty()) {
                throw TinywrightException.usage(
                        "no " + ENDING + " file in " + folder, "--models", "give the folder that the networks are in");
            }
            return networks;
        } catch (IOException e) {
            throw cannotRead(folder, e);
        }
    }

    /**
     * Measures each network on each board. What fails is a row that says so: the others go on.
     *
     * @param networks {@code NAME.tflite}; what they must give is in {@code NAME.in.bin} and {@code NAME.out.bin} beside them, or
     *     the reference says it
     */
    public static List<BenchRow> run(List<Path> networks, List<Board> boards, Consumer<String> progress) {
        List<BenchRow> rows = new ArrayList<>();
        for (Path network : networks) {
            for (Board board : boards) {
                BenchRow row = row(network, board);
                progress.accept(row.network() + " on " + board.id() + ": "
                        + (row.failure().isEmpty() ? word(row) : row.failure()));
                rows.add(row);
            }
        }
        return rows;
    }

    private static String word(BenchRow row) {
        return row.passed() ? "right" : "WRONG";
    }

    private static BenchRow row(Path file, Board board) {
        String name = name(file);
        try {
            return measure(name, file, board);
        } catch (TinywrightException e) {
            return BenchRow.failed(name, board, e.diagnosis().what());
        }
    }

    private static BenchRow measure(String name, Path file, Board board) {
        byte[] bytes = read(file);
        CompileOptions options =
                new CompileOptions(GraphGenerator.cName(name), Golden.target(board, Target.Optimize.SPEED));
        CompiledModel model = compile(bytes, file, options);
        Vectors vectors = vectors(file, model.source());
        return new BenchRow(
                name,
                board,
                Layers.macs(model.source()),
                Layers.of(model).stream().mapToLong(Layer::macs).sum(),
                millis(bytes, file, options),
                Optional.of(Golden.prove(model, board, vectors, false)),
                isMemoryCompared(board) ? Optional.of(small(model, board, vectors)) : Optional.empty(),
                "");
    }

    static boolean isMemoryCompared(Board board) {
        return core(board).equals(MEMORY_CORE);
    }

    /** Returns the name of a board's core; that it computes with floats too makes no difference here. */
    static String core(Board board) {
        return board.core().replaceAll("(?<=\\d)F$", "");
    }

    private static MeasuredModel small(CompiledModel model, Board board, Vectors vectors) {
        CompileOptions options = new CompileOptions(model.name(), Golden.target(board, Target.Optimize.MEMORY));
        return Golden.prove(Compiler.compile(model.source(), options), board, vectors, false);
    }

    private static CompiledModel compile(byte[] bytes, Path file, CompileOptions options) {
        return Compiler.compile(TfliteReader.read(bytes, file.toString()), options);
    }

    /** The fastest of a few: by the last the Java machine has translated what is used most. */
    private static double millis(byte[] bytes, Path file, CompileOptions options) {
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            compile(bytes, file, options);
            fastest = Math.min(fastest, (System.nanoTime() - start) / 1e6);
        }
        return fastest;
    }

    private static Vectors vectors(Path file, Graph graph) {
        Path inputs = file.resolveSibling(name(file) + ".in.bin");
        Path outputs = file.resolveSibling(name(file) + ".out.bin");
        if (!Files.exists(inputs)) {
            return Vectors.random(graph, SEED);
        }
        return Files.exists(outputs) ? Vectors.of(graph, read(inputs), read(outputs)) : Vectors.of(graph, read(inputs));
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.toLowerCase(Locale.ROOT).endsWith(ENDING)
                ? name.substring(0, name.length() - ENDING.length())
                : name;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }

    private static TinywrightException cannotRead(Path file, IOException e) {
        return TinywrightException.usage(
                "cannot read " + file + ": " + e.getMessage(), "--models", "look at its rights");
    }
}
