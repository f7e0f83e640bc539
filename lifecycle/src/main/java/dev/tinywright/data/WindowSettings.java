package dev.tinywright.data;

import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Captures;

/**
 * How examples are cut from recordings.
 *
 * @param frames samples of each channel in a window
 * @param stride frames from the start of a window to the start of the next
 * @param placing where windows lie in a recording
 * @param leastShare share of a window below which a recording is too short and dropped; a longer one is padded
 */
public record WindowSettings(int frames, int stride, Placing placing, double leastShare) {
    private static final double PADDED = 0.1;
    /** Recordings up to so many frames, all of one length, are one example each. */
    private static final int WHOLE = 512;

    private static final double SECONDS = 2;
    private static final int FEWEST_FRAMES = 32;

    public WindowSettings {
        if (frames < 1 || stride < 1 || !(leastShare >= 0 && leastShare <= 1)) {
            throw new IllegalArgumentException(
                    "no windows: " + frames + " frames, stride " + stride + ", least share " + leastShare);
        }
    }

    /** Where windows lie in a recording. */
    public enum Placing {
        /** One after the other, {@code stride} apart, as many as fit. */
        SLIDE,
        /** One of each recording, where it has the most energy: for a word or a gesture in a longer recording. */
        LOUDEST
    }

    /** Returns windows of so many seconds at {@code rateHz}. */
    public static WindowSettings ofSeconds(double length, double stride, double rateHz, Placing placing) {
        return new WindowSettings(
                (int) Math.max(1, Math.rint(length * rateHz)),
                (int) Math.max(1, Math.rint(stride * rateHz)),
                placing,
                PADDED);
    }

    /** True where a recording gives a window, padded perhaps. */
    boolean isLongEnough(Capture capture) {
        return capture.frames() >= Math.max(1, leastShare * frames);
    }

    public static WindowSettings ofFrames(int frames, int stride, Placing placing) {
        return new WindowSettings(frames, stride, placing, PADDED);
    }

    /**
     * Returns what fits most recordings of this kind: the whole of short ones that are alike; one second of sounds, the
     * loudest where they are about as long; else 2 seconds, half overlapping.
     */
    public static WindowSettings suggested(Captures captures) {
        long[] frames =
                captures.all().stream().mapToLong(c -> c.frames()).sorted().toArray();
        long median = frames[frames.length / 2];
        double rate = captures.rateHz().orElse(Windows.NOMINAL_RATE);
        if (captures.kind() == Captures.Kind.SOUND) {
            boolean words = frames[frames.length * 9 / 10] <= 2 * rate;
            return ofSeconds(1, words ? 1 : 0.5, rate, words ? Placing.LOUDEST : Placing.SLIDE);
        }
        if (frames[0] == frames[frames.length - 1] && median <= WHOLE) {
            return ofFrames((int) median, (int) median, Placing.SLIDE);
        }
        int window = (int) Math.max(FEWEST_FRAMES, Math.min((double) median, Math.rint(SECONDS * rate)));
        return ofFrames(window, Math.max(1, window / 2), Placing.SLIDE);
    }
}
