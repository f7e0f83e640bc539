package dev.tinywright.memory;

import java.util.BitSet;

/**
 * Bytes that are written together and needed equally long.
 *
 * @param offset in its block
 * @param writer node that makes them; {@link #CALLER} where the caller does
 * @param readers nodes that read them
 * @param kept whether the caller reads them at the end
 */
record Segment(int offset, int bytes, int writer, BitSet readers, boolean kept) {
    static final int CALLER = -1;

    int end() {
        return offset + bytes;
    }

    boolean continues(Segment before) {
        return before.end() == offset
                && before.writer == writer
                && before.kept == kept
                && before.readers.equals(readers);
    }

    Segment after(Segment before) {
        return new Segment(before.offset, before.bytes + bytes, writer, readers, kept);
    }

    /** First step at which the bytes must be there, −1 for before the first. */
    int from(int[] position) {
        return writer == CALLER ? -1 : position[writer];
    }

    /** Last step at which they must still be there; the number of steps where the caller reads them. */
    int to(int[] position) {
        return kept
                ? position.length
                : readers.stream().map(node -> position[node]).max().orElse(from(position));
    }
}
