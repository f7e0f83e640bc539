package dev.tinywright.features;

import dev.tinywright.signal.Logarithm;
import dev.tinywright.tensor.Requantizer;

/**
 * The arithmetic of the input stage: int32 numbers that stand for {@code fixed · 2^−point}, each column with a point of its
 * own. Integers alone, saturating, defined for every input. Twins of the functions in {@code runtime/src/tw_input.c}.
 */
final class Fixed {
    /** A sample's largest magnitude. */
    static final int SAMPLE_MAX = 32_767;

    /** Binary digits after the point of a logarithm: the largest, of 2^132, still fits. */
    private static final int LOG_POINT = 23;

    private static final int LOG_MAX_POINT = 40;
    /** log2(e) · 2^30. */
    private static final long LOG2_E_Q30 = 1_549_082_005;

    private Fixed() {}

    /**
     * Returns {@code x · 2^point}, rounded half away from zero and limited to ±(2^31 − 1); infinities are limited too.
     *
     * @param x not NaN
     */
    static int fromFloat(float x, int point) {
        int bits = Float.floatToRawIntBits(x);
        int exponent = (bits >>> 23) & 0xff;
        int mantissa = exponent == 0 ? bits & 0x7fffff : (bits & 0x7fffff) | 0x800000;
        int shift = Math.max(exponent, 1) - 150 + point;
        int magnitude;
        if (mantissa == 0 || (exponent < 255 && shift < -24)) {
            magnitude = 0;
        } else if (exponent == 255 || shift > 30 || (shift > 0 && mantissa > (Integer.MAX_VALUE >> shift))) {
            magnitude = Integer.MAX_VALUE;
        } else if (shift >= 0) {
            magnitude = mantissa << shift;
        } else {
            magnitude = (mantissa + (1 << (-shift - 1))) >> -shift;
        }
        return bits < 0 ? -magnitude : magnitude;
    }

    /** Returns {@code fixed · 2^−point} as a finite float: exact for |fixed| up to 2^24, to the nearest beyond. */
    static float toFloat(int fixed, int point) {
        return (float) Math.clamp(Math.scalb((double) fixed, -point), -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    /** Returns {@code (x − offset) · factor}; the difference is limited to int32. */
    static int scale(int x, int offset, Requantizer factor) {
        return factor.apply(saturate((long) x - offset));
    }

    /**
     * Returns {@code log2(1 + max(x − smallest, 0) · 2^−point)} with {@link #pointOfLog} digits, truncated. Where every column
     * value is below 2^−9, from a point of 41 on, the curve is taken as the line {@code x · log2(e)}, less than a thousandth
     * off.
     *
     * @param point of x; below −30 the 1 is less than half of a step of x, and left out
     */
    static int log2(int x, int smallest, int point) {
        long distance = Math.max((long) x - smallest, 0);
        if (point > LOG_MAX_POINT) {
            return (int) ((Math.min(distance, Integer.MAX_VALUE) * LOG2_E_Q30) >> 31);
        }
        int scaledUp = point < 0 && point >= -30 ? -point : 0;
        long sum = (distance << scaledUp) + (point >= -30 ? 1L << (point + scaledUp) : 0);
        if (sum == 0) {
            return 0;
        }
        return Logarithm.of(sum, LOG_POINT) - ((point + scaledUp) << LOG_POINT);
    }

    /** Returns the point of the logarithms of a column with this point. */
    static int pointOfLog(int point) {
        return point > LOG_MAX_POINT ? point - 1 : LOG_POINT;
    }

    /** Returns {@code a · b · 2^−shift}, rounded half away from zero, limited to int32; shift in [0, 62]. */
    static int product(int a, int b, int shift) {
        long product = (long) a * b;
        long half = shift == 0 ? 0 : 1L << (shift - 1);
        long magnitude = (Math.abs(product) + half) >>> shift;
        return saturate(product < 0 ? -magnitude : magnitude);
    }

    /** Returns {@code x · factor + zeroPoint}, limited to int8. */
    static byte quantize(int x, Requantizer factor, int zeroPoint) {
        int steps = Math.clamp(factor.apply(x), -255, 255);
        return (byte) Math.clamp(steps + zeroPoint, -128, 127);
    }

    static int saturate(long x) {
        return Math.clamp(x, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
