package dev.tinywright.spec;

import java.util.Optional;
import java.util.Set;

/**
 * Reads the words that matter most through a slip of the fingers: two letters swapped ("flahs", "accuarcy"), or one letter
 * missing or too many in a long word ("recogise", "classiffy"). Anything else is left alone: "slash" may well be a class.
 */
final class Spelling {
    private static final Set<String> CORRECTED = Vocabulary.words(
            "accuracy accurate flash memory latency percent kilobyte kilobytes megabyte megabytes classify "
                    + "recognise recognize distinguish identify detect between battery milliseconds");
    private static final int LONG = 8;

    private Spelling() {}

    /** Returns the known word that {@code key} is a slip of, else {@code key}. */
    static String corrected(String key) {
        if (key.length() < 5 || key.length() > 16 || isKnown(key)) {
            return key;
        }
        Optional<String> meant =
                CORRECTED.stream().filter(word -> isSlip(key, word)).sorted().findFirst();
        return meant.orElse(key);
    }

    private static boolean isKnown(String key) {
        return Vocabulary.VERBS.contains(key)
                || Vocabulary.ACCURACY.contains(key)
                || Vocabulary.UNITS.containsKey(key)
                || Vocabulary.STOP_WORDS.contains(key);
    }

    private static boolean isSlip(String key, String word) {
        if (Nearest.distance(key, word) != 1) {
            return false;
        }
        boolean swapped = key.length() == word.length() && sorted(key).equals(sorted(word));
        return swapped || (key.length() != word.length() && word.length() >= LONG);
    }

    private static String sorted(String word) {
        char[] letters = word.toCharArray();
        java.util.Arrays.sort(letters);
        return new String(letters);
    }
}
