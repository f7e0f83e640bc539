package dev.tinywright.data;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds labels that are the same but for how they are written: "Apple ", "apple", "apples", "Rosé" and "rose". */
public final class LabelVariants {
    private static final Set<String> SAME_IN_PLURAL = Set.of("species", "series", "gas", "lens", "news");

    private static final int MAX_COMPARED = 200;

    private LabelVariants() {}

    /** Labels that mean the same: {@code others} should be read as {@code into}, the most frequent of them. */
    public record Merge(String into, List<String> others) {
        public Merge {
            others = List.copyOf(others);
        }

        /** Returns {@code "Apple " and "apples" read as "apple"}. */
        public String text() {
            return "\"" + String.join("\" and \"", others) + "\" read as \"" + into + "\"";
        }
    }

    /**
     * Returns what labels are compared by: compatibility forms, case, accents on Latin letters, spaces, hyphens and
     * underscores, full stops at the end, a simple English plural, and zeros after a decimal point do not count.
     */
    public static String key(String label) {
        String compatible = Normalizer.normalize(label, Normalizer.Form.NFKC).strip();
        if (!Float.isNaN(Numbers.parse(compatible, '.'))) {
            String digits = compatible.replaceAll("[, ']", "");
            return new BigDecimal(digits).stripTrailingZeros().toPlainString();
        }
        String folded = Normalizer.normalize(compatible, Normalizer.Form.NFD)
                .replaceAll("(?<=\\p{IsLatin})[\\u0300-\\u036f]+", "")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_\\-\\p{Zs}]+", " ")
                .replaceAll("(?<=\\p{L})[.\\s]+$", "")
                .strip();
        return singular(Normalizer.normalize(folded, Normalizer.Form.NFC));
    }

    /**
     * Returns the key of the one label that a person means by {@code said}: the same but for how it is written, else the
     * only one whose words are among those said ("unripe bananas" means unripe) or the other way round.
     */
    static Optional<String> meant(String said, List<String> labels) {
        String key = key(said);
        List<String> keys = labels.stream()
                .map(LabelVariants::key)
                .distinct()
                .limit(MAX_COMPARED)
                .toList();
        if (keys.contains(key)) {
            return Optional.of(key);
        }
        List<String> words = List.of(key.split(" "));
        List<String> near = keys.stream()
                .filter(other -> {
                    List<String> others = List.of(other.split(" "));
                    return !other.isEmpty() && (words.containsAll(others) || others.containsAll(words));
                })
                .toList();
        return near.size() == 1 ? Optional.of(near.getFirst()) : Optional.empty();
    }

    /** Returns all groups of two or more labels with the same {@link #key}, in the order of {@code labels}. */
    public static List<Merge> find(List<String> labels, int[] counts) {
        Map<String, List<Integer>> byKey = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            byKey.computeIfAbsent(key(labels.get(i)), key -> new ArrayList<>()).add(i);
        }
        List<Merge> merges = new ArrayList<>();
        for (List<Integer> same : byKey.values()) {
            if (same.size() > 1) {
                List<Integer> ranked = same.stream()
                        .sorted(Comparator.comparing((Integer i) -> -counts[i]).thenComparing(labels::get))
                        .toList();
                List<String> others = ranked.subList(1, ranked.size()).stream()
                        .map(labels::get)
                        .toList();
                merges.add(new Merge(labels.get(ranked.getFirst()), others));
            }
        }
        return merges;
    }

    /** Returns the last word of a lower-case phrase without a simple English plural. */
    static String singular(String word) {
        int n = word.length();
        if (SAME_IN_PLURAL.contains(word)) {
            return word;
        }
        if (n > 4 && word.endsWith("ies")) {
            return word.substring(0, n - 3) + "y";
        }
        if (n > 4
                && (word.endsWith("ches")
                        || word.endsWith("shes")
                        || word.endsWith("xes")
                        || word.endsWith("sses")
                        || word.endsWith("oes"))) {
            return word.substring(0, n - 2);
        }
        boolean plural =
                n > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is");
        return plural ? word.substring(0, n - 1) : word;
    }
}
