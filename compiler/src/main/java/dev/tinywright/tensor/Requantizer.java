package dev.tinywright.tensor;

/**
 * Multiplies accumulators by a positive real factor without floating point, with the double rounding of the TensorFlow
 * Lite reference kernels: a saturating rounding doubling high multiplication, then a rounding shift. Jacob et al. 2018,
 * arXiv:1712.05877, §2.2. {@code tw_requantize()} in C gives the same bits.
 *
 * @param multiplier mantissa of the factor {@code multiplier · 2^(shift − 31)}, not negative; {@link #of} gives one in [2^30, 2^31), or 0 for a
 *     factor of 0
 * @param shift power of two, in [−31, 30]; positive shifts left, saturating, before the multiplication
 */
public record Requantizer(int multiplier, int shift) {
    public Requantizer {
        if (multiplier < 0 || shift < -31 || shift > 30) {
            throw new IllegalArgumentException("not a requantizer: multiplier " + multiplier + ", shift " + shift);
        }
    }

    /** Returns the requantizer nearest to {@code factor}, which must be finite and not negative. */
    public static Requantizer of(double factor) {
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("not a requantization factor: " + factor);
        }
        if (factor == 0) {
            return new Requantizer(0, 0);
        }
        int shift = Math.getExponent(factor) + 1;
        long mantissa = Math.round(factor / Math.scalb(1.0, shift) * (1L << 31));
        if (mantissa == 1L << 31) {
            mantissa /= 2;
            shift++;
        }
        if (shift > 30) {
            return new Requantizer(Integer.MAX_VALUE, 30);
        }
        return shift < -31 ? new Requantizer(0, 0) : new Requantizer((int) mantissa, shift);
    }

    /** Returns {@code accumulator · factor}, rounded twice; a left shift saturates. */
    public int apply(int accumulator) {
        int shifted = FixedPoint.saturatingShiftLeft(accumulator, Math.max(shift, 0));
        return FixedPoint.roundingShiftRight(FixedPoint.doublingHighMultiply(shifted, multiplier), Math.max(-shift, 0));
    }

    /**
     * Returns {@code sum · factor} of a sum of 64 bits, as the reference kernels have it for int16 activations: the multiplier
     * has 15 bits, and what is shifted out is rounded once, half up. {@code tw_requantize_wide()} in C.
     *
     * @param sum within ±2^47; the factor is below 2^14
     */
    public long applyWide(long sum) {
        int bits = 15 - shift;
        return (sum * reducedMultiplier() + (1L << (bits - 1))) >> bits;
    }

    /** The multiplier in 15 bits: {@code multiplier · 2^−16}, to the nearest. */
    public int reducedMultiplier() {
        return multiplier < 0x7fff0000 ? (multiplier + (1 << 15)) >> 16 : 0x7fff;
    }

    /** Returns {@code accumulator · factor}, rounded once, half up; a left shift saturates. {@code tw_requantize_once()} in C. */
    public int applyOnce(int accumulator) {
        int shifted = FixedPoint.saturatingShiftLeft(accumulator, Math.max(shift, 0));
        int bits = 31 + Math.max(-shift, 0);
        return (int) (((long) shifted * multiplier + (1L << (bits - 1))) >> bits);
    }
}
