package dev.tinywright.reference;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Scaling;
import dev.tinywright.tensor.Requantizer;

/**
 * The numbers of an addition or subtraction: both inputs are brought to a common scale, twice the larger of theirs, with
 * {@link #LEFT_SHIFT} more bits, added, and brought to the output's. {@code y = clamp(output(first((a − firstZero) << 20) ±
 * second((b − secondZero) << 20)) + outputZero, min, max)}.
 */
public record AddParameters(
        int firstZero,
        int secondZero,
        Requantizer first,
        Requantizer second,
        Requantizer output,
        int outputZero,
        int min,
        int max) {
    public static final int LEFT_SHIFT = 20;

    /** Returns the numbers of an addition. */
    public static AddParameters add(Scaling first, Scaling second, Scaling output, Clamp clamp) {
        double common = 2.0 * Math.max(first.scale(), second.scale());
        return of(
                first,
                second,
                output,
                clamp,
                first.scale() / common,
                second.scale() / common,
                common / ((1 << LEFT_SHIFT) * (double) output.scale()));
    }

    /** Returns the numbers of a subtraction, whose reference kernel divides scales in float32. */
    public static AddParameters subtract(Scaling first, Scaling second, Scaling output, Clamp clamp) {
        float common = 2 * Math.max(first.scale(), second.scale());
        return of(
                first,
                second,
                output,
                clamp,
                first.scale() / common,
                second.scale() / common,
                common / ((1 << LEFT_SHIFT) * output.scale()));
    }

    private static AddParameters of(
            Scaling first, Scaling second, Scaling output, Clamp clamp, double one, double other, double sum) {
        return new AddParameters(
                first.zeroPoint(),
                second.zeroPoint(),
                Requantizer.of(one),
                Requantizer.of(other),
                Requantizer.of(sum),
                output.zeroPoint(),
                clamp.lowest(output),
                clamp.highest(output));
    }

    /** Returns the q of {@code a + b}. */
    public byte add(int a, int b) {
        return finish(firstShare(a) + secondShare(b));
    }

    /** Returns the q of {@code a − b}. */
    public byte subtract(int a, int b) {
        return finish(firstShare(a) - secondShare(b));
    }

    private int firstShare(int a) {
        return first.apply((a - firstZero) << LEFT_SHIFT);
    }

    private int secondShare(int b) {
        return second.apply((b - secondZero) << LEFT_SHIFT);
    }

    private byte finish(int sum) {
        return (byte) Math.clamp(output.apply(sum) + (long) outputZero, min, max);
    }
}
