package dev.tinywright.codegen;

import dev.tinywright.contract.Contract;
import dev.tinywright.contract.Quantity;
import dev.tinywright.tensor.Quantization;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the templates say of a model's answer: the classes it tells, or the number it predicts. */
final class NumberSection {
    /** Fixed-point answers stay below this in magnitude, so that sums of a few do not overflow. */
    private static final double LARGEST = 1 << 29;

    private static final int MOST_DIGITS = 24;

    /** Binary digits that a step of int16 has on top. */
    private static final int MOST_FINER = 29;

    private NumberSection() {}

    /** Returns values for the sections {@code tells} and {@code predicts}, of which one is there. */
    static Map<String, Object> values(Contract contract) {
        String upper = contract.model().toUpperCase(Locale.ROOT);
        Map<String, Object> values = new HashMap<>();
        boolean predicts = contract.quantity().isPresent();
        values.put("tells", !predicts);
        values.put("wide", contract.output().isWide());
        values.put("outputBytes", contract.output().bytes());
        values.put("outputType", contract.output().type().c().replace("_t", ""));
        values.put("outputs", upper + (predicts ? "_OUTPUTS" : "_CLASSES"));
        values.put(
                "histogram",
                predicts
                        ? "inferences by where the number lies in its range, in eighths"
                        : "inferences by the share of the likeliest class, in eighths");
        values.put(
                "predicts",
                contract.quantity().map(q -> List.of(number(contract, q))).orElse(List.of()));
        return values;
    }

    private static Map<String, Object> number(Contract contract, Quantity quantity) {
        Quantization output = contract.output().quantization();
        float lowest = contract.lowest();
        float highest = contract.highest();
        boolean wide = contract.output().isWide();
        double all = (double) output.scale() * (wide ? 1 << 16 : 1 << 8);
        int point = point(Math.max(Math.abs(lowest), Math.abs(highest)), all);
        Map<String, Object> values = new HashMap<>();
        values.put("number", CText.string(quantity.name()));
        values.put("number_text", CText.comment(quantity.name()));
        values.put("describe", CText.wrapped(quantity.describe(), " *         "));
        values.put("unit", CText.string(quantity.unit()));
        values.put("lowest", CText.number(lowest));
        values.put("highest", CText.number(highest));
        values.put("trained", CText.comment(quantity.low() + " to " + quantity.high()));
        values.put("offset", CText.number(quantity.offset()));
        values.put("point", point);
        values.put("fixedOffset", CText.number(Math.round(quantity.offset() * Math.pow(2, point))));
        values.put("fixedSteps", fixedSteps(output.scale() * Math.pow(2, point), wide));
        return values;
    }

    /**
     * Returns C that makes fixed point of the {@code steps} of the output. The steps of int16 are taken times a finer scale of 15
     * bits first.
     */
    private static String fixedSteps(double scale, boolean wide) {
        if (!wide) {
            return "steps * " + CText.number(Math.round(scale));
        }
        int finer = 0;
        while (finer < MOST_FINER && scale * Math.pow(2, finer + 1) < 1 << 15) {
            finer++;
        }
        return "((steps * %s + %s) >> %s)".formatted(Math.round(scale * Math.pow(2, finer)), 1 << finer >> 1, finer);
    }

    /** Returns the most binary digits behind the point with which neither the number nor its steps overflow. */
    private static int point(double largest, double all) {
        int point = 0;
        while (point < MOST_DIGITS && Math.max(largest, all) * Math.pow(2, point + 1) < LARGEST) {
            point++;
        }
        return point;
    }
}
