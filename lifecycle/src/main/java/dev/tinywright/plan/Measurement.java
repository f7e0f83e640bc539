package dev.tinywright.plan;

import dev.tinywright.spec.Metric;
import java.util.OptionalDouble;

/**
 * What an attempt's built firmware did on the validation rows, in the emulator. The test rows are not in here: a search
 * that looks at them would choose by them.
 *
 * @param rows validation rows
 * @param accuracy share of them that the firmware classified rightly
 * @param macroF1 mean over classes of the F1 score
 * @param floatAccuracy the same before quantization
 * @param parameters weights and biases
 * @param macs multiplications per inference
 * @param flashBytes of the linked image
 * @param codeBytes flash without weights
 * @param ramBytes static data of the linked image
 * @param stackBytes painted and measured
 * @param instructions executed per inference; empty on the host
 * @param latencyMillis on the board, estimated; empty on the host
 */
public record Measurement(
        int rows,
        double accuracy,
        double macroF1,
        double floatAccuracy,
        long parameters,
        long macs,
        long flashBytes,
        long codeBytes,
        long ramBytes,
        long stackBytes,
        OptionalDouble instructions,
        OptionalDouble latencyMillis) {

    /** Returns the figure that a goal for {@code metric} is judged by; empty where it is not measured. */
    public OptionalDouble of(Metric metric) {
        return switch (metric) {
            case ACCURACY -> OptionalDouble.of(accuracy);
            case MACRO_F1 -> OptionalDouble.of(macroF1);
            case FLASH -> OptionalDouble.of((double) flashBytes);
            case RAM -> OptionalDouble.of((double) ramBytes + stackBytes);
            case LATENCY -> latencyMillis;
            case BATTERY -> OptionalDouble.empty();
        };
    }
}
