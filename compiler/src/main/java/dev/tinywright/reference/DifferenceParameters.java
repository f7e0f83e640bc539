package dev.tinywright.reference;

import dev.tinywright.graph.Scaling;
import dev.tinywright.tensor.Requantizer;

/**
 * How two int8 tensors come to common steps, 64 to a step of the coarser one.
 *
 * @param step size of a common step, as a real number
 */
public record DifferenceParameters(Requantizer first, Requantizer second, int firstZero, int secondZero, double step) {
    private static final int STEPS = 64;

    public static DifferenceParameters of(Scaling first, Scaling second) {
        double step = (double) Math.max(first.scale(), second.scale()) / STEPS;
        return new DifferenceParameters(
                Requantizer.of(first.scale() / step),
                Requantizer.of(second.scale() / step),
                first.zeroPoint(),
                second.zeroPoint(),
                step);
    }
}
