package dev.tinywright.data;

import dev.tinywright.features.InputFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What a device in continuous use is given: one recording, or several one after another.
 *
 * @param channels of every frame
 * @param stretches in order
 * @param isJoined whether recordings are short and stand one after another
 * @param isOnce whether each is one event, such as a word or a gesture, and not a state that lasts
 */
public record Tape(int channels, List<Stretch> stretches, boolean isJoined, boolean isOnce) {
    /** Recordings whose median is no longer than this many windows are joined. */
    private static final int SHORT = 2;

    private static final int MOST_ORDERS = 8;

    /** Of the noise between sounds, in steps of 16 bits: what a quiet microphone gives. */
    private static final int NOISE = 8;

    public Tape {
        stretches = List.copyOf(stretches);
    }

    /**
     * Returns the recordings of a part as tapes: each long one by itself; short ones joined in a seeded order, and where
     * they are few, again in other orders, up to {@value #MOST_ORDERS}. Between sounds are half a window to one and a half of
     * quiet, and a signal that is shorter than a window stays at its last sample for the rest of it, as in training.
     *
     * @param mostFrames of all tapes together; what is longer is left out, of each long recording as much
     */
    public static List<Tape> of(Dataset.Part part, InputFormat.Window format, long seed, long mostFrames) {
        List<Stretch> all = new ArrayList<>(part.stretches());
        if (all.isEmpty()) {
            return List.of();
        }
        long[] lengths = all.stream().mapToLong(Stretch::frames).sorted().toArray();
        Collections.shuffle(all, new Random(seed));
        return lengths[lengths.length / 2] <= (long) SHORT * format.frames()
                ? List.of(joined(all, format, seed, mostFrames))
                : apart(all, format, mostFrames);
    }

    private static List<Tape> apart(List<Stretch> all, InputFormat.Window format, long mostFrames) {
        long each = Math.max(4L * format.frames(), mostFrames / all.size());
        List<Tape> tapes = new ArrayList<>();
        long frames = 0;
        for (Stretch stretch : all) {
            if (stretch.frames() >= format.frames() && frames < mostFrames) {
                Stretch first = stretch.first(each);
                tapes.add(new Tape(format.channels().size(), List.of(first), false, false));
                frames += first.frames();
            }
        }
        return tapes;
    }

    private static Tape joined(List<Stretch> all, InputFormat.Window format, long seed, long mostFrames) {
        int channels = format.channels().size();
        boolean sound = format.element() == InputFormat.Element.INT16;
        boolean isShort = all.stream()
                        .filter(stretch -> stretch.frames() < format.frames())
                        .count()
                > all.size() / 2;
        Random random = new Random(seed);
        List<Stretch> stretches = new ArrayList<>();
        long frames = 0;
        for (int i = 0; i < MOST_ORDERS * all.size() && frames < mostFrames; i++) {
            if (i > 0 && i % all.size() == 0) {
                Collections.shuffle(all, random);
            }
            if (sound) {
                int length = format.frames() / 2 + random.nextInt(format.frames() + 1);
                stretches.add(quiet(length, channels, random.nextInt()));
                frames += length;
            }
            Stretch stretch = all.get(i % all.size());
            Stretch whole = sound ? stretch : held(stretch, format.frames(), channels);
            stretches.add(whole);
            frames += whole.frames();
        }
        if (sound) {
            stretches.add(quiet(2 * format.frames(), channels, random.nextInt()));
        }
        return new Tape(channels, stretches, true, sound || isShort);
    }

    private static Stretch quiet(int frames, int channels, int seed) {
        return new Stretch("quiet", Stretch.QUIET, frames, (from, count) -> {
            float[] samples = new float[count * channels];
            for (int i = 0; i < samples.length; i++) {
                int mixed = (int) ((from * channels + i + seed) * 0x9E3779B97F4A7C15L >>> 40);
                samples[i] = mixed % (2 * NOISE + 1) - NOISE;
            }
            return samples;
        });
    }

    private static Stretch held(Stretch stretch, int window, int channels) {
        if (stretch.frames() >= window) {
            return stretch;
        }
        return new Stretch(stretch.name(), stretch.label(), window, (from, count) -> {
            float[] all = stretch.source().read(0, (int) stretch.frames());
            float[] samples = new float[count * channels];
            for (int i = 0; i < samples.length; i++) {
                long frame = Math.min(from + i / channels, stretch.frames() - 1);
                samples[i] = all[(int) frame * channels + i % channels];
            }
            return samples;
        });
    }

    public long frames() {
        return stretches.stream().mapToLong(Stretch::frames).sum();
    }

    /** Returns {@code count} frames from {@code from}, channels interleaved. */
    public float[] read(long from, int count) {
        float[] samples = new float[count * channels];
        long begin = 0;
        for (Stretch stretch : stretches) {
            long end = begin + stretch.frames();
            long first = Math.max(from, begin);
            long last = Math.min(from + count, end);
            if (first < last) {
                float[] piece = stretch.source().read(first - begin, (int) (last - first));
                System.arraycopy(piece, 0, samples, (int) (first - from) * channels, piece.length);
            }
            begin = end;
        }
        return samples;
    }

    /** Returns the indexes of the stretches that have a frame between {@code from} and {@code to}, which is not one of them. */
    public int[] between(long from, long to) {
        long[] begins = new long[stretches.size() + 1];
        for (int i = 0; i < stretches.size(); i++) {
            begins[i + 1] = begins[i] + stretches.get(i).frames();
        }
        return IntStream.range(0, stretches.size())
                .filter(i -> begins[i] < to && begins[i + 1] > from)
                .toArray();
    }

    /** Returns how many windows are complete by the end. */
    public int windows(int windowFrames, int strideFrames) {
        return frames() < windowFrames ? 0 : Math.toIntExact((frames() - windowFrames) / strideFrames + 1);
    }

    /** Returns how many stretches are of a class that {@code quiet} does not hold. */
    public long events(List<Integer> quiet) {
        return stretches.stream()
                .filter(stretch -> stretch.label() != Stretch.QUIET && !quiet.contains(stretch.label()))
                .count();
    }

    /** Returns the frames of several together. */
    public static long frames(List<Tape> tapes) {
        return Arrays.stream(tapes.stream().mapToLong(Tape::frames).toArray()).sum();
    }
}
