package dev.tinywright.data;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the names of columns tell: their words, their unit, and which of them a phrase means. */
final class ColumnNames {
    private static final Pattern BRACKETED = Pattern.compile("^(.*\\S)\\s*[(\\[]([^()\\[\\]]{1,16})[)\\]]\\s*$");
    private static final Pattern SUFFIXED = Pattern.compile("^(.*[A-Za-z0-9])_([A-Za-z%]{1,4})$");
    /** What is taken for a unit at the end of a name such as bill_length_mm; only what is hardly ever anything else. */
    private static final Set<String> SUFFIX_UNITS = Set.of(
            "mm", "cm", "km", "kg", "mg", "g", "ms", "us", "hz", "khz", "mhz", "mv", "kv", "ma", "ohm", "pa", "hpa",
            "kpa", "bar", "ppm", "ppb", "lux", "lx", "db", "dba", "dbm", "rpm", "dps", "degc", "degf", "pct", "%",
            "mps", "celsius");

    private static final Set<String> FILLERS = Set.of("the", "a", "an", "its", "of", "from", "by", "value", "reading");
    private static final List<Set<String>> COLOURS =
            List.of(Set.of("red", "r"), Set.of("green", "g"), Set.of("blue", "b"));

    private ColumnNames() {}

    /** A name and its unit, empty where it has none. */
    record Named(String name, String unit) {}

    /** Returns "Culmen Length (mm)" as "Culmen Length" and "mm"; "bill_length_mm" keeps its name, with unit "mm". */
    static Named split(String header) {
        Matcher bracketed = BRACKETED.matcher(header);
        if (bracketed.matches()) {
            return new Named(bracketed.group(1), bracketed.group(2).strip());
        }
        Matcher suffixed = SUFFIXED.matcher(header);
        if (suffixed.matches() && SUFFIX_UNITS.contains(suffixed.group(2).toLowerCase(Locale.ROOT))) {
            return new Named(header, suffixed.group(2));
        }
        return new Named(header, "");
    }

    /** Returns the lower-case words of a name or phrase, in singular: "billLength_mm" is bill, length, mm. */
    static List<String> words(String name) {
        String spaced = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("(?<=[\\p{Ll}\\d])(?=\\p{Lu})", " ")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return spaced.isEmpty()
                ? List.of()
                : Arrays.stream(spaced.split(" ")).map(LabelVariants::singular).toList();
    }

    /** True where a phrase from a sentence means the column: "bill length" means bill_length_mm and billLength. */
    static boolean means(String phrase, String column) {
        List<String> wanted =
                words(phrase).stream().filter(word -> !FILLERS.contains(word)).toList();
        List<String> has = words(split(column).name());
        return !wanted.isEmpty()
                && (has.containsAll(wanted) || String.join("", has).equals(String.join("", wanted)));
    }

    /** True where a phrase speaks of colour as such, which means red, green and blue where there are such columns. */
    static boolean isColour(String phrase) {
        return words(phrase).stream().anyMatch(Set.of("colour", "color", "rgb")::contains);
    }

    /** True where the column is the red, green or blue one: "Red", "r", "red_raw". */
    static int colourChannel(String column) {
        List<String> words = words(column);
        for (int channel = 0; channel < COLOURS.size(); channel++) {
            if (!words.isEmpty() && COLOURS.get(channel).contains(words.getFirst())) {
                return channel;
            }
        }
        return -1;
    }

    /** Returns the name in {@code names} with the fewest edits to {@code name}, letter case aside. */
    static String nearest(String name, Collection<String> names) {
        String best = "";
        int bestEdits = Integer.MAX_VALUE;
        for (String candidate : names) {
            int edits = edits(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits < bestEdits) {
                best = candidate;
                bestEdits = edits;
            }
        }
        return best;
    }

    /** True where the names are equal but for case, spaces, underscores, and the unit. */
    static boolean same(String asked, String column) {
        return squeeze(asked).equals(squeeze(column))
                || squeeze(asked).equals(squeeze(split(column).name()));
    }

    private static String squeeze(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", " ");
    }

    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
