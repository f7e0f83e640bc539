package dev.tinywright.golden;

import dev.tinywright.board.Board;
import dev.tinywright.compile.CompiledModel;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.Graph;
import dev.tinywright.lower.Target;
import dev.tinywright.tensor.Rounding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What somebody gets who compiles a network: its C, what it needs to be built elsewhere, and how to call it. */
public final class OutFolder {
    private OutFolder() {}

    /** Returns the files by name. */
    public static SortedMap<String, String> files(CompiledModel model, Board board) {
        Map<String, String> values = values(model, board);
        SortedMap<String, String> files = new TreeMap<>(model.files());
        for (String name : List.of("Makefile", "CMakeLists.txt", "README.md")) {
            files.put(name, fill(resource(name), values));
        }
        return files;
    }

    /**
     * Looks whether {@link #write} may write there: nothing is there yet, or what an earlier call with this name wrote.
     *
     * @throws TinywrightException where the folder holds other files
     */
    public static void requireOwn(Path folder, String name) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw TinywrightException.usage("not a folder", folder.toString(), "give another with --out");
        }
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            if (!names.isEmpty() && !names.contains(name + ".h")) {
                throw TinywrightException.usage(
                        "the folder holds other files", folder.toString(), "give an empty one with --out");
            }
        } catch (IOException e) {
            throw cannotWrite(folder, e);
        }
    }

    /** Writes the files, over those of the same names. */
    public static void write(SortedMap<String, String> files, Path folder) {
        try {
            Files.createDirectories(folder);
            for (var file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw cannotWrite(folder, e);
        }
    }

    private static TinywrightException cannotWrite(Path folder, IOException e) {
        return TinywrightException.failed(
                "cannot write there: " + e.getMessage(), folder.toString(), "give another folder with --out");
    }

    private static Map<String, String> values(CompiledModel model, Board board) {
        String name = model.name();
        boolean forSize = model.placement().program().target().optimize() == Target.Optimize.SIZE;
        return Map.ofEntries(
                Map.entry("name", name),
                Map.entry("NAME", name.toUpperCase(Locale.ROOT)),
                Map.entry("board", board.name()),
                Map.entry("core", board.core()),
                Map.entry("arena", Integer.toString(model.arenaBytes())),
                Map.entry(
                        "definition",
                        definition(model.placement().program().target().rounding())),
                Map.entry("level", forSize ? "-Os" : "-O2"),
                Map.entry("flags", String.join(" ", board.bench().build().flags())),
                Map.entry("sources", files(model, ".c")),
                Map.entry("headers", files(model, ".h")),
                Map.entry("parameters", parameters(model.source())),
                Map.entry("copies", copies(model)),
                Map.entry("reads", reads(model)));
    }

    private static String definition(Rounding rounding) {
        return switch (rounding) {
            case DOUBLE -> "exactly what the TensorFlow Lite\nreference kernels for microcontrollers do";
            case SINGLE ->
                "what the TensorFlow Lite\nreference kernels for microcontrollers do, but for one thing: sums of convolutions and"
                        + " fully connected layers are rounded once,\nas in XNNPACK's kernels, not twice";
        };
    }

    private static String files(CompiledModel model, String ending) {
        return model.files().keySet().stream()
                .filter(file -> file.endsWith(ending))
                .collect(Collectors.joining(" "));
    }

    private static String parameters(Graph graph) {
        Stream<String> inputs = IntStream.range(0, graph.inputs().size())
                .mapToObj(i -> "const " + type(graph, graph.inputs().get(i)) + " *in" + i);
        Stream<String> outputs = IntStream.range(0, graph.outputs().size())
                .mapToObj(i -> type(graph, graph.outputs().get(i)) + " *out" + i);
        return Stream.concat(inputs, outputs).collect(Collectors.joining(", "));
    }

    private static String type(Graph graph, int tensor) {
        return graph.tensor(tensor).type().c();
    }

    private static String copies(CompiledModel model) {
        String name = model.name();
        return IntStream.range(0, model.source().inputs().size())
                .mapToObj(i -> "    memcpy(%s_input(%s), in%s, %s_INPUT%s_BYTES);"
                        .formatted(name, i, i, name.toUpperCase(Locale.ROOT), i))
                .collect(Collectors.joining("\n"));
    }

    private static String reads(CompiledModel model) {
        String name = model.name();
        return IntStream.range(0, model.source().outputs().size())
                .mapToObj(i -> "    memcpy(out%s, %s_output(%s), %s_OUTPUT%s_BYTES);"
                        .formatted(i, name, i, name.toUpperCase(Locale.ROOT), i))
                .collect(Collectors.joining("\n"));
    }

    /** Other things in dollars and braces are the build tools' own. */
    private static String fill(String text, Map<String, String> values) {
        String filled = text;
        for (var value : values.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    private static String resource(String name) {
        try (InputStream in = OutFolder.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks golden/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
