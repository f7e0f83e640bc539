package dev.tinywright.tensor;

/**
 * The int8 softmax of the TensorFlow Lite reference kernels, in integers alone; {@code tw_softmax_s8()} in C gives the same
 * bits. Differences to the largest logit are scaled to exponents with 5 integer and 26 fractional bits, the exponentials
 * summed with 12 integer bits, the sum's reciprocal found by Newton-Raphson. In the comments Qn.m is fixed point with n
 * integer bits, m fractional bits and a sign.
 */
public final class Softmax {
    private static final int EXPONENT_INTEGER_BITS = 5;
    private static final int EXPONENT_FRACTION_BITS = 31 - EXPONENT_INTEGER_BITS;
    private static final int SUM_INTEGER_BITS = 12;
    private static final int MAX_LENGTH = 8191;
    /** e^−(1/4), e^−(1/2), e^−1 … e^−16, Q0.31. */
    private static final int[] EXP_OF_MINUS_POWER = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242
    };

    private Softmax() {}

    /**
     * How differences of logits become exponents: {@code diff · multiplier · 2^(shift − 31)} is the exponent, Q5.26.
     *
     * @param multiplier in [2^30, 2^31)
     * @param shift in [1, 30]
     * @param diffMin a logit further below the largest has no share; at most 0
     */
    public record Parameters(int multiplier, int shift, int diffMin) {}

    /** Returns the parameters for logits of this scale, which must be at least 2^−26, the step of an exponent. */
    public static Parameters parameters(float inputScale) {
        return parameters(inputScale, 1);
    }

    /** Returns the parameters for logits of this scale times {@code beta}; the product must be at least 2^−26. */
    public static Parameters parameters(float inputScale, float beta) {
        double scale = (double) beta * inputScale; // exact: twice 24 bits
        if (!(scale >= 0x1p-26) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("softmax takes a scale of 2^-26 or more, not " + scale);
        }
        double factor = Math.min(Math.scalb(scale, EXPONENT_FRACTION_BITS), 0x1p31 - 1);
        int shift = Math.getExponent(factor) + 1;
        long multiplier = Math.round(Math.scalb(factor, 31 - shift));
        if (multiplier == 1L << 31) {
            multiplier /= 2;
            shift++;
        }
        double largestDiff = Math.floor(Math.scalb((1 << EXPONENT_INTEGER_BITS) - 1.0, EXPONENT_FRACTION_BITS - shift));
        // From a scale of 16 on the largest difference is 0, which no shift changes.
        return new Parameters((int) multiplier, Math.min(shift, 30), (int) -largestDiff);
    }

    /**
     * Returns the shares of {@code x}, (n), n in [1, 8191]: {@code q + 128} is a share in 256ths, and 127 stands for
     * everything from 255/256 up.
     */
    public static byte[] apply(Parameters parameters, byte[] x) {
        if (x.length == 0 || x.length > MAX_LENGTH) {
            throw new IllegalArgumentException("softmax takes 1 to " + MAX_LENGTH + " logits, not " + x.length);
        }
        int max = largest(x);
        int sum = sumOfExps(parameters, x, max);
        int leadingZeros = Integer.numberOfLeadingZeros(sum);
        int scale = reciprocalOfOnePlus(sum << leadingZeros & Integer.MAX_VALUE);
        int shift = SUM_INTEGER_BITS - leadingZeros + 31 - 8;
        byte[] y = new byte[x.length];
        for (int i = 0; i < x.length; i++) {
            int diff = x[i] - max;
            int share = 0; // below one half of a 256th where the shift exceeds 31
            if (diff >= parameters.diffMin && shift <= 31) {
                int exp = expOfDiff(parameters, diff);
                share = FixedPoint.roundingShiftRight(FixedPoint.doublingHighMultiply(scale, exp), shift);
            }
            y[i] = (byte) Math.min(share - 128, 127);
        }
        return y;
    }

    private static int largest(byte[] x) {
        int max = x[0];
        for (byte q : x) {
            max = Math.max(max, q);
        }
        return max;
    }

    /** Q12.19 as an unsigned int: up to 8191 shares of at most 1. */
    private static int sumOfExps(Parameters parameters, byte[] x, int max) {
        int sum = 0;
        for (byte q : x) {
            if (q - max >= parameters.diffMin) {
                sum += FixedPoint.roundingShiftRight(expOfDiff(parameters, q - max), SUM_INTEGER_BITS);
            }
        }
        return sum;
    }

    private static int expOfDiff(Parameters parameters, int diff) {
        int exponent = FixedPoint.doublingHighMultiply(diff << parameters.shift, parameters.multiplier);
        return expOfNegative(exponent, EXPONENT_INTEGER_BITS);
    }

    /**
     * e^x for x in (−2^integerBits, 0], Q0.31: x = fine − coarse, fine in [−1/4, 0), coarse a sum of powers of two from 1/4
     * to half the range, each with its constant factor.
     *
     * @param integerBits of x, at most 5
     */
    static int expOfNegative(int x, int integerBits) {
        if (x == 0) {
            return Integer.MAX_VALUE;
        }
        int quarter = 1 << (31 - integerBits - 2);
        int fine = (x & (quarter - 1)) - quarter;
        int coarse = fine - x;
        int result = expOfQuarter(fine << integerBits);
        for (int k = 0; k < integerBits + 2; k++) {
            if ((coarse & quarter << k) != 0) {
                result = FixedPoint.doublingHighMultiply(result, EXP_OF_MINUS_POWER[k]);
            }
        }
        return result;
    }

    /** e^x for x in [−1/4, 0), Q0.31: the Taylor polynomial of degree 4 around −1/8. */
    private static int expOfQuarter(int x) {
        int expOfMinusEighth = 1895147668;
        int third = 715827883;
        int d = x + (1 << 28);
        int d2 = FixedPoint.doublingHighMultiply(d, d);
        int d3 = FixedPoint.doublingHighMultiply(d2, d);
        int d4 = FixedPoint.doublingHighMultiply(d2, d2);
        // d²/2 + d³/6 + d⁴/24 = ((d⁴/4 + d³)/3 + d²)/2
        int cubic = FixedPoint.doublingHighMultiply(FixedPoint.roundingShiftRight(d4, 2) + d3, third);
        int tail = FixedPoint.roundingShiftRight(cubic + d2, 1);
        return expOfMinusEighth + FixedPoint.doublingHighMultiply(expOfMinusEighth, d + tail);
    }

    /** 1 / (1 + x) for x in [0, 1), Q0.31. */
    static int reciprocalOfOnePlus(int x) {
        return FixedPoint.saturatingShiftLeft(twiceReciprocalOfOnePlus(x), 1);
    }

    /** (1 − x) / (1 + x) = 2 / (1 + x) − 1 for x in [0, 1), Q0.31. */
    static int oneMinusOverOnePlus(int x) {
        return FixedPoint.saturatingShiftLeft(twiceReciprocalOfOnePlus(x) - (1 << 29), 2);
    }

    /** 2 / (1 + x), Q2.29: three Newton-Raphson steps from 48/17 − 32/17 · d, d = (1 + x)/2. */
    private static int twiceReciprocalOfOnePlus(int x) {
        int one = 1 << 29;
        int halfDenominator = (int) (((long) x + (1L << 31)) >> 1);
        int r = 1515870810 + FixedPoint.doublingHighMultiply(halfDenominator, -1010580540);
        for (int step = 0; step < 3; step++) {
            int error = one - FixedPoint.doublingHighMultiply(halfDenominator, r);
            r += FixedPoint.saturatingShiftLeft(FixedPoint.doublingHighMultiply(r, error), 2);
        }
        return r;
    }
}
