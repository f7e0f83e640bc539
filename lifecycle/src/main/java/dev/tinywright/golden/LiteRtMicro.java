package dev.tinywright.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What LiteRT for Microcontrollers takes for a network, from {@code litert-micro.csv}.
 *
 * @param instructions executed in an inference, by the core's name in small letters; cores that were not measured are absent
 * @param arenaBytes of its tensor arena, stack and other static data not counted
 * @param codeBytes of its code in flash
 */
record LiteRtMicro(Map<String, Double> instructions, long arenaBytes, long codeBytes) {
    static final String SOURCE =
            "LiteRT for Microcontrollers with CMSIS-NN, GCC 12.2 -O2, QEMU 7.2, executed instructions per inference";

    private static final String FILE = "litert-micro.csv";

    LiteRtMicro {
        instructions = Map.copyOf(instructions);
    }

    /** Returns the networks that were measured, by the names of their files without the ending. */
    static Map<String, LiteRtMicro> all() {
        List<String[]> rows = lines().stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(",", -1))
                .toList();
        Map<String, LiteRtMicro> all = new HashMap<>();
        rows.stream().skip(1).forEach(row -> all.put(row[0], of(rows.getFirst(), row)));
        return Map.copyOf(all);
    }

    private static LiteRtMicro of(String[] titles, String[] row) {
        int cores = row.length - 2;
        Map<String, Double> instructions = new HashMap<>();
        for (int i = 1; i < cores; i++) {
            if (!row[i].isEmpty()) {
                instructions.put(titles[i], Double.parseDouble(row[i]) * 1e6);
            }
        }
        return new LiteRtMicro(instructions, Long.parseLong(row[cores]), Long.parseLong(row[cores + 1]));
    }

    OptionalDouble instructions(String core) {
        return Optional.ofNullable(instructions.get(core.toLowerCase(Locale.ROOT)))
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    private static List<String> lines() {
        try (InputStream in = LiteRtMicro.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks golden/" + FILE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
