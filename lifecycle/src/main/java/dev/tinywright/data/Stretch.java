package dev.tinywright.data;

/**
 * A recording of one class, or the part of it that is on one side of a split, read when asked for.
 *
 * @param name as shown to people
 * @param label index of its class; {@link #QUIET} where there is nothing to tell
 * @param frames samples of each channel
 * @param source where they are
 */
public record Stretch(String name, int label, long frames, Source source) {
    /** The class of what is between recordings. */
    public static final int QUIET = -1;

    /** Reads frames. */
    public interface Source {
        /** Returns {@code count} frames from {@code from}, channels interleaved, NaN where a sample is missing. */
        float[] read(long from, int count);
    }

    /** Returns the first frames of it. */
    Stretch first(long most) {
        return new Stretch(name, label, Math.min(frames, most), source);
    }
}
