package dev.tinywright.firmware;

import dev.tinywright.codegen.CSource;
import dev.tinywright.features.InputFormat;
import dev.tinywright.firmware.LinkMap.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Memory of a bare-metal image, from the linker's map. */
final class ImageMemory {
    private static final Set<String> IN_FLASH = Set.of(".vectors", ".text", ".data");
    private static final Set<String> IN_RAM = Set.of(".data", ".bss");
    private static final Set<String> PROOF =
            Set.of("startup.o", "semihosting.o", "harness.o", "harness_avr.o", "stream.o");
    /** What the harnesses call the memory that they hand to the model. */
    private static final Set<String> CALLERS = Set.of(".bss.example", ".bss.chunk");

    private static final String CONSTANTS = "model constants";

    private ImageMemory() {}

    static MemoryUse of(CSource source, Path folder) {
        String map = read(folder.resolve("firmware.map"));
        List<Piece> pieces = withGaps(LinkMap.read(map), LinkMap.outputs(map));
        Map<String, Long> flash = LinkMap.sum(in(pieces, IN_FLASH), piece -> flashPart(piece, source.name()));
        boolean isRow = source.contract().format() instanceof InputFormat.Readings;
        List<Piece> caller = pieces.stream()
                .filter(piece -> !isRow && PROOF.contains(piece.object()) && CALLERS.contains(piece.input()))
                .toList();
        List<Piece> others = in(pieces, IN_RAM).stream()
                .filter(piece -> !caller.contains(piece))
                .toList();
        Map<String, Long> ram = LinkMap.sum(others, piece -> ramPart(piece, source.name()));
        return new MemoryUse(
                total(flash),
                flash.getOrDefault(CONSTANTS, 0L),
                total(ram),
                parts(flash),
                parts(ram),
                caller.stream().mapToLong(Piece::bytes).sum());
    }

    /** What the linker put into a section beside the pieces it names is alignment: so every byte is in a part. */
    private static List<Piece> withGaps(List<Piece> pieces, Map<String, Long> outputs) {
        List<Piece> all = new ArrayList<>(pieces);
        outputs.forEach((output, bytes) -> {
            long named = pieces.stream()
                    .filter(piece -> piece.output().equals(output))
                    .mapToLong(Piece::bytes)
                    .sum();
            if (named < bytes) {
                all.add(new Piece(output, "*fill*", "", bytes - named));
            }
        });
        return all;
    }

    private static List<Piece> in(List<Piece> pieces, Set<String> outputs) {
        return pieces.stream().filter(piece -> outputs.contains(piece.output())).toList();
    }

    private static String flashPart(Piece piece, String model) {
        if (piece.object().equals(model + ".o")) {
            return piece.input().matches("\\.(rodata|progmem).*") ? CONSTANTS : "model code";
        }
        return otherPart(piece, model, "kernels");
    }

    private static String ramPart(Piece piece, String model) {
        if (piece.object().equals(model + ".o")) {
            return piece.input().equals(".bss.arena") || !piece.input().startsWith(".bss.")
                    ? "model buffers"
                    : "ring of samples and states";
        }
        return otherPart(piece, model, "kernel data");
    }

    private static String otherPart(Piece piece, String model, String kernels) {
        if (piece.input().equals("*fill*") || piece.object().isEmpty()) {
            return "alignment";
        }
        if (PROOF.contains(piece.object())) {
            return "start-up and test harness";
        }
        return piece.object().startsWith(model + "_tw_") ? kernels : "compiler's library";
    }

    private static long total(Map<String, Long> sums) {
        return sums.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<MemoryUse.Part> parts(Map<String, Long> sums) {
        return sums.entrySet().stream()
                .map(entry -> new MemoryUse.Part(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
