package dev.tinywright.signal;

/**
 * Divides sums over a window by its length: {@code 1 / n = reciprocal · 2^−(30 + bits)}, to within 2^−30 of itself. Twin of
 * {@code tw_count} in {@code runtime/include/tw_wide.h}.
 *
 * @param bits smallest number with {@code n < 2^bits}
 */
record FrameCount(long reciprocal, int bits) {
    /** @param n in [1, 65536] */
    static FrameCount of(int n) {
        int bits = WideArithmetic.bits(n);
        return new FrameCount(WideArithmetic.reciprocal(n << (31 - bits)), bits);
    }

    /** Returns {@code sum / n} with so many binary digits more than the sum has; digits may be negative. */
    int mean(long sum, int digits) {
        return WideArithmetic.scaled(sum, reciprocal, 30 + bits - digits);
    }
}
