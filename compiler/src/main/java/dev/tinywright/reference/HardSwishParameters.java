package dev.tinywright.reference;

import dev.tinywright.graph.Scaling;
import dev.tinywright.tensor.Requantizer;

/**
 * x · min(max(x + 3, 0), 6) / 6 in 16 bits: x with 7 more bits is brought to a multiple of the output's scale, and in parallel
 * to a scale where 3 is 2^15; the second, saturated, is the share of the first that passes.
 *
 * @param outputMultiplier Q0.15, of the input's step / 128 in output steps, without {@code outputShift}
 * @param outputShift at most 0 in what the reference kernel takes; positive shifts left, saturating
 * @param shareMultiplier Q0.15, of the input's step / 128 in steps of 3 / 2^15, without {@code shareShift}
 */
public record HardSwishParameters(
        int inputZero, int outputMultiplier, int outputShift, int shareMultiplier, int shareShift, int outputZero) {
    private static final float SHARE_SCALE = 3f / 32768;

    public static HardSwishParameters of(Scaling input, Scaling output) {
        float step = input.scale() / 128;
        Requantizer toOutput = Requantizer.of(step / output.scale());
        Requantizer toShare = Requantizer.of(step / SHARE_SCALE);
        return new HardSwishParameters(
                input.zeroPoint(),
                highHalf(toOutput.multiplier()),
                toOutput.shift(),
                highHalf(toShare.multiplier()),
                toShare.shift(),
                output.zeroPoint());
    }

    private static int highHalf(int multiplier) {
        return (int) Math.min((multiplier + (1L << 15)) >> 16, Short.MAX_VALUE);
    }

    public byte apply(int x) {
        int fine = (x - inputZero) << 7;
        int product = share(fine) * highMultiply(fine, outputMultiplier) / (1 << 15); // towards zero
        return (byte) Math.clamp(shift(product, outputShift) + (long) outputZero, -128, 127);
    }

    /** Returns how much of an input passes: 0 to 2^15 − 1. */
    private int share(int fine) {
        // All but the last bit of a left shift comes before the multiplication, so that only the last saturates.
        int high = highMultiply(shift(fine, Math.max(shareShift - 1, 0)), shareMultiplier);
        return (shift(high, Math.min(shareShift, 1)) + (1 << 15)) >> 1;
    }

    /** Returns {@code a · b · 2^−15}, rounded half up. */
    private static int highMultiply(int a, int b) {
        return (a * b + (1 << 14)) >> 15;
    }

    /** Shifts left, saturating to 16 bits, or right, rounding half away from zero. */
    private static int shift(int x, int bits) {
        if (bits <= 0) {
            int magnitude = (int) ((Math.abs((long) x) + (1L << -bits >> 1)) >> -bits);
            return x < 0 ? -magnitude : magnitude;
        }
        return Math.clamp((long) x << bits, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
