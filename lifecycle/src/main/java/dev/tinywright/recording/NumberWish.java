package dev.tinywright.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The number that is to be predicted of recordings or pictures, as far as the task says.
 *
 * @param phrase what the sentence calls it, such as "engine speed"; empty where it does not say
 * @param column the task names; empty where none is named
 * @param windows true where it is wanted of a stretch of time: "over the last 2 seconds"
 */
public record NumberWish(String phrase, Optional<String> column, boolean windows) {
    /** @param sentence the person's own words */
    public static NumberWish of(String sentence, String phrase, Optional<String> column) {
        String text = sentence.toLowerCase(Locale.ROOT);
        return new NumberWish(
                phrase.strip(), column, Stretch.of(sentence).isPresent() || text.matches("(?s).*\\bwindows?\\b.*"));
    }

    /** True where {@code name}, of a column or before a number, is what the sentence calls it, or a part of that. */
    boolean means(String name) {
        List<String> wanted = words(phrase);
        List<String> words = words(name);
        return !words.isEmpty() && !wanted.isEmpty() && (wanted.containsAll(words) || words.containsAll(wanted));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
