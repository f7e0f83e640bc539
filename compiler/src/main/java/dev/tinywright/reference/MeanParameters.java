package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Scaling;
import dev.tinywright.tensor.Requantizer;

/**
 * The numbers of a mean: {@code y = clamp(factor(Σ x − inputZero · count) + outputZero)} in int8 or int16.
 *
 * @param count of elements that make one mean
 * @param factor input scale / (output scale · count); its multiplier is rounded down and may be below 2^30
 */
public record MeanParameters(int inputZero, int count, Requantizer factor, int outputZero) {
    public static MeanParameters of(Scaling input, Scaling output, int count) {
        Requantizer scale = Requantizer.of((double) input.scale() / output.scale());
        int shift = Math.min(31 - Integer.numberOfLeadingZeros(count), 31 + scale.shift());
        int multiplier = (int) (((long) scale.multiplier() << shift) / count);
        return new MeanParameters(
                input.zeroPoint(), count, new Requantizer(multiplier, scale.shift() - shift), output.zeroPoint());
    }

    /** Returns the mean of elements with this sum. */
    public int apply(int sum, DataType type) {
        long mean = factor.apply(sum - inputZero * count) + (long) outputZero;
        return Math.clamp(mean, Elements.lowest(type), Elements.highest(type));
    }
}
