package dev.tinywright.tensor;

/** The two roundings that int8 kernels are made of; the twins of the functions in {@code runtime/include/tinywright/fixed_point.h}. */
public final class FixedPoint {
    private FixedPoint() {}

    /**
     * Returns {@code a · b · 2^−31}, rounded half away from zero: the high half of the doubled product. Saturates in the
     * one case that overflows, both −2^31.
     */
    public static int doublingHighMultiply(int a, int b) {
        if (a == Integer.MIN_VALUE && b == Integer.MIN_VALUE) {
            return Integer.MAX_VALUE;
        }
        long product = (long) a * b;
        long nudge = product >= 0 ? 1L << 30 : 1 - (1L << 30);
        return (int) ((product + nudge) / (1L << 31)); // division truncates towards zero, as the reference does
    }

    /** Returns {@code x · 2^−bits}, rounded half away from zero; {@code bits} in [0, 31]. */
    public static int roundingShiftRight(int x, int bits) {
        int mask = (int) ((1L << bits) - 1);
        int remainder = x & mask;
        int threshold = (mask >> 1) + (x < 0 ? 1 : 0);
        return (x >> bits) + (remainder > threshold ? 1 : 0);
    }
}
