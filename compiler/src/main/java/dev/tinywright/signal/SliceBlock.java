package dev.tinywright.signal;

import java.util.Arrays;

/**
 * A block whose output is a row for each stretch of the window, a slice, which depends on the samples of that stretch alone.
 * {@code output().shape()} is (slices, columns). So a device that looks at overlapping windows computes the new slices only:
 * {@link #apply} over a window is {@link #applySlice} at every stride.
 */
public interface SliceBlock extends SignalBlock {
    /** Returns the length of a slice, in frames. */
    int sliceFrames();

    /** Returns how far the next slice begins from this one, in frames. */
    int strideFrames();

    /** Returns the numbers of a row. */
    default int columns() {
        return output().period();
    }

    /** Returns how many slices the window has: those that fit whole. */
    default int slices() {
        return output().size() / columns();
    }

    /** Returns how many frames of a window its slices look at: what is left behind the last whole slice, none sees. */
    default int seenFrames() {
        return (slices() - 1) * strideFrames() + sliceFrames();
    }

    /**
     * Fills {@code row}, of {@link #columns} numbers.
     *
     * @param slice samples of {@link #sliceFrames} frames
     */
    void applySlice(int[] slice, int[] row);

    /** Returns how the generated code computes one row: {@code {in}} is the slice's first sample, {@code {out}} the row. */
    BlockCode sliceCode();

    @Override
    default void apply(int[] in, int[] out) {
        int channels = input().period();
        int[] row = new int[columns()];
        for (int slice = 0; slice < slices(); slice++) {
            int from = slice * strideFrames() * channels;
            applySlice(Arrays.copyOfRange(in, from, from + sliceFrames() * channels), row);
            System.arraycopy(row, 0, out, slice * row.length, row.length);
        }
    }
}
