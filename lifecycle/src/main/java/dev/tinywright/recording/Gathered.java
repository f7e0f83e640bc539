package dev.tinywright.recording;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
import dev.tinywright.recording.Captures.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Makes recordings alike: the channels that most have, one rate, classes in order. */
final class Gathered {
    private final Kind kind;
    private final List<Capture> found;
    private final CaptureHints hints;
    private final CaptureAccount.Tally tally;
    private final Flaws flaws;
    private final List<String> notes;
    private final String where;
    private final SampleCache cache;

    Gathered(
            Kind kind,
            List<Capture> found,
            CaptureHints hints,
            CaptureAccount.Tally tally,
            Flaws flaws,
            List<String> notes,
            String where,
            long cacheBytes) {
        this.kind = kind;
        this.found = found;
        this.hints = hints;
        this.tally = tally;
        this.flaws = flaws;
        this.notes = notes;
        this.where = where;
        this.cache = new SampleCache(cacheBytes);
    }

    Captures captures() {
        List<Capture> alike = sameChannels(found);
        if (alike.isEmpty()) {
            throw TinywrightException.failed(
                    "none of the files can be used (" + tally.text() + ")",
                    where,
                    "give recordings as CSV, WAV, NumPy or Edge Impulse files, or pictures as PNG, JPEG or BMP");
        }
        List<Reading> channels = alike.getFirst().channels();
        OptionalDouble rate = rate(alike);
        List<Capture> ready = new ArrayList<>();
        for (Capture capture : alike) {
            ready.add(capture.with(cached(capture.signal(), ready.size(), rate)));
        }
        return new Captures(
                kind,
                ready,
                labels(ready),
                channels,
                rate,
                tally.account(kind.plural(), ready.size()),
                notes,
                flaws.warnings());
    }

    /** Recordings of another number of channels, or of other names, cannot be learned with the rest. */
    private List<Capture> sameChannels(List<Capture> captures) {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        captures.forEach(c -> counts.merge(c.channels().size(), 1, Integer::sum));
        int usual = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
        List<Capture> same = new ArrayList<>();
        for (Capture capture : captures) {
            int has = capture.channels().size();
            if (has == usual) {
                same.add(capture);
            } else {
                tally.drop("it has " + has + " channels, most others have " + usual, capture.name());
            }
        }
        return same;
    }

    private OptionalDouble rate(List<Capture> captures) {
        double[] told = captures.stream()
                .mapToDouble(Capture::rateHz)
                .filter(r -> r > 0)
                .sorted()
                .toArray();
        if (told.length == 0) {
            return hints.rateHz();
        }
        double median = told[told.length / 2];
        return OptionalDouble.of(nearWhole(median));
    }

    /** A rate measured by a clock, such as 99.97 Hz, is meant as a whole one. */
    private static double nearWhole(double rate) {
        double whole = Math.rint(rate);
        return whole > 0 && Math.abs(rate - whole) < 0.002 * rate ? whole : rate;
    }

    private Signal cached(Signal signal, int number, OptionalDouble rate) {
        int channels = signal.channels().size();
        return new Signal(
                signal.channels(),
                rate.orElse(0),
                signal.frames(),
                signal.label(),
                signal.group(),
                signal.firstFrame(),
                cache.through(number, signal.samples(), signal.frames(), channels));
    }

    private static List<String> labels(List<Capture> captures) {
        Set<String> labels = new LinkedHashSet<>();
        captures.forEach(capture -> capture.label().ifPresent(labels::add));
        boolean numbers = labels.stream().allMatch(label -> label.matches("-?\\d{1,9}"));
        Comparator<String> order = numbers
                ? Comparator.comparingInt(Integer::parseInt)
                : String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());
        return labels.stream().sorted(order).toList();
    }
}
