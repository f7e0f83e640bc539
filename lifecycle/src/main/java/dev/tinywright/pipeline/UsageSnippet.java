package dev.tinywright.pipeline;

import dev.tinywright.data.Dataset;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.Reading;
import dev.tinywright.pipeline.Lifecycle.Built;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** C that calls the library, for the kind of example it takes. */
record UsageSnippet(Built built) {
    private static final int SHOWN = 6;

    String text() {
        return "#include \"" + name() + ".h\"\n\n" + example() + call() + stream();
    }

    private String name() {
        return built.source().name();
    }

    private String macro(String what) {
        return name().toUpperCase(Locale.ROOT) + "_" + what;
    }

    private Dataset dataset() {
        return built.prepared().dataset();
    }

    private String argument() {
        return switch (dataset().format()) {
            case InputFormat.Readings _ -> "readings";
            case InputFormat.Window _ -> "samples";
            case InputFormat.Picture _ -> "pixels";
        };
    }

    private String example() {
        return switch (dataset().format()) {
            case InputFormat.Readings _ -> readings();
            case InputFormat.Window window ->
                "%s samples[%s];   /* %s */\n"
                        .formatted(
                                window.element().c(),
                                macro("SAMPLES"),
                                window.frames() + " frames of " + names(window.channels()) + ", the oldest first");
            case InputFormat.Picture picture ->
                "uint8_t pixels[%s];   /* %s x %s %s, row by row from the top */\n"
                        .formatted(
                                macro("PIXELS"),
                                picture.width(),
                                picture.height(),
                                picture.channels() == 1 ? "grey" : "red, green, blue");
        };
    }

    private String readings() {
        float[] row = dataset().test().examples().get(0);
        String values = IntStream.range(0, Math.min(SHOWN, row.length))
                .mapToObj(i -> Texts.reading(row[i]))
                .collect(Collectors.joining(", "));
        return "float readings[%s] = {%s%s};   /* %s */\n"
                .formatted(
                        macro("READINGS"),
                        values,
                        row.length > SHOWN ? ", ..." : "",
                        names(dataset().readings().stream().limit(SHOWN).toList()));
    }

    /** Names of the data, which cannot end a comment. */
    private static String names(List<Reading> readings) {
        return comment(readings.stream().map(Reading::name).collect(Collectors.joining(", ")));
    }

    private static String comment(String text) {
        return text.replace("*/", "* /");
    }

    private String call() {
        if (dataset().target().isNumber()) {
            String quantity =
                    built.source().contract().quantity().map(q -> q.describe()).orElse("");
            return "float number = %s_predict(%s);       /* %s */\n".formatted(name(), argument(), comment(quantity));
        }
        return """
                %1$s_result result;
                %1$s_classify(%2$s, &result);            /* result.best, result.confidence[] of 255 */
                const char *name = %1$s_label(result.best);
                """.formatted(name(), argument());
    }

    /** The calls for a recording that never ends, where the library has them. */
    private String stream() {
        String push = name() + "_push_samples";
        Collection<String> files = built.source().files().values();
        if (!(dataset().format() instanceof InputFormat.Window)
                || files.stream().noneMatch(f -> f.contains(push))) {
            return "";
        }
        if (dataset().target().isNumber()) {
            return """

                /* Or, for a recording that never ends: push what the converter gave, in pieces of any length. */
                while (left > 0) {
                    uint16_t taken = %1$s_push_samples(next, left);
                    next += taken * %2$s;
                    left = (uint16_t)(left - taken);
                    if (%1$s_ready()) {
                        number = %1$s_predict_window();
                    }
                }
                """.formatted(name(), macro("READINGS"));
        }
        return """

                /* Or, for a recording that never ends: push what the converter gave, in pieces of any length. */
                while (left > 0) {
                    uint16_t taken = %1$s_push_samples(next, left);
                    next += taken * %2$s;
                    left = (uint16_t)(left - taken);
                    if (%1$s_ready()) {
                        %1$s_classify_window(&result);
                        if (%1$s_smooth(&result)) {
                            /* an event: %1$s_label(result.best) */
                        }
                    }
                }
                """.formatted(name(), macro("READINGS"));
    }
}
