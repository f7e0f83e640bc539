package dev.tinywright.tensor;

/** The roundings that int8 kernels are made of; the twins of the functions in {@code runtime/include/tw_fixed_point.h}. */
public final class FixedPoint {
    private FixedPoint() {}

    /**
     * Returns {@code a · b · 2^−31}, rounded half up: the high half of the doubled product. Saturates in the one case that
     * overflows, both −2^31.
     */
    public static int doublingHighMultiply(int a, int b) {
        if (a == Integer.MIN_VALUE && b == Integer.MIN_VALUE) {
            return Integer.MAX_VALUE;
        }
        return (int) (((long) a * b + (1L << 30)) >> 31);
    }

    /** Returns {@code x · 2^−bits}, rounded half away from zero; {@code bits} in [0, 31]. */
    public static int roundingShiftRight(int x, int bits) {
        int mask = (int) ((1L << bits) - 1);
        int remainder = x & mask;
        int threshold = (mask >> 1) + (x < 0 ? 1 : 0);
        return (x >> bits) + (remainder > threshold ? 1 : 0);
    }

    /** Returns {@code x · 2^bits}, saturated to int32; {@code bits} in [0, 30]. */
    public static int saturatingShiftLeft(int x, int bits) {
        return Math.clamp((long) x << bits, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
