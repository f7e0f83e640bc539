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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Makes recordings alike: the channels that most have, one rate, classes in order. */
final class Gathered {
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
    private final Optional<Groups> groups;
    private final List<String> notes;
    private final String where;
    private final SampleCache cache;
    private final Optional<Captures.Measured> measured;

    /** @param measured the number that is known of them, where one is to be predicted */
    Gathered(
            Kind kind,
            List<Capture> found,
            CaptureHints hints,
            CaptureAccount.Tally tally,
            Flaws flaws,
            Optional<Groups> groups,
            List<String> notes,
            String where,
            long cacheBytes,
            Optional<Captures.Measured> measured) {
        this.kind = kind;
        this.found = found;
        this.hints = hints;
        this.tally = tally;
        this.flaws = flaws;
        this.groups = groups;
        this.notes = notes;
        this.where = where;
        this.cache = new SampleCache(cacheBytes);
        this.measured = measured;
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
        OptionalDouble rate = kind == Kind.PICTURES
                ? OptionalDouble.empty()
                : Rates.of(alike, hints, kind == Kind.SOUND, notes, warnings);
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
        if (!tally.emptyFolders().isEmpty()) {
            warnings.add("nothing is in the " + (tally.emptyFolders().size() == 1 ? "folder " : "folders ")
                    + String.join(", ", tally.emptyFolders())
                    + ": no class is made of it");
        }
        if (resampled > 0) {
            notes.add(kind.counted(resampled) + " resampled, with everything above half the new rate "
                    + Resampler.STOP_BAND_DB + " dB down");
        }
        return new Captures(
                kind,
                ready,
                labels(ready),
                channels,
                rate,
                groups(ready),
                tally.account(kind.plural(), ready.size()),
                notes,
                warnings,
                cache,
                measured);
    }

    /** Reads the beginning of a recording, to know its copies by and whether it is clipped. */
    private void prepare(Capture capture, List<Capture> ready, OptionalDouble rate) {
        boolean sound = kind == Kind.SOUND;
        try {
            resampled += Rates.differs(capture.recorded(), rate.orElse(0), sound) ? 1 : 0;
            Signal signal = Rates.at(capture.recorded(), rate.orElse(0), sound, cache);
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

    /** A column of the files is nearer to the truth than their names. */
    private Optional<Groups> groups(List<Capture> ready) {
        if (ready.stream().allMatch(capture -> capture.group().isEmpty())) {
            return Optional.empty();
        }
        boolean column =
                found.stream().anyMatch(capture -> !capture.recorded().group().isEmpty());
        return column ? Optional.of(new Groups("groups", "a column")) : groups;
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
