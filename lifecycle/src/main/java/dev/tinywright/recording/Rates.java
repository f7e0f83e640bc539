package dev.tinywright.recording;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which rate recordings have: their files' own, where these say; else what the sentence states; and how one is brought to
 * another.
 */
final class Rates {
    /** Rates this near to each other are the same, measured with different clocks. */
    private static final double SAME = 0.03;
    /** A sentence that differs from the files by less than this was rounded. */
    private static final double ROUNDED = 0.1;

    private static final double LOWEST_SOUND = 4000;
    /** Files within this share of the usual length are those that the sentence speaks of. */
    private static final double ALIKE = 0.05;

    private final List<Capture> captures;
    private final CaptureHints hints;
    private final boolean sound;
    private final List<String> notes;
    private final List<String> warnings;

    private Rates(
            List<Capture> captures, CaptureHints hints, boolean sound, List<String> notes, List<String> warnings) {
        this.captures = captures;
        this.hints = hints;
        this.sound = sound;
        this.notes = notes;
        this.warnings = warnings;
    }

    /** Returns the rate of all; empty where neither the files nor the sentence tell. */
    static OptionalDouble of(
            List<Capture> captures, CaptureHints hints, boolean sound, List<String> notes, List<String> warnings) {
        return new Rates(captures, hints, sound, notes, warnings).rate();
    }

    /** Returns {@code signal} at {@code rateHz}, read through {@code cache}. One without a rate is said to have this. */
    static Signal at(Signal signal, double rateHz, boolean sound, SampleCache cache) {
        Signal alike = differs(signal, rateHz, sound) ? Resampler.resampled(signal, rateHz, sound) : signal;
        return new Signal(
                alike.channels(),
                rateHz,
                alike.frames(),
                alike.label(),
                alike.group(),
                alike.firstFrame(),
                cache.through(alike.samples(), alike.frames(), alike.channels().size()));
    }

    static boolean differs(Signal signal, double rateHz, boolean sound) {
        double has = signal.rateHz();
        return has > 0 && rateHz > 0 && (sound ? has != rateHz : Math.abs(has - rateHz) > SAME * rateHz);
    }

    private OptionalDouble rate() {
        Map<Double, Integer> counts = new TreeMap<>();
        captures.stream()
                .filter(c -> c.rateHz() > 0)
                .forEach(c -> counts.merge(nearWhole(c.rateHz()), 1, Integer::sum));
        if (counts.isEmpty()) {
            return stated();
        }
        double usual = usual(counts);
        if (sound && hints.rateHz().orElse(0) >= LOWEST_SOUND) {
            double wanted = hints.rateHz().getAsDouble();
            if (wanted <= usual) {
                return hints.rateHz();
            }
            warnings.add(String.format(
                    Locale.ROOT,
                    "the sentence says %s and most sounds have %s: theirs is used, nothing above half of it was"
                            + " recorded",
                    hertz(wanted),
                    hertz(usual)));
        } else {
            warnOfOther(usual);
        }
        if (counts.size() > 1 && sound) {
            notes.add("sampling rates differ (" + listed(counts) + " Hz): all are brought to " + hertz(usual));
        }
        return OptionalDouble.of(usual);
    }

    /** What files say was measured; what a sentence says may be of something else. */
    private void warnOfOther(double usual) {
        OptionalDouble said = hints.rateHz().isPresent() || sound ? hints.rateHz() : ofLengths();
        if (said.isPresent() && Math.abs(said.getAsDouble() - usual) > ROUNDED * usual) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the sentence says %s and the files say %s: what the files say is used",
                    hertz(said.getAsDouble()),
                    hertz(usual)));
        }
    }

    private OptionalDouble stated() {
        if (hints.rateHz().isPresent()) {
            notes.add(hertz(hints.rateHz().getAsDouble()) + ", as the sentence says");
            return hints.rateHz();
        }
        OptionalDouble rate = ofLengths();
        rate.ifPresent(hertz -> notes.add(String.format(
                Locale.ROOT,
                "%s: %d rows in each file of %s, as the sentence says",
                hertz(hertz),
                usualFrames(),
                seconds(hints.fileSeconds().orElse(0)))));
        return rate;
    }

    /** Rows by seconds, where nine of ten files have about as many rows; of one alone nothing shows that it is meant. */
    private OptionalDouble ofLengths() {
        if (hints.fileSeconds().isEmpty() || captures.size() < 2) {
            return OptionalDouble.empty();
        }
        long usual = usualFrames();
        long alike = captures.stream()
                .filter(c -> Math.abs(c.frames() - usual) <= ALIKE * usual)
                .count();
        return 10 * alike >= 9L * captures.size()
                ? OptionalDouble.of(nearWhole(usual / hints.fileSeconds().getAsDouble()))
                : OptionalDouble.empty();
    }

    /** Returns the number of rows that most files have; of equal ones the lower. */
    private long usualFrames() {
        Map<Long, Integer> counts = new TreeMap<>();
        captures.forEach(c -> counts.merge(c.frames(), 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return counts.entrySet().stream()
                .filter(e -> e.getValue() == most)
                .mapToLong(Map.Entry::getKey)
                .min()
                .orElse(0);
    }

    private static double usual(Map<Double, Integer> counts) {
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return counts.entrySet().stream()
                .filter(e -> e.getValue() == most)
                .mapToDouble(Map.Entry::getKey)
                .min()
                .orElseThrow();
    }

    private static String listed(Map<Double, Integer> counts) {
        return counts.keySet().stream()
                .limit(5)
                .map(rate -> String.format(Locale.ROOT, "%.0f", rate))
                .collect(Collectors.joining(", "));
    }

    /** A rate measured by a clock, such as 99.97 Hz, is meant as a whole one. */
    private static double nearWhole(double rate) {
        double whole = Math.rint(rate);
        return whole > 0 && Math.abs(rate - whole) < 0.01 * rate ? whole : rate;
    }

    private static String hertz(double rate) {
        return String.format(Locale.ROOT, rate == Math.rint(rate) ? "%.0f Hz" : "%.4g Hz", rate);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds == Math.rint(seconds) ? "%.0f s" : "%.3g s", seconds);
    }
}
