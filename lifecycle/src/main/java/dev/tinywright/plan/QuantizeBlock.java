package dev.tinywright.plan;

import static dev.tinywright.plan.PlanFile.name;

import dev.tinywright.plan.Plan.QuantizeSettings;
import dev.tinywright.plan.Plan.Ranges;
import dev.tinywright.plan.Plan.When;
import dev.tinywright.spec.YamlSection;
import dev.tinywright.spec.YamlText;
import java.util.List;

/** The part {@code quantize} of plan.yaml. What few plans need is written only where it is not as {@link PlanDefaults} says. */
final class QuantizeBlock {
    private static final String PERCENTILE = "percentile";
    private static final String INT16 = "int16";
    private static final List<String> KEYS =
            List.of("scheme", "ranges", PERCENTILE, "equalize", "correctBias", "aware", INT16, PlanFile.KEEP);

    private QuantizeBlock() {}

    /** Returns the mapping in one line. */
    static String text(QuantizeSettings settings) {
        return "{scheme: " + name(settings.scheme()) + ", ranges: " + name(settings.ranges())
                + (settings.ranges() == Ranges.PERCENTILE
                        ? ", percentile: " + YamlText.number(settings.percentile())
                        : "")
                + when("equalize", settings.equalize())
                + when("correctBias", settings.correctBias())
                + when("aware", settings.aware())
                + (settings.int16().isEmpty() ? "" : ", int16: " + YamlText.texts(settings.int16())) + "}";
    }

    private static String when(String key, When when) {
        return when == When.AUTO ? "" : ", " + key + ": " + name(when);
    }

    static QuantizeSettings read(YamlSection section) {
        QuantizeSettings otherwise = PlanDefaults.QUANTIZE;
        section.allow(KEYS);
        Plan.Scheme scheme = section.choice("scheme", otherwise.scheme());
        Ranges ranges = section.choice("ranges", section.has(PERCENTILE) ? Ranges.PERCENTILE : otherwise.ranges());
        if (section.has(PERCENTILE) && ranges != Ranges.PERCENTILE) {
            section.problemAt(
                    PERCENTILE,
                    "a percentile is of ranges: percentile, and these are " + name(ranges),
                    "take one of the two out");
        }
        double percentile = section.number(PERCENTILE, otherwise.percentile());
        When equalize = section.choice("equalize", otherwise.equalize());
        When correctBias = section.choice("correctBias", otherwise.correctBias());
        When aware = section.choice("aware", otherwise.aware());
        List<String> int16 = section.texts(INT16);
        return section.make(() -> new QuantizeSettings(scheme, ranges, percentile, equalize, correctBias, aware, int16))
                .orElse(otherwise);
    }
}
