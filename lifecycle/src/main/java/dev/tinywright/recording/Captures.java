package dev.tinywright.recording;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
import dev.tinywright.spec.DataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
        SampleCache cache) {
    public Captures {
        all = List.copyOf(all);
        labels = List.copyOf(labels);
        channels = List.copyOf(channels);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    /** What the files hold. */
    public enum Kind {
        RECORDINGS("recordings"),
        SOUND("sounds"),
        PICTURES("pictures");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }

        /** What they are called where several are counted. */
        public String plural() {
            return plural;
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
                kind, other, labels, channels, OptionalDouble.of(newRateHz), groups, account, notes, warnings, cache);
    }

    /** True where {@code path} holds recordings, sounds or pictures and no table. */
    public static boolean looksLike(Path path, CaptureHints hints) {
        return Evidence.of(path, hints).captures();
    }

    public static boolean looksLike(Path path) {
        return looksLike(path, CaptureHints.none());
    }
}
