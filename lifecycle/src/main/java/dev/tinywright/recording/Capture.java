package dev.tinywright.recording;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
import dev.tinywright.picture.PictureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A recording, a sound or a picture. Its samples stay where they are until they are asked for. Safe for many threads. */
public final class Capture {
    private final String name;
    private final Path path;
    private final Optional<String> label;
    private final Optional<String> group;
    private final String unit;
    private final Side side;
    private final Signal signal;
    private final Signal recorded;
    private final Optional<PictureFile> picture;
    private final long[] print;

    /** The side of a split that the data's folders or lists give. */
    public enum Side {
        TRAINING,
        VALIDATION,
        TEST,
        UNSAID
    }

    Capture(
            String name,
            Path path,
            Optional<String> label,
            Optional<String> group,
            String unit,
            Side side,
            Signal signal,
            Optional<PictureFile> picture,
            long[] print) {
        this(name, path, label, group, unit, side, signal, signal, picture, print);
    }

    private Capture(
            String name,
            Path path,
            Optional<String> label,
            Optional<String> group,
            String unit,
            Side side,
            Signal signal,
            Signal recorded,
            Optional<PictureFile> picture,
            long[] print) {
        this.name = name;
        this.path = path;
        this.label = label;
        this.group = group;
        this.unit = unit;
        this.side = side;
        this.signal = signal;
        this.recorded = recorded;
        this.picture = picture;
        this.print = print;
    }

    /** Returns its name as shown to people, such as "walking/03.csv", with its rows where a file holds several. */
    public String name() {
        return name;
    }

    /** Returns the file, or the archive that holds it. */
    public Path path() {
        return path;
    }

    /** Returns the class, where the data tells. */
    public Optional<String> label() {
        return label;
    }

    /** Returns the subject or session, where the data tells. */
    public Optional<String> group() {
        return group;
    }

    /** Returns what stays on one side of any split: the parts that a gap divides share it. */
    public String unit() {
        return unit;
    }

    /** Returns the frame of its file that it begins with. */
    public long firstFrame() {
        return signal.firstFrame();
    }

    public Side side() {
        return side;
    }

    /** Returns the channels with their units, empty where unknown. */
    public List<Reading> channels() {
        return signal.channels();
    }

    /** Returns the picture, where it is one. */
    public Optional<PictureFile> picture() {
        return picture;
    }

    /** Returns bits that near-equal captures have in common, empty where not known. For reading only. */
    public long[] print() {
        return print;
    }

    /** Returns frames a second; 0 where nothing tells. */
    public double rateHz() {
        return signal.rateHz();
    }

    /** Returns samples of each channel. */
    public long frames() {
        return signal.frames();
    }

    /** Returns the length in seconds; 0 where the rate is unknown. */
    public double seconds() {
        return rateHz() > 0 ? frames() / rateHz() : 0;
    }

    /**
     * Returns {@code count} frames from {@code from}: {@code x[frame · channels + channel]}, NaN where a sample is missing;
     * for sound in int16 units.
     *
     * @throws TinywrightException where the file can no longer be read
     */
    public float[] read(long from, int count) {
        if (from < 0 || count < 0 || from + count > frames()) {
            throw new IllegalArgumentException(name + " has " + frames() + " frames, not " + count + " from " + from);
        }
        try {
            return signal.samples().read(from, count);
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "a recording can no longer be read: " + e.getMessage(),
                    path + ", " + name,
                    "leave the data where it is while a model is made of it");
        }
    }

    /** Returns the samples as the file has them, at its own rate. */
    Signal recorded() {
        return recorded;
    }

    /** @param other the same samples, at another rate or kept in memory */
    Capture with(Signal other, long[] newPrint) {
        return new Capture(name, path, label, group, unit, side, other, recorded, picture, newPrint);
    }

    @Override
    public String toString() {
        return name;
    }
}
