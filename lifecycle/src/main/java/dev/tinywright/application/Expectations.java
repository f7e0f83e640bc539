package dev.tinywright.application;

import dev.tinywright.contract.Contract;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.spec.Nearest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the device must do for each answer of the model: {@code app/expect.yaml}, which {@code docs/expect.md} describes.
 *
 * @param period a decision comes at least this often
 * @param settle this long after what the sensor sees has changed, the outputs must have followed
 * @param unsureBelow confidence, 0 to 1, below which an answer counts as "unsure"
 * @param expected what must be seen, by label, and for {@link #UNSURE}
 * @param atMostEvery lines that match any expectation come no more often
 * @param holds a pin that is named here keeps a level at least this long
 * @param strict whether a line that matches no expectation is a failure
 * @param once whether a line comes once, where an event begins, instead of every period; of windows of recordings only
 */
public record Expectations(
        Duration period,
        Duration settle,
        OptionalDouble unsureBelow,
        Map<String, Expected> expected,
        Optional<Duration> atMostEvery,
        Optional<Duration> holds,
        boolean strict,
        boolean once) {
    /** The key for answers of too little confidence. */
    public static final String UNSURE = "unsure";

    public Expectations {
        expected = Collections.unmodifiableMap(new LinkedHashMap<>(expected));
    }

    /** Expectations of lines that come every period. */
    public Expectations(
            Duration period,
            Duration settle,
            OptionalDouble unsureBelow,
            Map<String, Expected> expected,
            Optional<Duration> atMostEvery,
            Optional<Duration> holds,
            boolean strict) {
        this(period, settle, unsureBelow, expected, atMostEvery, holds, strict, false);
    }

    /**
     * What must be seen while the model gives one answer.
     *
     * @param line regular expression that a whole line must match: one such line comes at least every period, and none that
     *     only another answer expects
     * @param pins levels of pins; names as sketches have them: LED_BUILTIN, 7, D7, A0
     * @param silent whether no line may come that another answer expects
     */
    public record Expected(Optional<String> line, SortedMap<String, Level> pins, boolean silent) {
        public Expected {
            pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
            line.ifPresent(Pattern::compile);
        }

        /** A line of just this text. */
        public static Expected text(String text) {
            return new Expected(Optional.of(literal(text)), new TreeMap<>(), false);
        }

        /** Returns a regular expression for just {@code text}, easier to read than {@link Pattern#quote} where it can be. */
        public static String literal(String text) {
            return text.replaceAll("([\\\\.^$|?*+()\\[\\]{}])", "\\\\$1");
        }
    }

    /** Of a pin. */
    public enum Level {
        LOW,
        HIGH
    }

    /**
     * Returns what {@code file} says.
     *
     * @throws TinywrightException (usage) with file, line and up to five problems, where it is not a file of expectations
     */
    public static Expectations read(Path file) {
        return ExpectationsFile.read(file);
    }

    /** Returns what {@code yaml} says; {@code where} names it in messages. */
    public static Expectations parse(String yaml, String where) {
        return ExpectationsFile.parse(yaml, where);
    }

    /** Returns the text of expect.yaml; {@link #read} gives the same again. */
    public String text() {
        return ExpectationsFile.text(this);
    }

    /**
     * Sees to it that each label of the model has its expectation, and no other.
     *
     * @throws TinywrightException (usage) with the first that is missing or unknown
     */
    public void requireFits(Contract contract, String where) {
        List<String> labels = contract.labels();
        for (String label : expected.keySet()) {
            if (!labels.contains(label) && !label.equals(UNSURE)) {
                String nearest = Nearest.of(label, labels)
                        .map(name -> ", did you mean '" + name + "'?")
                        .orElse("");
                throw TinywrightException.usage(
                        "the model has no class '" + label + "'" + nearest,
                        where + ", expect",
                        "its classes: " + String.join(", ", labels));
            }
        }
        for (String label : labels) {
            if (!expected.containsKey(label)) {
                throw TinywrightException.usage(
                        "nothing is expected for the class '" + label + "'",
                        where + ", expect",
                        "add a line such as  " + label + ": {line: \"" + label + "\"}  or  " + label
                                + ": {silent: true}");
            }
        }
    }
}
