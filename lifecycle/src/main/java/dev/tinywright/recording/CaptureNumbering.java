package dev.tinywright.recording;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.recording.Captures.Kind;
import dev.tinywright.recording.Captures.Measured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives each recording or picture the number that was measured with it: of its label, or of a column that changes with the
 * samples. One without a number is counted and left out.
 */
final class CaptureNumbering {
    private static final int SHOWN = 5;
    private static final Pattern HEAD = Pattern.compile("(.*?)\\s*(?:[\\[(]([^\\])]*)[\\])])?\\s*");

    private final List<Capture> captures;
    private final Measured measured;
    private final List<String> notes;

    private CaptureNumbering(List<Capture> captures, Measured measured, List<String> notes) {
        this.captures = captures;
        this.measured = measured;
        this.notes = notes;
    }

    /**
     * @param target the column that has it, where one does
     * @param head of the column of a list that has it: "loudness (dB)"
     * @throws TinywrightException (usage) where none has a number
     */
    static CaptureNumbering of(
            List<Capture> captures,
            Kind kind,
            NumberWish wish,
            Optional<Evidence.Target> target,
            Optional<String> head,
            CaptureAccount.Tally tally,
            String where) {
        if (target.isPresent() && target.get().changes()) {
            return ofColumn(captures, target.get());
        }
        List<Optional<NumberText>> numbers =
                captures.stream().map(c -> c.label().flatMap(NumberText::of)).toList();
        Optional<Matcher> listed = head.map(HEAD::matcher).filter(Matcher::matches);
        String unit = target.map(Evidence.Target::unit)
                .or(() -> listed.map(m -> m.group(2)).filter(text -> text != null))
                .orElse(usual(numbers, NumberText::unit));
        List<Capture> numbered = new ArrayList<>();
        for (int i = 0; i < captures.size(); i++) {
            Capture capture = captures.get(i);
            Optional<NumberText> number = numbers.get(i);
            String reason = capture.label().filter(label -> !label.isBlank()).isEmpty()
                    ? "no number is known of it"
                    : number.isEmpty()
                            ? "its label is no number"
                            : isOther(number.get().unit(), unit) ? "its number is in another unit than most" : "";
            if (reason.isEmpty()) {
                numbered.add(capture.withNumber(number.orElseThrow().value()));
            } else {
                tally.drop(reason, capture.name());
            }
        }
        if (numbered.isEmpty() && !captures.isEmpty()) {
            throw none(captures, kind, where);
        }
        String word = usual(numbers, NumberText::word);
        String name = target.map(Evidence.Target::column)
                .or(() -> listed.map(m -> m.group(1)))
                .or(() -> Optional.of(wish.phrase()).filter(phrase -> !phrase.isEmpty()))
                .orElse(word.isEmpty() ? "number" : word);
        return new CaptureNumbering(numbered, new Measured(name, unit, false), List.of());
    }

    private static CaptureNumbering ofColumn(List<Capture> captures, Evidence.Target target) {
        return new CaptureNumbering(
                captures.stream().map(Capture::gauged).toList(),
                new Measured(target.column(), target.unit(), true),
                List.of("number: column '" + target.column() + "'; of each window the mean over the window"));
    }

    private static boolean isOther(String unit, String usual) {
        return !unit.isEmpty() && !usual.isEmpty() && !unit.equalsIgnoreCase(usual);
    }

    /** Returns the text that most have, of those that have one. */
    private static String usual(
            List<Optional<NumberText>> numbers, java.util.function.Function<NumberText, String> of) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        numbers.stream().flatMap(Optional::stream).map(of).forEach(text -> counts.merge(text, 1, Integer::sum));
        counts.remove("");
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private static TinywrightException none(List<Capture> captures, Kind kind, String where) {
        List<String> labels =
                captures.stream().flatMap(c -> c.label().stream()).distinct().toList();
        return TinywrightException.usage(
                "a number is to be predicted, and none is known of any of the " + captures.size() + " "
                        + kind.plural() + ": their labels are "
                        + String.join(", ", labels.stream().limit(SHOWN).toList())
                        + (labels.size() > SHOWN ? ", ..." : ""),
                where,
                "call folders or files by the number (1200rpm/a.csv, 35.5.take1.json), put labels.csv with columns file and"
                        + " value beside them, or ask to tell classes apart");
    }

    List<Capture> captures() {
        return captures;
    }

    Measured measured() {
        return measured;
    }

    List<String> notes() {
        return notes;
    }
}
