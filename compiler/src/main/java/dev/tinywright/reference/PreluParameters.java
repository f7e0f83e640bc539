package dev.tinywright.reference;

import dev.tinywright.graph.Scaling;
import dev.tinywright.tensor.Requantizer;

/**
 * The numbers of a ReLU with a slope for each element: {@code y = clamp(positive(x − inputZero) + outputZero)} where x is not
 * below its zero point, else {@code clamp(negative((x − inputZero) · (alpha − alphaZero)) + outputZero)}, in int8.
 */
public record PreluParameters(
        int inputZero, int alphaZero, Requantizer positive, Requantizer negative, int outputZero) {
    public static PreluParameters of(Scaling input, Scaling alpha, Scaling output) {
        return new PreluParameters(
                input.zeroPoint(),
                alpha.zeroPoint(),
                Requantizer.of((double) input.scale() / output.scale()),
                Requantizer.of((double) input.scale() * alpha.scale() / output.scale()),
                output.zeroPoint());
    }

    public byte apply(int x, int alpha) {
        int real = x - inputZero;
        int result = real >= 0 ? positive.apply(real) : negative.apply(real * (alpha - alphaZero));
        return (byte) Math.clamp(result + (long) outputZero, -128, 127);
    }
}
