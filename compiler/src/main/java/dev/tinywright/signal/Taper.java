package dev.tinywright.signal;

import java.util.List;
import java.util.stream.IntStream;

/** What the ends of a stretch of samples are faded with before its spectrum is taken: Harris 1978. Periodic, not symmetric. */
public enum Taper {
    NONE,
    HANN,
    HAMMING;

    private static final int DIGITS = 15;

    /** Returns the weight of sample i of n. */
    double weight(int i, int n) {
        double turn = StrictMath.cos(2 * Math.PI * i / n);
        return switch (this) {
            case NONE -> 1;
            case HANN -> 0.5 - 0.5 * turn;
            case HAMMING -> 0.54 - 0.46 * turn;
        };
    }

    /** Returns the mean of the squared weights. */
    double power(int n) {
        return IntStream.range(0, n)
                        .mapToDouble(i -> weight(i, n) * weight(i, n))
                        .sum()
                / n;
    }

    /** Returns the first half of the weights of n samples and the middle, with 15 binary digits; empty for none. */
    int[] table(int n) {
        if (this == NONE) {
            return new int[0];
        }
        return IntStream.rangeClosed(0, n / 2)
                .map(i -> (int) Math.min(Math.round(Math.scalb(weight(i, n), DIGITS)), Short.MAX_VALUE))
                .toArray();
    }

    /** Returns the table as a constant; none for {@link #NONE}. */
    List<BlockCode.Constant> constants(int n) {
        return this == NONE
                ? List.of()
                : List.of(Tables.int16("Fades the ends of " + n + " samples: " + label() + ".", "taper", table(n)));
    }

    /** Returns how C names the table. */
    String pointer() {
        return this == NONE ? "0" : "{id}_taper";
    }

    String label() {
        return switch (this) {
            case NONE -> "no taper";
            case HANN -> "Hann";
            case HAMMING -> "Hamming";
        };
    }
}
