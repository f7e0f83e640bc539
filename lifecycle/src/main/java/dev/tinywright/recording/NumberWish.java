package dev.tinywright.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number that is to be predicted of recordings or pictures, as far as the task says.
 *
 * @param phrase what the sentence calls it, such as "engine speed"; empty where it does not say
 * @param column the task names; empty where none is named
 * @param windows true where it is wanted of a stretch of time: "over the last 2 seconds"
 */
public record NumberWish(String phrase, Optional<String> column, boolean windows) {
    private static final Pattern STRETCH =
            Pattern.compile("\\b(?:last|past|previous|latest|windows?\\s+(?:of|over|lasting))\\s+(?:the\\s+)?("
                    + "\\d+(?:\\.\\d+)?|a|one|two|three|five|ten|half\\s+an?)?[ -]?"
                    + "(ms|milliseconds?|s|secs?|seconds?|minutes?)\\b"
                    + "|(\\d+(?:\\.\\d+)?)[ -]?(ms|s|seconds?)[ -](?:long )?windows?\\b");

    /** @param sentence the person's own words */
    public static NumberWish of(String sentence, String phrase, Optional<String> column) {
        String text = sentence.toLowerCase(Locale.ROOT);
        return new NumberWish(
                phrase.strip(), column, STRETCH.matcher(text).find() || text.matches("(?s).*\\bwindows?\\b.*"));
    }

    /** Returns the stretch of time that the sentence speaks of, in seconds: "over the last 2 seconds". */
    public static Optional<Double> seconds(String sentence) {
        Matcher stretch = STRETCH.matcher(sentence.toLowerCase(Locale.ROOT));
        if (!stretch.find()) {
            return Optional.empty();
        }
        String count = stretch.group(1) == null ? stretch.group(3) : stretch.group(1);
        String unit = stretch.group(2) == null ? stretch.group(4) : stretch.group(2);
        double scale = unit.startsWith("ms") || unit.startsWith("milli") ? 0.001 : unit.startsWith("min") ? 60 : 1;
        return Optional.of(scale * number(count == null ? "one" : count.replaceAll("\\s+", " ")))
                .filter(seconds -> seconds > 0);
    }

    private static double number(String text) {
        return switch (text) {
            case "a", "one" -> 1;
            case "two" -> 2;
            case "three" -> 3;
            case "five" -> 5;
            case "ten" -> 10;
            case "half a", "half an" -> 0.5;
            default -> Double.parseDouble(text);
        };
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
