package dev.tinywright.data;

import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** What a device in continuous use is given: one recording, or several one after another. */
public final class Tape {
    /** Recordings whose median is no longer than this many windows are joined. */
    private static final int SHORT = 2;

    private static final int MOST_ORDERS = 8;

    private final int channels;
    private final List<Stretch> stretches;
    private final boolean isJoined;
    private final boolean isOnce;
    /** The first frame of each stretch, and at last the length of all. */
    private final long[] begins;

    /**
     * @param channels of every frame
     * @param stretches in order
     * @param isJoined whether recordings are short and stand one after another
     * @param isOnce whether each is one event, such as a word or a gesture, and not a state that lasts
     */
    public Tape(int channels, List<Stretch> stretches, boolean isJoined, boolean isOnce) {
        this.channels = channels;
        this.stretches = List.copyOf(stretches);
        this.isJoined = isJoined;
        this.isOnce = isOnce;
        this.begins = new long[stretches.size() + 1];
        for (int i = 0; i < stretches.size(); i++) {
            begins[i + 1] = begins[i] + stretches.get(i).frames();
        }
    }

    public int channels() {
        return channels;
    }

    public List<Stretch> stretches() {
        return stretches;
    }

    /** Returns whether recordings are short and stand one after another. */
    public boolean isJoined() {
        return isJoined;
    }

    /** Returns whether each recording is one event, and not a state that lasts. */
    public boolean isOnce() {
        return isOnce;
    }

    /** Returns the recordings of a part as tapes, where nothing says that each is one event. */
    public static List<Tape> of(Dataset.Part part, InputFormat.Window format, long seed, long mostFrames) {
        return of(part, format, seed, mostFrames, false);
    }

    /**
     * Returns the recordings of a part as tapes: each long one by itself; short ones joined in a seeded order, and where
     * they are few, again in other orders, up to {@value #MOST_ORDERS}. Between sounds, and between events of other signals, are
     * half a window to one and a half of {@link Pause}; a signal that is shorter than a window stays at its last sample for the
     * rest of it, as in training.
     *
     * @param mostFrames of all tapes together; what is longer is left out, of each long recording as much
     * @param events whether each short recording is one event, such as a gesture; sounds, and recordings shorter than a window,
     *     are without it
     */
    public static List<Tape> of(
            Dataset.Part part, InputFormat.Window format, long seed, long mostFrames, boolean events) {
        if (part.stretches().isEmpty()) {
            return List.of();
        }
        return isShort(part, format)
                ? List.of(joined(part, format, seed, mostFrames, events, Pause.Noise.faint(part, format)))
                : apart(shuffled(part, new Random(seed)), format, mostFrames);
    }

    /** Returns the same, the recordings of each class by themselves, as states that last. */
    public static List<Tape> ofEach(Dataset.Part part, InputFormat.Window format, long seed, long mostFrames) {
        int[] labels = part.stretches().stream()
                .mapToInt(Stretch::label)
                .distinct()
                .sorted()
                .toArray();
        return Arrays.stream(labels)
                .mapToObj(label -> part.withStretches(part.stretches().stream()
                        .filter(s -> s.label() == label)
                        .toList()))
                .flatMap(one -> of(one, format, seed, once(one, format, mostFrames / labels.length), false).stream())
                .map(tape -> new Tape(tape.channels(), tape.stretches(), tape.isJoined(), false))
                .toList();
    }

    /** Recordings of a state that are heard again tell nothing more. */
    private static long once(Dataset.Part part, InputFormat.Window format, long mostFrames) {
        long frames = part.stretches().stream()
                .mapToLong(s -> Math.max(s.frames(), format.frames()))
                .sum();
        return Math.min(frames, mostFrames);
    }

    /** Returns examples, one after another, as a state of class {@code label} that lasts. */
    public static Tape ofExamples(String name, Examples examples, int label, InputFormat.Window format) {
        int channels = format.channels().size();
        List<Stretch> stretches = IntStream.range(0, examples.size())
                .mapToObj(i -> new Stretch(
                        name,
                        label,
                        format.frames(),
                        (from, count) -> Arrays.copyOfRange(
                                examples.get(i), (int) from * channels, (int) (from + count) * channels)))
                .toList();
        return new Tape(channels, stretches, true, false);
    }

    /** Returns whether the recordings of a part are joined. */
    static boolean isShort(Dataset.Part part, InputFormat.Window format) {
        long[] lengths =
                part.stretches().stream().mapToLong(Stretch::frames).sorted().toArray();
        return lengths.length > 0 && lengths[lengths.length / 2] <= (long) SHORT * format.frames();
    }

    private static List<Stretch> shuffled(Dataset.Part part, Random random) {
        List<Stretch> all = new ArrayList<>(part.stretches());
        Collections.shuffle(all, random);
        return all;
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

    /** Returns the recordings of a part one after another, with pauses between sounds and between events. */
    static Tape joined(
            Dataset.Part part,
            InputFormat.Window format,
            long seed,
            long mostFrames,
            boolean events,
            Pause.Noise noise) {
        int channels = format.channels().size();
        boolean sound = format.element() == InputFormat.Element.INT16;
        Random random = new Random(seed);
        List<Stretch> all = shuffled(part, random);
        boolean isShort = all.stream()
                        .filter(stretch -> stretch.frames() < format.frames())
                        .count()
                > all.size() / 2;
        List<Stretch> stretches = new ArrayList<>();
        Optional<Stretch> before = Optional.empty();
        long frames = 0;
        for (int i = 0; i < MOST_ORDERS * all.size() && frames < mostFrames; i++) {
            if (i > 0 && i % all.size() == 0) {
                Collections.shuffle(all, random);
            }
            Stretch stretch = all.get(i % all.size());
            Stretch whole = sound ? stretch : held(stretch, format.frames(), channels);
            if (sound || events) {
                int length = format.frames() / 2 + random.nextInt(format.frames() + 1);
                stretches.add(Pause.between(before, Optional.of(whole), length, format, noise, random));
                frames += length;
            }
            stretches.add(whole);
            before = Optional.of(whole);
            frames += whole.frames();
        }
        if (sound || events) {
            stretches.add(Pause.between(before, Optional.empty(), 2 * format.frames(), format, noise, random));
        }
        return new Tape(channels, stretches, true, sound || events || isShort);
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
        return begins[stretches.size()];
    }

    /** Returns {@code count} frames from {@code from}, channels interleaved. */
    public float[] read(long from, int count) {
        float[] samples = new float[count * channels];
        for (int i : between(from, from + count)) {
            long first = Math.max(from, begins[i]);
            long last = Math.min(from + count, begins[i + 1]);
            float[] piece = stretches.get(i).source().read(first - begins[i], (int) (last - first));
            System.arraycopy(piece, 0, samples, (int) (first - from) * channels, piece.length);
        }
        return samples;
    }

    /** Returns the first frame of a stretch. */
    long begin(int stretch) {
        return begins[stretch];
    }

    /** Returns the indexes of the stretches that have a frame between {@code from} and {@code to}, which is not one of them. */
    public int[] between(long from, long to) {
        int found = Arrays.binarySearch(begins, from);
        int first = found >= 0 ? found : Math.max(0, -found - 2);
        return IntStream.range(first, stretches.size())
                .takeWhile(i -> begins[i] < to)
                .filter(i -> begins[i + 1] > from)
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
