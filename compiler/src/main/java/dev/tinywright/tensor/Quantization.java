package dev.tinywright.tensor;

/**
 * How an int8 stands for a real number: {@code real = scale · (q − zeroPoint)}. Jacob et al. 2018, arXiv:1712.05877, §2.1.
 *
 * @param scale positive and finite
 * @param zeroPoint the q that stands for 0, in [−128, 127]
 */
public record Quantization(float scale, int zeroPoint) {
    public Quantization {
        if (!(scale > 0) || Float.isInfinite(scale) || zeroPoint < -128 || zeroPoint > 127) {
            throw new IllegalArgumentException(
                    "not an int8 quantization: scale " + scale + ", zero point " + zeroPoint);
        }
    }

    /** Returns the q in [−128, 127] nearest to {@code real}, half up; a NaN counts as 0. */
    public byte quantize(float real) {
        if (Float.isNaN(real)) {
            return (byte) zeroPoint;
        }
        long steps = Math.clamp(Math.round((double) real / scale), -255L, 255L); // no overflow for infinities
        return (byte) Math.clamp(steps + zeroPoint, -128, 127);
    }

    /** Returns the number that {@code q} stands for. */
    public float real(int q) {
        return scale * (q - zeroPoint);
    }
}
