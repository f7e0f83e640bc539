package dev.tinywright.recording;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
import dev.tinywright.recording.Captures.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes recordings alike: the channels that most have, one rate, classes in order. */
final class Gathered {
    /** Rates this near to each other are the same, measured with different clocks. */
    private static final double SAME_RATE = 0.03;

    private static final double LOWEST_SOUND = 4000;

    private static final int CLIP_FRAMES = 1 << 16;
    private static final float FULL_SCALE = 32700;
    private static final double CLIPPED = 1e-3;

    private final List<String> warnings = new ArrayList<>();
    private int resampled;
    private int clipped;
    private String firstClipped = "";
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
        OptionalDouble rate = kind == Kind.PICTURES ? OptionalDouble.empty() : rate(alike);
        List<Capture> ready = new ArrayList<>();
        for (Capture capture : alike) {
            if (capture.picture().isPresent()) {
                ready.add(capture);
            } else {
                prepare(capture, ready, rate);
            }
        }
        noteClipping(ready.size());
        warnings.addAll(flaws.warnings());
        if (resampled > 0) {
            notes.add(resampled + " " + kind.plural() + " were resampled, with everything above half the new rate "
                    + Resampler.STOP_BAND_DB + " dB down");
        }
        return new Captures(
                kind,
                ready,
                labels(ready),
                channels,
                rate,
                tally.account(kind.plural(), ready.size()),
                notes,
                warnings);
    }

    /** Reads the beginning of a recording, to know its copies by and whether it is clipped. */
    private void prepare(Capture capture, List<Capture> ready, OptionalDouble rate) {
        boolean sound = kind == Kind.SOUND;
        try {
            Signal signal = cached(capture.signal(), ready.size(), rate);
            long[] print = SignalPrint.of(signal, sound);
            if (sound && isClipped(signal)) {
                clipped++;
                firstClipped = firstClipped.isEmpty() ? capture.name() : firstClipped;
            }
            ready.add(capture.with(signal, print));
        } catch (IOException e) {
            tally.drop("it cannot be read: " + e.getMessage(), capture.name());
        }
    }

    private static boolean isClipped(Signal signal) throws IOException {
        float[] samples = signal.samples().read(0, (int) Math.min(CLIP_FRAMES, signal.frames()));
        int full = 0;
        for (float sample : samples) {
            full += Math.abs(sample) >= FULL_SCALE ? 1 : 0;
        }
        return full > CLIPPED * samples.length;
    }

    private void noteClipping(int all) {
        if (clipped > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%d of %d sounds (%.0f %%) are clipped: over 1 in 1000 samples is at full scale, first in %s;"
                            + " record with less gain",
                    clipped,
                    all,
                    100.0 * clipped / all,
                    firstClipped));
        }
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

    /** The rate that the sentence states, for sound; else the rate that most have, of equal ones the lower. */
    private OptionalDouble rate(List<Capture> captures) {
        Map<Double, Integer> counts = new TreeMap<>();
        captures.stream()
                .filter(c -> c.rateHz() > 0)
                .forEach(c -> counts.merge(nearWhole(c.rateHz()), 1, Integer::sum));
        if (counts.isEmpty() || (kind == Kind.SOUND && hints.rateHz().orElse(0) >= LOWEST_SOUND)) {
            return hints.rateHz();
        }
        double usual = usual(counts);
        if (counts.size() > 1 && kind == Kind.SOUND) {
            notes.add(String.format(
                    Locale.ROOT, "sampling rates differ (%s Hz): all are brought to %.0f Hz", listed(counts), usual));
        }
        return OptionalDouble.of(usual);
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

    private Signal cached(Signal signal, int number, OptionalDouble rate) {
        boolean sound = kind == Kind.SOUND;
        double has = signal.rateHz();
        double wanted = rate.orElse(0);
        boolean other = has > 0 && (sound ? has != wanted : Math.abs(has - wanted) > SAME_RATE * wanted);
        Signal alike = other ? Resampler.resampled(signal, wanted, sound) : signal;
        resampled += other ? 1 : 0;
        int channels = alike.channels().size();
        return new Signal(
                alike.channels(),
                wanted,
                alike.frames(),
                alike.label(),
                alike.group(),
                alike.firstFrame(),
                cache.through(number, alike.samples(), alike.frames(), channels));
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
