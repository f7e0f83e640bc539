package dev.tinywright.recording;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
import dev.tinywright.picture.PictureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
    private final Gauge gauge;

    /** Where the number to predict is: known of the whole, the last of the signal's channels, or neither. */
    private record Gauge(OptionalDouble number, boolean changes) {
        private static final Gauge NONE = new Gauge(OptionalDouble.empty(), false);
    }

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
        this(name, path, label, group, unit, side, signal, signal, picture, print, Gauge.NONE);
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
            long[] print,
            Gauge gauge) {
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
        this.gauge = gauge;
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
        List<Reading> all = signal.channels();
        return gauge.changes() ? all.subList(0, all.size() - 1) : all;
    }

    /** Returns the number that was measured with it, where it is known and does not change. */
    public OptionalDouble number() {
        return gauge.number();
    }

    /** Returns the number that was measured with {@code count} frames from {@code from}: the mean of what is known; NaN of nothing. */
    public float number(long from, int count) {
        if (!gauge.changes()) {
            return (float) gauge.number().orElse(Double.NaN);
        }
        float[] all = samples(from, count);
        int width = signal.channels().size();
        double sum = 0;
        int known = 0;
        for (int i = width - 1; i < all.length; i += width) {
            known += Float.isNaN(all[i]) ? 0 : 1;
            sum += Float.isNaN(all[i]) ? 0 : all[i];
        }
        return known == 0 ? Float.NaN : (float) (sum / known);
    }

    /** Returns the same with a number that is known of it as a whole. */
    Capture withNumber(double number) {
        return with(new Gauge(OptionalDouble.of(number), false));
    }

    /** Returns the same whose last channel is the number. */
    Capture gauged() {
        return with(new Gauge(OptionalDouble.empty(), true));
    }

    private Capture with(Gauge other) {
        return new Capture(name, path, label, group, unit, side, signal, recorded, picture, print, other);
    }

    Capture withLabel(String newLabel) {
        return new Capture(
                name, path, Optional.of(newLabel), group, unit, side, signal, recorded, picture, print, gauge);
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
        float[] all = samples(from, count);
        return gauge.changes() ? withoutLast(all, signal.channels().size()) : all;
    }

    private static float[] withoutLast(float[] all, int width) {
        float[] rest = new float[all.length / width * (width - 1)];
        for (int frame = 0; frame * width < all.length; frame++) {
            System.arraycopy(all, frame * width, rest, frame * (width - 1), width - 1);
        }
        return rest;
    }

    private float[] samples(long from, int count) {
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
        return new Capture(name, path, label, group, unit, side, other, recorded, picture, newPrint, gauge);
    }

    @Override
    public String toString() {
        return name;
    }
}
