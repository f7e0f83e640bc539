package dev.tinywright.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads GNU ld's map file: which object put how many bytes into which output section. */
final class LinkMap {
    private static final Pattern OUTPUT = Pattern.compile("^(\\.[A-Za-z_]+)\\s*(?:0x([0-9a-f]+)\\s+0x([0-9a-f]+).*)?$");
    private static final Pattern INPUT =
            Pattern.compile("^ (\\.[^\\s]+|COMMON|\\*fill\\*)\\s+0x([0-9a-f]+)\\s+0x([0-9a-f]+)(?:\\s+(\\S.*?))?\\s*$");
    private static final Pattern SIZES = Pattern.compile("^\\s+0x([0-9a-f]+)\\s+0x([0-9a-f]+)(?:\\s+(\\S.*?))?\\s*$");

    private LinkMap() {}

    /**
     * One piece of an output section.
     *
     * @param output such as .text
     * @param input such as .rodata.fruit_weights, or *fill*
     * @param object file it is from, as the linker names it; empty for fill
     */
    record Piece(String output, String input, String object, long bytes) {}

    static List<Piece> read(String map) {
        List<Piece> pieces = new ArrayList<>();
        String output = "";
        String pending = "";
        boolean inMemoryMap = false;
        for (String line : map.split("\n", -1)) {
            if (line.startsWith("Linker script and memory map")) {
                inMemoryMap = true;
            }
            if (!inMemoryMap) {
                continue;
            }
            Matcher section = OUTPUT.matcher(line);
            Matcher input = INPUT.matcher(line);
            Matcher sizes = SIZES.matcher(line);
            if (section.matches()) {
                output = section.group(1);
                pending = "";
            } else if (input.matches()) {
                add(pieces, output, input.group(1), input.group(4), input.group(3));
                pending = "";
            } else if (!pending.isEmpty() && sizes.matches()) {
                add(pieces, output, pending, sizes.group(3), sizes.group(2));
                pending = "";
            } else {
                pending = line.startsWith(" .") && !line.strip().contains(" ") ? line.strip() : "";
            }
        }
        return pieces;
    }

    /** Returns the size of each output section, as the linker gives it. */
    static SequencedMap<String, Long> outputs(String map) {
        TreeMap<String, Long> sizes = new TreeMap<>();
        String pending = "";
        for (String line : map.substring(Math.max(0, map.indexOf("Linker script and memory map")))
                .split("\n", -1)) {
            Matcher section = OUTPUT.matcher(line);
            Matcher size = SIZES.matcher(line);
            if (section.matches()) {
                pending = section.group(3) == null ? section.group(1) : "";
                if (section.group(3) != null) {
                    sizes.put(section.group(1), Long.parseLong(section.group(3), 16));
                }
            } else if (!pending.isEmpty() && size.matches()) {
                sizes.put(pending, Long.parseLong(size.group(2), 16));
                pending = "";
            }
        }
        return sizes;
    }

    private static void add(
            List<Piece> pieces,
            String output,
            String input,
            @org.jspecify.annotations.Nullable String object,
            String size) {
        long bytes = Long.parseLong(size, 16);
        if (bytes > 0) {
            pieces.add(new Piece(output, input, object == null ? "" : object, bytes));
        }
    }

    /** Sums pieces by part name, in the order of the names. */
    static SequencedMap<String, Long> sum(List<Piece> pieces, java.util.function.Function<Piece, String> part) {
        TreeMap<String, Long> sums = new TreeMap<>();
        pieces.forEach(piece -> sums.merge(part.apply(piece), piece.bytes(), Long::sum));
        return sums;
    }
}
