package dev.tinywright.plan;

import dev.tinywright.spec.Metric;
import dev.tinywright.train.NumberErrors;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

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
 * @param alarms what a model of what is normal does; empty for all others, and accuracy and macroF1 say nothing where it is not
 * @param errors of the predicted numbers, by the firmware, and before quantization; empty where classes are told, and accuracy
 *     and macroF1 say something
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
        OptionalDouble latencyMillis,
        Optional<Errors> errors,
        Optional<Alarms> alarms) {
    /**
     * What a model of what is normal does, by the firmware.
     *
     * @param falseAlarms share of the validation examples, all of them normal, that raise an alarm
     * @param standInsFound share of stand-ins for faults that do, see {@link dev.tinywright.train.StandIns}
     */
    public record Alarms(double falseAlarms, double standInsFound) {}

    /** What a model that predicts a number gets wrong, on the device and in float. */
    public record Errors(NumberErrors device, NumberErrors inFloat, String unit) {}

    /** What a model that tells classes apart does. */
    public Measurement(
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
        this(
                rows,
                accuracy,
                macroF1,
                floatAccuracy,
                parameters,
                macs,
                flashBytes,
                codeBytes,
                ramBytes,
                stackBytes,
                instructions,
                latencyMillis,
                Optional.empty(),
                Optional.empty());
    }

    /** Returns the figure that a goal for {@code metric} is judged by; empty where it is not measured. */
    public OptionalDouble of(Metric metric) {
        return switch (metric) {
            case ACCURACY ->
                errors.isPresent() || alarms.isPresent() ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
            case MACRO_F1 ->
                errors.isPresent() || alarms.isPresent() ? OptionalDouble.empty() : OptionalDouble.of(macroF1);
            case MAE -> error(NumberErrors::mae);
            case RMSE -> error(NumberErrors::rmse);
            case R2 -> error(NumberErrors::r2);
            case FALSE_ALARMS ->
                alarms.stream().mapToDouble(Alarms::falseAlarms).findFirst();
            case DETECTION -> OptionalDouble.empty(); // of real faults, which nothing is chosen by
            case FLASH -> OptionalDouble.of((double) flashBytes);
            case RAM -> OptionalDouble.of((double) ramBytes + stackBytes);
            case LATENCY -> latencyMillis;
            case BATTERY -> OptionalDouble.empty();
        };
    }

    private OptionalDouble error(ToDoubleFunction<NumberErrors> figure) {
        return errors.stream()
                .mapToDouble(e -> figure.applyAsDouble(e.device()))
                .findFirst();
    }
}
