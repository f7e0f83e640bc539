package dev.tinywright.recording;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of time that one answer is for, as a sentence says it: "over the last 2 seconds", "0.5 s windows".
 *
 * @param seconds above 0
 * @param text the words it was read from
 */
public record Stretch(double seconds, String text) {
    private static final String COUNT = "(?<%s>\\d+(?:\\.\\d+)?|an?|one|two|three|five|ten|half\\s+an?|half)";
    private static final String UNIT = "(?<%s>ms|milliseconds?|s|secs?|seconds?|minutes?)";
    private static final Pattern SAID =
            Pattern.compile("\\b(?:last|past|previous|latest|windows?\\s+(?:of|over|lasting))\\s+(?:the\\s+)?(?:"
                    + COUNT.formatted("count")
                    + "[ -]?)?" + UNIT.formatted("unit") + "\\b|\\b" + COUNT.formatted("each") + "[ -]?"
                    + UNIT.formatted("of") + "[ -](?:long[ -])?windows?\\b");

    /** Returns the first stretch that {@code sentence} speaks of. */
    public static Optional<Stretch> of(String sentence) {
        Matcher said = SAID.matcher(sentence.toLowerCase(Locale.ROOT));
        if (!said.find()) {
            return Optional.empty();
        }
        String count = said.group("count") == null ? said.group("each") : said.group("count");
        String unit = said.group("unit") == null ? said.group("of") : said.group("unit");
        double scale = unit.startsWith("ms") || unit.startsWith("milli") ? 0.001 : unit.startsWith("min") ? 60 : 1;
        return Optional.of(new Stretch(scale * (count == null ? 1 : number(count)), said.group()))
                .filter(stretch -> stretch.seconds > 0);
    }

    private static double number(String text) {
        return switch (text.split("\\s+")[0]) {
            case "a", "an", "one" -> 1;
            case "two" -> 2;
            case "three" -> 3;
            case "five" -> 5;
            case "ten" -> 10;
            case "half" -> 0.5;
            default -> Double.parseDouble(text);
        };
    }
}
