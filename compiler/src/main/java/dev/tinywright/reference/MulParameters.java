package dev.tinywright.reference;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Scaling;
import dev.tinywright.tensor.Requantizer;

/** The numbers of a product: {@code y = clamp(factor((a − firstZero) · (b − secondZero)) + outputZero, min, max)}. */
public record MulParameters(int firstZero, int secondZero, Requantizer factor, int outputZero, int min, int max) {
    public static MulParameters of(Scaling first, Scaling second, Scaling output, Clamp clamp) {
        return new MulParameters(
                first.zeroPoint(),
                second.zeroPoint(),
                Requantizer.of((double) first.scale() * second.scale() / output.scale()),
                output.zeroPoint(),
                clamp.lowest(output),
                clamp.highest(output));
    }

    /** Returns the q of {@code a · b}. */
    public int apply(int a, int b) {
        int product = factor.apply((a - firstZero) * (b - secondZero));
        return Math.clamp(product + (long) outputZero, min, max);
    }
}
