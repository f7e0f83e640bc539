package dev.tinywright.sensor;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of readings, made comparable: "Acc_X", "accX" and "acc x" are one. */
final class ReadingNames {
    /** Words that do not change what a reading is; "mean" or "left" would. */
    private static final Set<String> FILLERS =
            Set.of("raw", "value", "reading", "channel", "sensor", "axis", "colour", "color", "rgb", "the", "in");

    private ReadingNames() {}

    /** Returns the key of a name; empty where nothing is left of it. */
    static String key(String name) {
        return key(name, "");
    }

    /** @param unit of the reading, which a name such as acc_x_mg may repeat at its end */
    static String key(String name, String unit) {
        String spaced = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("(?<=[\\p{Ll}\\d])(?=\\p{Lu})", " ")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        String suffix = unit.toLowerCase(Locale.ROOT);
        String bare = !suffix.isEmpty() && spaced.endsWith(" " + suffix)
                ? spaced.substring(0, spaced.length() - suffix.length() - 1)
                : spaced;
        return Arrays.stream(bare.split(" "))
                .filter(word -> !FILLERS.contains(word))
                .collect(Collectors.joining());
    }
}
