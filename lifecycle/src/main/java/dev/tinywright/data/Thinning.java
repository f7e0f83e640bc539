package dev.tinywright.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which windows or pictures of very large data are chosen by and tested on. The firmware answers each of them in an emulator, and
 * more of them than these would take hours and tell nothing new: with 20,000 a share is known to within 0.7 points (95 %).
 */
final class Thinning {
    static final int MOST_TEST = 20_000;
    static final int MOST_VALIDATION = 5_000;

    private Thinning() {}

    /** Returns how many examples a side may have. */
    static int most(byte side) {
        return switch (side) {
            case Splitter.TEST -> MOST_TEST;
            case Splitter.VALIDATION -> MOST_VALIDATION;
            default -> Integer.MAX_VALUE;
        };
    }

    /** Returns at most {@code most} of {@code size} examples, evenly spread over all of them, in order. */
    static int[] spread(int size, int most) {
        return size <= most
                ? IntStream.range(0, size).toArray()
                : IntStream.range(0, most)
                        .map(i -> (int) ((long) i * size / most))
                        .toArray();
    }

    /** Returns what the person should know; nothing where none was left out. */
    static List<String> note(int size, byte side, String things) {
        return size <= most(side)
                ? List.of()
                : List.of("of " + size + " " + things + (side == Splitter.TEST ? " to test on, " : " to choose by, ")
                        + most(side) + " spread evenly over all of them are used");
    }
}
