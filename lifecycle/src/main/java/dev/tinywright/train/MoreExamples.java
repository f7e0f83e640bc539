package dev.tinywright.train;

import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import java.util.List;
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
