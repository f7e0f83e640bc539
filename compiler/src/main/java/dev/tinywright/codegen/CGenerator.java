package dev.tinywright.codegen;

import com.samskivert.mustache.Mustache;
import dev.tinywright.contract.Contract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Writes a model as C99: {@code <name>.h} and {@code <name>.c}, and beside them the runtime kernels that the model uses. The
 * same model gives the same bytes everywhere.
 */
public final class CGenerator {
    private static final String TEMPLATES = "/dev/tinywright/codegen/";
    private static final Set<String> OWN_CONSTANTS = Set.of(
            "H",
            "VERSION",
            "CONTRACT",
            "INTERFACE",
            "READINGS",
            "CLASSES",
            "WINDOW",
            "RATE_HZ",
            "INPUT_SCALE",
            "INPUT_ZERO_POINT",
            "OUTPUT_SCALE",
            "OUTPUT_ZERO_POINT",
            "ARENA_BYTES",
            "CONSTANT_BYTES",
            "LAYERS",
            "DEBUG",
            "NO_LAYER",
            "ENTER",
            "COUNT",
            "MICROS",
            "MONITOR",
            "MONITOR_BINS",
            "MONITORED");

    private CGenerator() {}

    /** Returns the C of a model, complete. */
    public static CSource generate(Deployable model) {
        String name = CNames.model(model.name());
        InputSection input =
                new InputSection(name, model.inputs(), model.network().input());
        NetworkSection network = new NetworkSection(name, model.network());
        List<String> used = network.kernels();
        Kernels kernels = new Kernels(name, used);
        Contract contract = model.contract();
        Map<String, Object> values = values(model, name, input, network);
        values.put(
                "kernels",
                Stream.concat(Stream.of("tw_memory"), used.stream())
                        .map(kernels::own)
                        .toList());
        values.putAll(contract(contract));
        values.putAll(DebugSection.values(model, name, contract));
        for (String part : List.of("debug.h", "debug.c", "selftest.c")) {
            values.put(part.replace(".", "_"), render(part + ".mustache", values));
        }
        SortedMap<String, String> files = kernels.files();
        files.put(name + ".h", render("model.h.mustache", values));
        files.put(name + ".c", render("model.c.mustache", values));
        int constants = input.bytes() + network.bytes();
        int arena = network.memory().arenaBytes();
        return new CSource(name, files, List.of(name + ".h", name + ".c"), arena, constants, contract);
    }

    /** What the header says of the contract. */
    private static Map<String, Object> contract(Contract contract) {
        Map<String, Object> values = new HashMap<>();
        values.put("contractId", contract.id());
        values.put("interfaceId", contract.interfaceId());
        values.put("window", contract.window());
        values.put("rates", contract.rateHz().stream().mapToObj(CText::shortest).toList());
        values.put("inputScale", CText.number(contract.input().quantization().scale()));
        values.put("inputZero", contract.input().quantization().zeroPoint());
        values.put("outputScale", CText.number(contract.output().quantization().scale()));
        values.put("outputZero", contract.output().quantization().zeroPoint());
        List<Map<String, Object>> readings = new ArrayList<>();
        for (int i = 0; i < contract.inputs().size(); i++) {
            readings.add(Map.of("index", i, "title", CText.wrapped(contract.describeInput(i), " *     ")));
        }
        values.put("readings", readings);
        return values;
    }

    private static Map<String, Object> values(
            Deployable model, String name, InputSection input, NetworkSection network) {
        Map<String, Object> values = new HashMap<>();
        values.put("name", name);
        values.put("NAME", name.toUpperCase(Locale.ROOT));
        values.put("ask", CText.wrapped(model.ask().isBlank() ? "A model by Tinywright." : model.ask(), " * "));
        values.put("version", CText.string(model.version()));
        values.put("readingCount", model.inputs().readings().size());
        values.put("classes", classes(model.labels(), name));
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

    /** Returns what the header of a model with this C name calls its classes, in the order of the labels: FRUIT_APPLE. */
    public static List<String> classConstants(String model, List<String> labels) {
        CNames names = new CNames(OWN_CONSTANTS);
        List<String> constants = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            constants.add(model.toUpperCase(Locale.ROOT) + "_" + names.constant(labels.get(i), "CLASS_" + i));
        }
        return constants;
    }

    private static List<Map<String, Object>> classes(List<String> labels, String model) {
        List<String> constants = classConstants(model, labels);
        List<Map<String, Object>> classes = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            classes.add(Map.of(
                    "constant",
                    constants.get(i),
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
                .compile(Resource.read(TEMPLATES + template))
                .execute(values);
    }
}
