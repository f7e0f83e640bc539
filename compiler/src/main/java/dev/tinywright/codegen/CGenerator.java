package dev.tinywright.codegen;

import com.samskivert.mustache.Mustache;
import dev.tinywright.features.Reading;
import dev.tinywright.quantize.QuantizedLayer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a model as C99: {@code <name>.h} and {@code <name>.c}, and beside them the runtime kernels that the model uses. The
 * same model gives the same bytes everywhere.
 */
public final class CGenerator {
    private static final String TEMPLATES = "/dev/tinywright/codegen/";
    private static final String RUNTIME = "/dev/tinywright/runtime/";
    private static final Set<String> OWN_CONSTANTS = Set.of("READINGS", "CLASSES", "ARENA_BYTES", "VERSION", "H");

    private CGenerator() {}

    /** Returns the C of a model, complete. */
    public static CSource generate(Deployable model) {
        String name = CNames.model(model.name());
        InputSection input = new InputSection(model.inputs(), model.network().input());
        NetworkSection network = new NetworkSection(model.network());
        List<String> kernels = kernels(model.network().layers());
        Map<String, Object> values = values(model, name, input, network);
        values.put("kernels", kernels);
        SortedMap<String, String> files = new TreeMap<>();
        files.put(name + ".h", render("model.h.mustache", values));
        files.put(name + ".c", render("model.c.mustache", values));
        files.put("tw_fixed_point.h", resource(RUNTIME + "include/tw_fixed_point.h"));
        for (String kernel : kernels) {
            files.put(kernel + ".h", resource(RUNTIME + "include/" + kernel + ".h"));
            files.put(kernel + ".c", resource(RUNTIME + "src/" + kernel + ".c"));
        }
        int constants = input.bytes() + network.bytes();
        return new CSource(
                name, files, List.of(name + ".h", name + ".c"), network.memory().arenaBytes(), constants);
    }

    private static List<String> kernels(List<QuantizedLayer> layers) {
        List<String> kernels = new ArrayList<>(List.of("tw_input"));
        if (layers.stream().anyMatch(QuantizedLayer.Dense.class::isInstance)) {
            kernels.add("tw_dense_s8");
        }
        if (layers.stream().anyMatch(QuantizedLayer.Softmax.class::isInstance)) {
            kernels.add("tw_softmax_s8");
        }
        return kernels;
    }

    private static Map<String, Object> values(
            Deployable model, String name, InputSection input, NetworkSection network) {
        Map<String, Object> values = new HashMap<>();
        values.put("name", name);
        values.put("NAME", name.toUpperCase(Locale.ROOT));
        values.put("ask", CText.wrapped(model.ask().isBlank() ? "A model by Tinywright." : model.ask(), " * "));
        values.put("version", CText.string(model.version()));
        values.put("readings", readings(model.inputs().readings()));
        values.put("readingCount", model.inputs().readings().size());
        values.put("classes", classes(model.labels(), name.toUpperCase(Locale.ROOT)));
        values.put("classCount", model.labels().size());
        values.put("featureCount", model.inputs().featureNames().size());
        values.put("arenaBytes", network.memory().arenaBytes());
        values.put("constantBytes", input.bytes() + network.bytes());
        values.put(
                "description",
                model.inputs().describe().stream()
                        .map(s -> CText.wrapped(s, " *   "))
                        .toList());
        values.put("tables", input.tables());
        values.put("inputCalls", input.statements());
        values.put("denses", network.denses());
        values.put("softmaxes", network.softmaxes());
        values.put("networkCalls", network.statements());
        return values;
    }

    private static List<Map<String, Object>> readings(List<Reading> readings) {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            String unit = reading.unit().isBlank() ? "" : ", in " + CText.comment(reading.unit());
            shown.add(Map.of("index", i, "title", CText.comment(reading.name()) + unit));
        }
        return shown;
    }

    private static List<Map<String, Object>> classes(List<String> labels, String prefix) {
        CNames names = new CNames(OWN_CONSTANTS);
        List<Map<String, Object>> classes = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            classes.add(Map.of(
                    "constant",
                    prefix + "_" + names.constant(labels.get(i), "CLASS_" + i),
                    "index",
                    i,
                    "string",
                    CText.string(labels.get(i)),
                    "comment",
                    CText.comment(labels.get(i))));
        }
        return classes;
    }

    /** Fails on a hole without a value: no defaults are set, and sections are strict too. */
    private static String render(String template, Map<String, Object> values) {
        return Mustache.compiler()
                .escapeHTML(false)
                .strictSections(true)
                .compile(resource(TEMPLATES + template))
                .execute(values);
    }

    private static String resource(String path) {
        try (InputStream stream = CGenerator.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("not in this jar: " + path);
            }
            Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
