package dev.tinywright.codegen;

import com.samskivert.mustache.Mustache;
import dev.tinywright.contract.Contract;
import dev.tinywright.features.InputFormat;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.lower.Step;
import dev.tinywright.memory.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            "SAMPLES",
            "PIXELS",
            "STRIDE",
            "AVERAGE",
            "THRESHOLD",
            "REFRACTORY",
            "HEIGHT",
            "WIDTH",
            "CHANNELS",
            "CLASSES",
            "OUTPUTS",
            "NUMBER",
            "UNIT",
            "LOWEST",
            "HIGHEST",
            "FIXED_POINT",
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

    /** The first buffer in the call of a stage that has no columns. */
    private static final Pattern SCRATCH = Pattern.compile("&arena\\.bytes\\[\\d+]");

    private CGenerator() {}

    /**
     * Returns the C of a model, complete.
     *
     * @param placement of the program of {@link NetworkGraph}, input stage and all
     */
    public static CSource generate(Deployable model, Placement placement) {
        String name = CNames.model(model.name());
        InputStage input = InputStage.of(name, model.inputs(), model.network().input());
        int scores = placement.program().graph().outputs().getFirst();
        boolean wide = model.network().outputType() == DataType.INT16;
        // the last layer writes to the caller's memory, but int16, which must be aligned
        StepSection network = new StepSection(placement, "layer", wide ? Map.of() : Map.of(scores, "scores"));
        SortedSet<String> used = new TreeSet<>(network.kernels());
        used.addAll(input.kernels());
        Kernels kernels = new Kernels(name, used);
        Contract contract = model.contract();
        Map<String, Object> values = values(model, name, input);
        values.putAll(network(placement, network, kernels, used, input.bytes()));
        values.putAll(contract(contract));
        int continuous = 0;
        if (input instanceof WindowSection window && model.inputs().format() instanceof InputFormat.Window format) {
            Streaming streaming = model.streaming().orElseGet(() -> Streaming.usual(format));
            continuous = window.streamBytes(streaming, model.labels().size());
            values.putAll(window.stream(streaming, model.labels()));
            values.putAll(recordingCalls(owned(network.calls(), kernels)));
        }
        values.putAll(NumberSection.values(contract));
        values.put("scoresAt", wide ? StepSection.address(placement, scores) : "");
        values.put(
                "alarm",
                AlarmText.of(
                        model.network().graph(),
                        classConstants(name, model.labels()).getLast()));
        values.putAll(DebugSection.values(model, layerNames(placement, network), name, contract));
        for (String part : List.of("debug.h", "debug.c", "selftest.c")) {
            values.put(part.replace(".", "_"), render(part + ".mustache", values));
        }
        SortedMap<String, String> files = kernels.files();
        files.put(name + ".h", render("model.h.mustache", values));
        files.put(name + ".c", render("model.c.mustache", values));
        int constants = input.bytes() + Math.toIntExact(network.constantBytes());
        return new CSource(
                name,
                files,
                List.of(name + ".h", name + ".c"),
                placement.arenaBytes(),
                constants,
                contract,
                continuous);
    }

    private static Map<String, Object> network(
            Placement placement, StepSection network, Kernels kernels, SortedSet<String> used, int inputBytes) {
        Map<String, Object> values = new HashMap<>();
        values.put("arenaBytes", placement.arenaBytes());
        values.put("wordBits", 8 * placement.alignment());
        values.put("constantBytes", inputBytes + network.constantBytes());
        values.put("others", placement.program().steps().stream().anyMatch(step -> !step.call()
                .isForAvr()));
        values.put(
                "kernels",
                Stream.concat(Stream.of("tw_memory"), used.stream())
                        .map(kernels::own)
                        .toList());
        values.put("constants", owned(network.constants(), kernels));
        values.put("networkCalls", owned(network.calls(), kernels));
        return values;
    }

    /** The input stage is called in two ways, the network in one. */
    private static Map<String, Object> recordingCalls(List<Map<String, Object>> calls) {
        Map<String, Object> first = calls.getFirst();
        String statement = String.valueOf(first.get("statement"));
        Matcher scratch = SCRATCH.matcher(statement);
        Map<String, Object> values = new HashMap<>();
        values.put("inputTitle", String.valueOf(first.get("title")));
        values.put("inputCall", statement);
        values.put("windowCall", statement.replace("prepare(samples, ", "prepare_window("));
        values.put("networkCalls", calls.subList(1, calls.size()));
        values.put("scratch", scratch.find() ? scratch.group() : "");
        return values;
    }

    /** Names of kernels and of their parameters become the model's; titles may hold anybody's words. */
    private static List<Map<String, Object>> owned(List<Map<String, Object>> parts, Kernels kernels) {
        List<Map<String, Object>> owned = new ArrayList<>();
        for (Map<String, Object> part : parts) {
            Map<String, Object> values = new HashMap<>(part);
            for (String code : List.of("declaration", "body", "statement")) {
                values.computeIfPresent(code, (_, text) -> kernels.own(text.toString()));
            }
            owned.add(values);
        }
        return owned;
    }

    /** Such as "dense 3->7"; the first is the input stage. */
    private static List<String> layerNames(Placement placement, StepSection network) {
        Graph graph = placement.program().graph();
        List<String> names = new ArrayList<>();
        for (Step step : network.steps()) {
            names.add(names.isEmpty() ? "input" : layerName(graph, step.node()));
        }
        return names;
    }

    private static String layerName(Graph graph, Node node) {
        int in = graph.in(node, 0).elements();
        return node.op() instanceof Op.FullyConnected
                ? "dense " + in + "->" + graph.out(node).elements()
                : Titles.kind(graph, node) + " " + in;
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

    private static Map<String, Object> values(Deployable model, String name, InputStage input) {
        Map<String, Object> values = new HashMap<>();
        values.put("name", name);
        values.put("NAME", name.toUpperCase(Locale.ROOT));
        values.put("ask", CText.wrapped(model.ask().isBlank() ? "A model by Tinywright." : model.ask(), " * "));
        values.put("version", CText.string(model.version()));
        values.put("readingCount", model.contract().inputs().size());
        values.put("classes", classes(model.labels(), name));
        values.put("classCount", model.labels().size());
        values.put("featureCount", model.network().inputs());
        String parameters =
                InputMemory.of(model.inputs()).parameters(model.inputs().format());
        values.put("prepare", parameters);
        values.put("prepareWindow", parameters.substring(parameters.indexOf(", ") + 2));
        format(values, model.inputs().format());
        values.put(
                "description",
                model.inputs().describe().stream()
                        .map(s -> CText.wrapped(s, " *   "))
                        .toList());
        values.put("tables", input.tables());
        values.put("inputCalls", input.statements());
        return values;
    }

    /** What the caller passes. */
    private static void format(Map<String, Object> values, InputFormat format) {
        String argument = InputStage.argument(format);
        values.put("table", format instanceof InputFormat.Readings);
        values.put("recording", format instanceof InputFormat.Window);
        values.put("picture", format instanceof InputFormat.Picture);
        if (format instanceof InputFormat.Picture(int height, int width, int channels)) {
            values.putAll(Map.of("height", height, "width", width, "channels", channels));
        }
        values.put("element", format.element().c());
        values.put("isFloat", format.element() == InputFormat.Element.FLOAT32);
        values.put("argument", argument);
        values.put("ARGUMENT", argument.toUpperCase(Locale.ROOT));
        values.put("valueCount", format.values());
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
