package dev.tinywright.reference;

import dev.tinywright.graph.Tensor;
import dev.tinywright.tensor.Requantizer;

/** The numbers of a change of scale between whole types: {@code y = clamp(factor(x − inputZero) + outputZero, min, max)}. */
public record RescaleParameters(int inputZero, Requantizer factor, int outputZero, int min, int max) {
    public static RescaleParameters of(Tensor input, Tensor output) {
        return new RescaleParameters(
                input.zeroPoint(),
                Requantizer.of((double) input.scale() / output.scale()),
                output.zeroPoint(),
                Elements.lowest(output.type()),
                Elements.highest(output.type()));
    }

    public int apply(int x) {
        return Math.clamp(factor.apply(x - inputZero) + (long) outputZero, min, max);
    }
}
