package dev.tinywright.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The boards that can be built for, by id. A user's file with the id of a built-in board replaces it. */
public final class Boards {
    private static final List<String> BUILT_IN = List.of("""
            arduino-uno-r3, arduino-uno-r4-minima, arduino-mega-2560, arduino-nano-every, arduino-nano-33-iot,
            arduino-nano-33-ble, arduino-nano-33-ble-sense, arduino-nano-33-ble-sense-rev2, arduino-nicla-sense-me,
            arduino-nicla-vision, arduino-portenta-h7, arduino-opta, microbit-v1, microbit-v2, pico, pico-2, esp32,
            esp32-s3, esp32-c3, esp32-c6, nucleo-g071rb, nucleo-l476rg, nucleo-l4r5zi, nucleo-f446re, nucleo-f746zg,
            nucleo-h743zi, nucleo-u575zi-q, openmv-cam-h7, nrf52840-dk, nrf5340-dk, xiao-ble, xiao-ble-sense, xiao-rp2040, xiao-esp32s3, teensy-4-0,
            teensy-4-1, ek-ra8d1, alif-ensemble-e7, corstone-300, host""".split(",\\s*"));

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private static final String HINT = "docs/boards.md describes each key and has an example";

    private final Map<String, Board> byId = new TreeMap<>();

    private Boards() {}

    /** Returns the built-in boards alone. */
    public static Boards builtIn() {
        Boards boards = new Boards();
        for (String id : BUILT_IN) {
            boards.add(parse(resource(id + ".yaml"), "board " + id));
        }
        return boards;
    }

    /**
     * Returns the built-in boards and those of every {@code *.yaml} and {@code *.yml} in {@code folder}, where it exists.
     *
     * @throws TinywrightException where a file is not a board, naming the file and the key, and where two files are for
     *     the same board
     */
    public static Boards with(Path folder) {
        Boards boards = builtIn();
        Map<String, Path> fileOf = new TreeMap<>();
        for (Path file : yamlFiles(folder)) {
            Board board = parse(read(file), file.toString());
            Path other = fileOf.putIfAbsent(board.id(), file);
            if (other != null) {
                throw TinywrightException.usage(
                        "two files are for the board '" + board.id() + "': " + other.getFileName() + " and "
                                + file.getFileName(),
                        folder.toString(),
                        "remove one, or give it another id");
            }
            boards.add(board);
        }
        return boards;
    }

    private static List<Path> yamlFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches("(?s).*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw TinywrightException.usage(
                    "cannot read the folder of your boards: " + e.getMessage(), folder.toString(), "");
        }
    }

    public Collection<Board> all() {
        return byId.values();
    }

    public Optional<Board> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private void add(Board board) {
        byId.put(board.id(), board);
    }

    private static Board parse(String yaml, String where) {
        try {
            JsonNode tree = YAML.readTree(yaml);
            BoardMistake.inKeys(tree, BoardFile.class, "").ifPresent(mistake -> {
                throw TinywrightException.usage("not a board: " + mistake, where, HINT);
            });
            return YAML.treeToValue(tree, BoardFile.class).board();
        } catch (JsonProcessingException e) {
            throw TinywrightException.usage("not a board: " + BoardMistake.of(e), where, HINT);
        } catch (IllegalArgumentException e) {
            throw TinywrightException.usage("not a board: " + e.getMessage(), where, HINT);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Boards.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the board file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw TinywrightException.usage("cannot read a board file: " + e.getMessage(), file.toString(), "");
        }
    }
}
