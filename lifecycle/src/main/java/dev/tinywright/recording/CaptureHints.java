package dev.tinywright.recording;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of recordings besides their files.
 *
 * @param labels the classes that the sentence names, in its words
 * @param rateHz sampling rate that the sentence states, for files that do not say; sound is brought to it
 * @param fileSeconds length of every file that the sentence states, which gives the rate of files that do not say
 * @param takes recordings of each class, where the sentence says that all have as many
 * @param groupField what a file name's field is called that must stay on one side, such as "speaker"; empty for none
 * @param heldApart whether the sentence asks to divide by it, and not only speaks of new ones
 * @param scratch folder for what must be unpacked to be read, such as a large file of an archive
 * @param number what is to be predicted, where that is a number; empty where classes or what is normal are learned
 */
public record CaptureHints(
        List<String> labels,
        OptionalDouble rateHz,
        OptionalDouble fileSeconds,
        OptionalInt takes,
        Optional<String> groupField,
        boolean heldApart,
        Optional<Path> scratch,
        Optional<NumberWish> number) {
    private static final String WHO =
            "(people|persons?|users?|speakers?|voices?|subjects?|participants?|patients?|sessions?|devices?|machines?)";
    /** What is divided, and how, between "split" and "by user". */
    private static final String WHAT =
            "(?: (?:it|them|all|the|my|our|these|those|data|dataset|set|recordings?|files?|clips?|sounds?|pictures?|images?"
                    + "|photos?|windows?|samples?|examples?|randomly|at random|strictly|only|always|cleanly))*";

    private static final Pattern APART = Pattern.compile(
            "\\b(?:split|divided?|separated?|(?:held|hold|keep|kept) apart|leave[- ]one)(?:[- ]?(?:by|per|out by)?[- ]|"
                    + WHAT + " (?:by|per) (?:the |single |whole )?)" + WHO + "\\b");
    private static final String FOR = "\\b(?:for|on|with|of|by) (?:(?:an?|any|all|the|completely|entirely|some) ){0,2}";
    private static final Pattern UNSEEN = Pattern.compile(FOR + "(?:new|unseen|unknown|unheard|other) " + WHO + "\\b|"
            + FOR + WHO + " (?:that |whom? |which )?(?:it|the model|the device)? ?(?:has|have|was|were)? ?never\\b");
    private static final Pattern NEVER_HEARD =
            Pattern.compile("never (?:been )?(?:heard|seen|met) before|(?:has|have) never (?:heard|seen|met)\\b");
    private static final Pattern TAKES =
            Pattern.compile("(\\d+)\\s+(?:times|takes|recordings|samples)\\s+(?:each|of each|per)\\b");

    public CaptureHints {
        labels = List.copyOf(labels);
    }

    public static CaptureHints none() {
        return of("", List.of());
    }

    /** Returns what {@code sentence} says: "at 200 Hz", "one-second files", "25 times each". */
    public static CaptureHints of(String sentence, List<String> labels) {
        String text = sentence.toLowerCase(Locale.ROOT);
        StatedRate rate = StatedRate.of(text);
        Matcher takes = TAKES.matcher(text);
        return new CaptureHints(
                labels,
                rate.hertz(),
                rate.fileSeconds(),
                takes.find() && takes.group(1).length() < 7
                        ? OptionalInt.of(Integer.parseInt(takes.group(1)))
                        : OptionalInt.empty(),
                splitBy(text).or(() -> unseen(text)),
                splitBy(text).isPresent(),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns by whom or what the sentence asks to divide, in the singular. */
    private static Optional<String> splitBy(String text) {
        return Asked.first(APART, text).map(found -> singular(found.group(1)));
    }

    /** Returns who or what will be new when the model is used, in the singular. */
    private static Optional<String> unseen(String text) {
        Matcher unseen = UNSEEN.matcher(text);
        if (unseen.find()) {
            return Optional.of(singular(unseen.group(1) == null ? unseen.group(2) : unseen.group(1)));
        }
        return NEVER_HEARD.matcher(text).find() ? Optional.of("person") : Optional.empty();
    }

    private static String singular(String word) {
        return switch (word) {
            case "people", "persons" -> "person";
            default -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        };
    }

    public CaptureHints withGroupField(String field) {
        return new CaptureHints(labels, rateHz, fileSeconds, takes, Optional.of(field), true, scratch, number);
    }

    public CaptureHints withScratch(Path folder) {
        return new CaptureHints(labels, rateHz, fileSeconds, takes, groupField, heldApart, Optional.of(folder), number);
    }

    /** Returns the hints of a sentence that asks for a number. */
    public CaptureHints withNumber(NumberWish wish) {
        return new CaptureHints(labels, rateHz, fileSeconds, takes, groupField, heldApart, scratch, Optional.of(wish));
    }
}
