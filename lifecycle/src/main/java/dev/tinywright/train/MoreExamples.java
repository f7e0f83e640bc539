package dev.tinywright.train;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Examples, and after them changed copies: what a front end makes of these is what a network learns from. Copies are made
 * when they are asked for, each always the same. For training only.
 */
public final class MoreExamples implements Examples {
    private final Examples originals;
    private final InputFormat.Window window;
    private final List<RawAugmentation> changes;
    private final int copies;
    private final long seed;

    private MoreExamples(
            Examples originals, InputFormat.Window window, List<RawAugmentation> changes, int copies, long seed) {
        this.originals = originals;
        this.window = window;
        this.changes = List.copyOf(changes);
        this.copies = copies;
        this.seed = seed;
    }

    /**
     * Returns the originals and {@code copies} of each, to which all {@code changes} were made one after the other.
     *
     * @param copies at least 0
     */
    public static MoreExamples of(
            Examples originals, InputFormat.Window window, List<RawAugmentation> changes, int copies, long seed) {
        if (copies < 0 || (long) originals.size() * (copies + 1) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(copies + " copies of " + originals.size() + " examples");
        }
        return new MoreExamples(originals, window, changes, copies, seed);
    }

    /**
     * Returns what {@code augment} makes of examples: its copies, one of each where it does not say how many; none where it
     * changes no samples, or where copies would be more than {@code most} with the originals.
     *
     * @param sounds to mix with
     * @throws TinywrightException (usage) where a change does not fit the window
     */
    public static MoreExamples of(
            Examples originals,
            InputFormat.Window window,
            List<Augmentation> augment,
            Examples sounds,
            int most,
            long seed) {
        List<RawAugmentation> changes = augment.stream()
                .flatMap(a -> change(a, window, sounds).stream())
                .toList();
        int copies = Math.clamp((long) most / Math.max(1, originals.size()) - 1, 0, asked(augment));
        return of(originals, window, changes, copies, seed);
    }

    /** Returns how many copies of each example are asked for: one where it is not said, none where no samples are changed. */
    public static int asked(List<Augmentation> augment) {
        boolean changes = augment.stream().anyMatch(a -> a.kind().isRaw() && a.kind() != Augmentation.Kind.COPIES);
        return !changes
                ? 0
                : augment.stream()
                        .filter(a -> a.kind() == Augmentation.Kind.COPIES)
                        .mapToInt(a -> (int) a.strength())
                        .findFirst()
                        .orElse(1);
    }

    private static Optional<RawAugmentation> change(Augmentation of, InputFormat.Window window, Examples sounds) {
        double strength = of.strength();
        return Optional.ofNullable(
                switch (of.kind()) {
                    case RAW_SHIFT -> new RawAugmentation.Shift(strength * window.frames() / window.rateHz());
                    case RAW_GAIN -> new RawAugmentation.Gain(strength);
                    case RAW_SPEED -> new RawAugmentation.Speed(strength);
                    case RAW_NOISE -> new RawAugmentation.Noise(strength);
                    case RAW_BACKGROUND -> new RawAugmentation.Background(sounds, strength);
                    case RAW_ROTATE -> rotate(strength, window);
                    default -> null;
                });
    }

    private static RawAugmentation rotate(double degrees, InputFormat.Window window) {
        if (window.channels().size() % 3 != 0) {
            throw TinywrightException.usage(
                    "train.augment.raw-rotate needs groups of three channels, and there are "
                            + window.channels().size(),
                    "plan.yaml, train",
                    "take it out of train.augment");
        }
        return new RawAugmentation.Rotate(degrees);
    }

    @Override
    public int size() {
        return originals.size() * (copies + 1);
    }

    /** Returns the index of the original that an example is, or is a copy of: its label is that one's. */
    public int original(int index) {
        return index % originals.size();
    }

    @Override
    public float[] get(int index) {
        float[] example = originals.get(original(index));
        if (index < originals.size()) {
            return example;
        }
        SplittableRandom random = new SplittableRandom(seed ^ (index * 0x9e3779b97f4a7c15L));
        for (RawAugmentation change : changes) {
            example = change.change(example, window, random);
        }
        return example;
    }
}
