package dev.tinywright.report;

import dev.tinywright.train.NumberErrors;
import java.util.List;

/**
 * What a model that predicts a number did on the test rows.
 *
 * @param name of the number, as the data calls it
 * @param unit may be empty
 * @param wanted the right number of each test row
 * @param got what the device gave
 * @param device errors of the device
 * @param inFloat errors of the network before it was quantized
 * @param quantizedError mean of what quantization changed, in the unit
 * @param yardsticks simple predictors on the same rows
 * @param worst the rows that are furthest off, the furthest first
 */
@SuppressWarnings("ArrayRecordComponent") // the report draws them; equality is never asked for
public record NumberResult(
        String name,
        String unit,
        float[] wanted,
        float[] got,
        NumberErrors device,
        NumberErrors inFloat,
        double quantizedError,
        List<Yardstick> yardsticks,
        List<Row> worst) {
    public NumberResult {
        yardsticks = List.copyOf(yardsticks);
        worst = List.copyOf(worst);
        if (wanted.length != got.length) {
            throw new IllegalArgumentException(got.length + " numbers for " + wanted.length + " rows");
        }
    }

    /** @param isTheModelsKind true where the model is one of these itself, so that there is nothing to beat */
    public record Yardstick(String name, NumberErrors errors, boolean isTheModelsKind) {}

    /** @param source file and line */
    public record Row(String source, List<Float> readings, float wanted, float got) {
        public Row {
            readings = List.copyOf(readings);
        }
    }

    /** Returns a figure with the unit, with at most so many significant digits. */
    String amount(double value, int digits) {
        return Numbers.significant(value, digits) + (unit.isEmpty() ? "" : "\u00a0" + unit);
    }
}
