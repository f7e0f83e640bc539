package dev.tinywright.recording;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
import dev.tinywright.spec.DataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All recordings, sounds or pictures of a data source.
 *
 * @param kind what they are
 * @param all in the order of their names
 * @param labels the classes, sorted; empty where no class is told
 * @param channels of every recording, with units
 * @param rateHz of every recording; empty where nothing tells, and for pictures
 * @param groups what the groups of captures are, where there are some
 * @param account where every file went
 * @param notes what was found and decided, for the person
 * @param warnings what the person should look at
 * @param cache of the samples that were read last
 * @param measured the number that is known of each, where one is to be predicted; labels are then not classes
 */
public record Captures(
        Kind kind,
        List<Capture> all,
        List<String> labels,
        List<Reading> channels,
        OptionalDouble rateHz,
        Optional<Groups> groups,
        CaptureAccount account,
        List<String> notes,
        List<String> warnings,
        SampleCache cache,
        Optional<Measured> measured) {
    /** Of the labels, so many are numbers where some are words by mistake. */
    private static final double MOSTLY = 0.9;

    private static final int MANY = 5;

    public Captures {
        all = List.copyOf(all);
        labels = List.copyOf(labels);
        channels = List.copyOf(channels);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    /**
     * A number that was measured with each recording or picture.
     *
     * @param name what it is called: a column, or as the sentence says; "number" where nothing tells
     * @param unit empty where unknown
     * @param changes true where it changes within a recording, sample by sample
     */
    public record Measured(String name, String unit, boolean changes) {}

    /** Returns the same with other labels: {@code newLabels}, of which {@code of} gives each its own. */
    public Captures labelled(List<String> newLabels, Function<Capture, String> of) {
        return new Captures(
                kind,
                all.stream().map(c -> c.withLabel(of.apply(c))).toList(),
                newLabels,
                channels,
                rateHz,
                groups,
                account,
                notes,
                warnings,
                cache,
                measured);
    }

    /** Returns the same where names number the captures and nothing tells them apart: all have one label. */
    public Captures ofOneLabel(String label) {
        Captures told = labelled(List.of(label), _ -> label);
        return new Captures(
                kind,
                told.all,
                told.labels,
                channels,
                rateHz,
                groups,
                account,
                Stream.concat(
                                notes.stream().filter(note -> !note.startsWith("label: ")),
                                Stream.of("the names of the files are but numbers: all are taken as " + label))
                        .toList(),
                warnings,
                cache,
                measured);
    }

    /**
     * Returns the same without some classes; what is of them is counted as dropped.
     *
     * @param reasons of each class to leave out, and why
     * @param more what the person should know of it
     */
    public Captures without(SequencedMap<String, String> reasons, List<String> more) {
        CaptureAccount counted = account;
        for (Map.Entry<String, String> left : reasons.entrySet()) {
            counted = counted.without(
                    left.getValue(),
                    all.stream()
                            .filter(c -> c.label().equals(Optional.of(left.getKey())))
                            .map(Capture::name)
                            .toList());
        }
        return new Captures(
                kind,
                all.stream()
                        .filter(c -> c.label().filter(reasons::containsKey).isEmpty())
                        .toList(),
                labels.stream().filter(label -> !reasons.containsKey(label)).toList(),
                channels,
                rateHz,
                groups,
                counted,
                notes,
                Stream.concat(warnings.stream(), more.stream()).toList(),
                cache,
                measured);
    }

    /**
     * True where the labels are numbers that measure something: in a unit, with a decimal point, or many that are more than a
     * count from 0 or 1, as digits and codes are.
     */
    public boolean haveNumbers() {
        if (measured.filter(Measured::changes).isPresent()) {
            return true;
        }
        List<NumberText> numbers =
                labels.stream().flatMap(label -> NumberText.of(label).stream()).toList();
        if (numbers.size() < 3 || numbers.size() < MOSTLY * labels.size()) {
            return false;
        }
        return hasUnits(numbers) || (numbers.size() >= MANY && !areCodes(numbers));
    }

    /** True where the labels are whole numbers from 0 or 1 on, nearly without gaps, and have no unit: digits, or codes of classes. */
    public boolean haveCodes() {
        List<NumberText> numbers =
                labels.stream().flatMap(label -> NumberText.of(label).stream()).toList();
        return measured.filter(Measured::changes).isEmpty()
                && !numbers.isEmpty()
                && !hasUnits(numbers)
                && areCodes(numbers);
    }

    private static boolean hasUnits(List<NumberText> numbers) {
        return numbers.stream().allMatch(number -> !number.unit().isEmpty());
    }

    private static boolean areCodes(List<NumberText> numbers) {
        boolean whole = numbers.stream().allMatch(number -> number.value() == Math.rint(number.value()));
        double least = numbers.stream().mapToDouble(NumberText::value).min().orElse(0);
        double most = numbers.stream().mapToDouble(NumberText::value).max().orElse(0);
        return whole && (least == 0 || least == 1) && most - least < 2 * numbers.size();
    }

    /** Returns the same where the number has a unit; else with {@code unit}. */
    public Captures inUnit(String unit) {
        if (measured.filter(of -> of.unit().isEmpty()).isEmpty()) {
            return this;
        }
        Measured of = measured.orElseThrow();
        return new Captures(
                kind,
                all,
                labels,
                channels,
                rateHz,
                groups,
                account,
                notes,
                warnings,
                cache,
                Optional.of(new Measured(of.name(), unit, of.changes())));
    }

    /** What the files hold. */
    public enum Kind {
        RECORDINGS("recording"),
        SOUND("sound"),
        PICTURES("picture");

        private final String one;

        Kind(String one) {
            this.one = one;
        }

        /** What one of them is called. */
        public String one() {
            return one;
        }

        /** What they are called where several are counted. */
        public String plural() {
            return one + "s";
        }

        /** "1 recording", "3 recordings". */
        public String counted(long count) {
            return count + " " + (count == 1 ? one : plural());
        }
    }

    /**
     * Finds, describes and counts them; reads headers, and CSV files once through.
     *
     * @throws TinywrightException with exit code 2 where the path is not there, with 1 where nothing can be used
     */
    public static Captures load(DataSource source, CaptureHints hints) {
        return new CaptureLoader(source, hints).load();
    }

    /**
     * Returns the same at another rate, each resampled from its file's own. Where nothing tells the rate, {@code newRateHz} does.
     *
     * @param newRateHz samples a second; 0 leaves all as it is
     */
    public Captures at(double newRateHz) {
        if (newRateHz == 0 || kind == Kind.PICTURES || rateHz.equals(OptionalDouble.of(newRateHz))) {
            return this;
        }
        List<Capture> other = all.stream()
                .map(c -> c.with(Rates.at(c.recorded(), newRateHz, kind == Kind.SOUND, cache), c.print()))
                .toList();
        return new Captures(
                kind,
                other,
                labels,
                channels,
                OptionalDouble.of(newRateHz),
                groups,
                account,
                notes,
                warnings,
                cache,
                measured);
    }

    /** True where {@code path} holds recordings, sounds or pictures and no table. */
    public static boolean looksLike(Path path, CaptureHints hints) {
        return Evidence.of(path, hints).captures();
    }

    public static boolean looksLike(Path path) {
        return looksLike(path, CaptureHints.none());
    }
}
