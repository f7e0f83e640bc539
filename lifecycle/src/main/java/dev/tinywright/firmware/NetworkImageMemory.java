package dev.tinywright.firmware;

import dev.tinywright.compile.CompiledModel;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.firmware.LinkMap.Piece;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Memory of a compiled network in an image, from the linker's map; on this computer from its objects. */
final class NetworkImageMemory {
    private static final String ARENA = ".bss.arena";

    private NetworkImageMemory() {}

    /** @param harness sources of the proof, which do not count */
    static NetworkMemory ofImage(CompiledModel model, List<String> harness, Path folder) {
        List<String> proof =
                harness.stream().map(file -> file.replaceAll("c$", "o")).toList();
        List<Piece> pieces = LinkMap.read(read(folder.resolve("firmware.map"))).stream()
                .filter(piece -> !proof.contains(piece.object()) && !isStartOfC(piece.object()))
                .toList();
        String own = model.name() + ".o";
        Predicate<Piece> isFlash =
                piece -> List.of(".text", ".data", ".vectors").contains(piece.output());
        Predicate<Piece> isRam = piece -> List.of(".data", ".bss").contains(piece.output())
                && !piece.object().isEmpty();
        Predicate<Piece> isWeight =
                isFlash.and(piece -> piece.object().equals(own) && piece.input().matches("\\.(rodata|progmem).*"));
        Predicate<Piece> isArena =
                piece -> piece.object().equals(own) && piece.input().equals(ARENA);
        return new NetworkMemory(
                sum(pieces, isWeight),
                parts(LinkMap.sum(
                        pieces.stream().filter(isFlash.and(isWeight.negate())).toList(),
                        piece -> part(piece, model.name()))),
                sum(pieces, isArena),
                sum(pieces, isRam.and(isArena.negate())));
    }

    /** What every program for AVR begins with. */
    private static boolean isStartOfC(String object) {
        return object.matches("crt\\w*\\.o");
    }

    private static String part(Piece piece, String model) {
        if (piece.object().isEmpty()) {
            return "alignment";
        }
        return piece.object().matches(model + "(_tw_.*)?\\.o")
                ? piece.object().replaceAll("o$", "c")
                : "compiler's library";
    }

    private static long sum(List<Piece> pieces, Predicate<Piece> which) {
        return pieces.stream().filter(which).mapToLong(Piece::bytes).sum();
    }

    private static List<MemoryUse.Part> parts(Map<String, Long> sums) {
        return sums.entrySet().stream()
                .map(sum -> new MemoryUse.Part(sum.getKey(), sum.getValue()))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From GNU size, section by section; constants that hold addresses are relocated at start here, and nowhere else. */
    static NetworkMemory ofObjects(CompiledModel model, Path folder) {
        List<String> words = new ArrayList<>(List.of("size", "-A"));
        objects(model).forEach(words::add);
        CommandResult result = Command.run(words, folder, Duration.ofSeconds(30));
        if (!result.succeeded()) {
            throw TinywrightException.failed(
                    "cannot measure the objects: " + result.stderr().strip(), folder.toString(), "install binutils");
        }
        return ofSections(model, result.stdout());
    }

    private static Stream<String> objects(CompiledModel model) {
        return model.files().keySet().stream()
                .filter(file -> file.endsWith(".c"))
                .map(file -> file.replaceAll("c$", "o"));
    }

    private static NetworkMemory ofSections(CompiledModel model, String sizes) {
        Map<String, Long> code = new TreeMap<>();
        long weights = 0;
        long arena = 0;
        long other = 0;
        String object = "";
        for (String line : sizes.lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (words[0].endsWith(".o")) {
                object = words[0];
            } else if (words.length == 3 && words[0].startsWith(".")) {
                long bytes = Long.parseLong(words[1]);
                boolean own = object.equals(model.name() + ".o");
                if (own && words[0].matches("\\.(rodata|data\\.rel\\.ro).*")) {
                    weights += bytes;
                } else if (words[0].matches("\\.(text|rodata|data).*")) {
                    code.merge(object.replaceAll("o$", "c"), bytes, Long::sum);
                }
                if (own && words[0].equals(ARENA)) {
                    arena += bytes;
                } else if (words[0].matches("\\.(data|bss)(\\.(?!rel\\.ro).*)?")) {
                    other += bytes;
                }
            }
        }
        code.values().removeIf(bytes -> bytes == 0);
        return new NetworkMemory(weights, parts(code), arena, other);
    }
}
