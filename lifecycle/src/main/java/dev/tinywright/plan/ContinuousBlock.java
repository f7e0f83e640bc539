package dev.tinywright.plan;

import dev.tinywright.spec.YamlSection;
import dev.tinywright.spec.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** {@code continuous:} of plan.yaml. */
final class ContinuousBlock {
    private static final String STRIDE = "stride";
    private static final String AVERAGE = "average";
    private static final String THRESHOLD = "threshold";
    private static final String REFRACTORY = "refractory";
    private static final String QUIET = "quiet";
    private static final String LEARN_QUIET = "learn_quiet";

    private ContinuousBlock() {}

    static ContinuousSettings read(YamlSection section) {
        section.allow(List.of(STRIDE, AVERAGE, THRESHOLD, REFRACTORY, QUIET, LEARN_QUIET));
        OptionalDouble stride = number(section, STRIDE);
        OptionalInt average =
                section.has(AVERAGE) ? OptionalInt.of((int) section.whole(AVERAGE, 1, 1, 32)) : OptionalInt.empty();
        OptionalDouble threshold =
                section.has(THRESHOLD) ? OptionalDouble.of(section.share(THRESHOLD, 0.5)) : OptionalDouble.empty();
        OptionalDouble refractory = number(section, REFRACTORY);
        List<String> quiet = section.texts(QUIET);
        boolean learns = section.flag(LEARN_QUIET, false);
        return section.make(() -> new ContinuousSettings(stride, average, threshold, refractory, quiet, learns))
                .orElse(ContinuousSettings.CHOSEN);
    }

    private static OptionalDouble number(YamlSection section, String key) {
        return section.has(key) ? OptionalDouble.of(section.number(key, 1)) : OptionalDouble.empty();
    }

    /** Returns the line of plan.yaml, empty where all is chosen. */
    static String line(ContinuousSettings settings) {
        List<String> parts = new ArrayList<>();
        settings.strideSeconds().ifPresent(v -> parts.add(STRIDE + ": " + YamlText.number(v)));
        settings.averageOver().ifPresent(v -> parts.add(AVERAGE + ": " + v));
        settings.threshold().ifPresent(v -> parts.add(THRESHOLD + ": " + YamlText.percent(v)));
        settings.refractorySeconds().ifPresent(v -> parts.add(REFRACTORY + ": " + YamlText.number(v)));
        if (!settings.quiet().isEmpty()) {
            parts.add(QUIET + ": " + YamlText.texts(settings.quiet()));
        }
        if (settings.learnsQuiet()) {
            parts.add(LEARN_QUIET + ": true");
        }
        return parts.isEmpty() ? "" : "continuous: {" + String.join(", ", parts) + "}\n";
    }
}
