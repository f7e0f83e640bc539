package dev.tinywright.signal;

/** Integers wider than 32 bits, without floating point: the twins of the functions in {@code runtime/include/tw_wide.h}. */
final class WideArithmetic {
    private static final int SAMPLE_MAX = 32767;

    private WideArithmetic() {}

    /** Returns {@code a · b · 2^−32}, rounded down. */
    static int multiplyHigh(int a, int b) {
        return (int) (((long) a * b) >> 32);
    }

    /** Returns the smallest n with {@code x < 2^n}; x is not negative. */
    static int bits(long x) {
        return 64 - Long.numberOfLeadingZeros(x);
    }

    /** Returns the square root, rounded down; x in [0, 2^62]. */
    static int root(long x) {
        long rest = x;
        long root = 0;
        for (long bit = 1L << 62; bit != 0; bit >>= 2) {
            if (rest >= root + bit) {
                rest -= root + bit;
                root = (root >> 1) + bit;
            } else {
                root >>= 1;
            }
        }
        return (int) root;
    }

    /** Returns {@code 2^61 / x}, rounded down, for x in [2^30, 2^31): in (2^30, 2^31]. */
    static long reciprocal(int x) {
        return (1L << 61) / x;
    }

    /**
     * Returns {@code x · factor · 2^−shift}, rounded half away from zero and limited to ±(2^31 − 1). Of x the 31 highest bits
     * count, so that the result is within 2^−30 of itself, and half a step.
     *
     * @param x within ±2^62
     * @param factor in [0, 2^31]
     */
    static int scaled(long x, long factor, int shift) {
        long magnitude = Math.abs(x);
        int dropped = Math.max(bits(magnitude) - 31, 0);
        long product = (magnitude >> dropped) * factor;
        int right = shift - dropped;
        long result;
        if (right > 62) {
            result = 0;
        } else if (right > 0) {
            result = (product + (1L << (right - 1))) >> right;
        } else {
            result = bits(product) - right > 31 ? Integer.MAX_VALUE : product << -right;
        }
        int limited = (int) Math.min(result, Integer.MAX_VALUE);
        return x < 0 ? -limited : limited;
    }

    /** Returns x limited to what a sample can be. */
    static int sample(int x) {
        return Math.clamp(x, -SAMPLE_MAX, SAMPLE_MAX);
    }
}
