package dev.tinywright.signal;

/** The logarithm of an integer, one bit for each squaring of its mantissa. Twin of {@code tw_log2} in {@code runtime}. */
public final class Logarithm {
    private Logarithm() {}

    /**
     * Returns {@code log2(x)} with so many binary digits, truncated.
     *
     * @param x at least 1
     * @param digits in [0, 25]
     */
    public static int of(long x, int digits) {
        int whole = 63 - Long.numberOfLeadingZeros(x);
        long mantissa = whole > 31 ? x >>> (whole - 31) : x << (31 - whole); // [2^31, 2^32)
        int result = whole;
        for (int bit = 0; bit < digits; bit++) {
            mantissa = (mantissa * mantissa) >>> 31; // below 2^64 as an unsigned long
            result <<= 1;
            if (mantissa >>> 32 != 0) {
                mantissa >>>= 1;
                result |= 1;
            }
        }
        return result;
    }
}
