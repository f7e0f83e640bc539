package dev.tinywright.recording;

import dev.tinywright.spec.UnitWords;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number in the name of a folder or file, or in a label: "20", "-4", "35.5", "120rpm", "3_bar", "rpm_1200".
 *
 * @param value finite, in the unit
 * @param word that stands before it, in lower case; empty where none does or it is the unit
 * @param unit as it is written; empty where none is
 */
record NumberText(float value, String word, String unit) {
    static final String NUMBER = "\\d+(?:[.,]\\d+)?";
    private static final Pattern PLAIN = Pattern.compile("[+-]?(?:\\d+[.,]?\\d*|[.,]\\d+)(?:[eE][+-]?\\d{1,3})?");
    private static final Pattern NAMED = Pattern.compile("(?:([\\p{L}°%][\\p{L}°%/_ -]*?)(?:[_ =]|(?=[\\d+-])))?"
            + "([+-]?" + NUMBER + ")(?:([_ ]?)([\\p{L}°%µ][\\p{L}\\d°%/²³^]*))?");
    /** Units that are written large, so that small ones behind a line are other letters: "35_a". */
    private static final String LARGE = "acfjknvw";

    /** Returns the one number of {@code text}; empty where it has none, several, or one that is not finite. */
    static Optional<NumberText> of(String text) {
        String plain = text.strip();
        if (PLAIN.matcher(plain).matches()) {
            return of(plain, "", "");
        }
        Matcher named = NAMED.matcher(plain);
        if (!named.matches()) {
            return Optional.empty();
        }
        String word = named.group(1) == null ? "" : named.group(1);
        String number = named.group(2);
        boolean hyphen = number.startsWith("-") && !word.isEmpty() && text.contains(word + "-");
        String behind = named.group(4) == null ? "" : named.group(4);
        boolean other = "_".equals(named.group(3)) && !isUnit(behind);
        return of(hyphen ? number.substring(1) : number, word, other ? "" : behind);
    }

    /** True for a word that is the unit of a number that it stands apart from: "3_bar". */
    static boolean isUnit(String word) {
        return UnitWords.contains(word) && (word.length() > 1 || !LARGE.contains(word));
    }

    /** A word before it is the unit where it is one and nothing stands behind: "rpm_1200". */
    static Optional<NumberText> of(String number, String before, String behind) {
        float value = Float.parseFloat(number.replace(',', '.'));
        String word = before.toLowerCase(Locale.ROOT).strip();
        boolean unit = behind.isEmpty() && UnitWords.contains(word);
        return Float.isFinite(value)
                ? Optional.of(new NumberText(value, unit ? "" : word, unit ? before.strip() : behind))
                : Optional.empty();
    }
}
