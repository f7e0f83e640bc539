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
 * @param scratch folder for what must be unpacked to be read, such as a large file of an archive
 */
public record CaptureHints(
        List<String> labels,
        OptionalDouble rateHz,
        OptionalDouble fileSeconds,
        OptionalInt takes,
        Optional<String> groupField,
        Optional<Path> scratch) {
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
                Optional.empty(),
                Optional.empty());
    }

    public CaptureHints withGroupField(String field) {
        return new CaptureHints(labels, rateHz, fileSeconds, takes, Optional.of(field), scratch);
    }

    public CaptureHints withScratch(Path folder) {
        return new CaptureHints(labels, rateHz, fileSeconds, takes, groupField, Optional.of(folder));
    }
}
