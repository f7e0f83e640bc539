package dev.tinywright.codegen;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Tensor;
import dev.tinywright.lower.Constant;
import dev.tinywright.lower.KernelCall;
import dev.tinywright.lower.Step;
import dev.tinywright.memory.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The steps of a program in C: their constants, each written once however many steps share it, and the calls in order. */
final class StepSection {
    private static final Pattern HOLE = Pattern.compile("\\{(in|out|state)(\\d+)}|\\{(scratch|state|id)}(?:_(\\w+))?");

    private final Placement placement;
    private final Graph graph;
    private final String prefix;
    private final Map<Integer, String> elsewhere;
    private final List<Step> steps = new ArrayList<>();
    private final List<Map<String, Object>> constants = new ArrayList<>();
    private final List<Map<String, Object>> calls = new ArrayList<>();
    private final Map<Contents, String> written = new HashMap<>();
    private final SortedSet<String> kernels = new TreeSet<>();
    private long constantBytes;

    /** What makes two constants one. */
    private record Contents(String type, int alignment, List<Long> values, String body) {}

    StepSection(Placement placement) {
        this(placement, "step", Map.of());
    }

    /**
     * @param prefix of the names of constants
     * @param elsewhere where tensors lie that are not in the array, in C
     */
    StepSection(Placement placement, String prefix, Map<Integer, String> elsewhere) {
        this.placement = placement;
        this.graph = placement.program().graph();
        this.prefix = prefix;
        this.elsewhere = elsewhere;
        for (int i = 0; i < placement.program().steps().size(); i++) {
            if (!placement.program().steps().get(i).call().statement().isEmpty()
                    && !placement.aliased().contains(i)) {
                write(placement.program().steps().get(i), i);
            }
        }
    }

    private void write(Step step, int index) {
        KernelCall call = step.call();
        String id = prefix + index;
        Map<String, String> names = new LinkedHashMap<>();
        String title = title(step, index);
        List<String> heading = List.of(title); // above the first of a step's own constants
        for (Constant constant : call.constants()) {
            int before = constants.size();
            names.put(constant.suffix(), define(constant, id, names, heading));
            heading = constants.size() > before ? List.of() : heading;
        }
        if (!call.kernel().isEmpty()) {
            kernels.add(call.kernel());
        }
        steps.add(step);
        calls.add(Map.of(
                "index", calls.size(),
                "title", title,
                "why", CText.comment(call.why()),
                "statement", fill(call.statement(), id, names, hole -> value(step, index, hole))));
    }

    private String title(Step step, int index) {
        return index + " \"" + CText.comment(graph.out(step.node()).name()) + "\": " + Titles.of(graph, step.node());
    }

    /** Returns the name under which the constant stands in the source. */
    private String define(Constant constant, String id, Map<String, String> names, List<String> heading) {
        String body = fill(constant.body(), id, names, hole -> {
            throw new IllegalStateException("a constant has no " + hole);
        });
        Contents contents = new Contents(
                constant.type(),
                constant.alignment(),
                Arrays.stream(constant.values()).boxed().toList(),
                body);
        String known = written.get(contents);
        if (known != null) {
            return known;
        }
        String name = id + "_" + constant.suffix();
        written.put(contents, name);
        constants.add(constant.isArray() ? array(constant, name, heading) : structure(constant, name, body, heading));
        return name;
    }

    private Map<String, Object> array(Constant constant, String name, List<String> heading) {
        constantBytes += constant.bytes();
        return Map.of(
                "heading",
                heading,
                "declaration",
                constant.type() + " " + name + "[" + constant.values().length + "]",
                "alignment",
                constant.alignment(),
                "body",
                CText.numbers(constant.values()));
    }

    private static Map<String, Object> structure(Constant constant, String name, String body, List<String> heading) {
        return Map.of(
                "heading",
                heading,
                "declaration",
                constant.type() + " " + name,
                "alignment",
                constant.alignment(),
                "body",
                body.strip().indent(4).stripTrailing());
    }

    private static String fill(String text, String id, Map<String, String> names, UnaryOperator<String> values) {
        return HOLE.matcher(text).replaceAll(hole -> {
            String suffix = hole.group(4);
            if (!"id".equals(hole.group(3))) {
                String which = hole.group(1) == null ? hole.group(3) : hole.group(1) + hole.group(2);
                return Matcher.quoteReplacement(values.apply(which) + (suffix == null ? "" : "_" + suffix));
            }
            return Matcher.quoteReplacement(suffix == null ? id : names.getOrDefault(suffix, id + "_" + suffix));
        });
    }

    private String value(Step step, int index, String hole) {
        if (hole.equals("scratch")) {
            return bytes(placement.scratch().get(index));
        }
        if (hole.startsWith("state")) {
            int which = hole.equals("state") ? 0 : Integer.parseInt(hole.substring("state".length()));
            return address(placement, state(step.node(), which));
        }
        boolean input = hole.startsWith("in");
        int position = Integer.parseInt(hole.substring(input ? 2 : 3));
        int tensor = input
                ? activations(graph, step.node()).get(position)
                : step.node().outputs().get(position);
        return elsewhere.containsKey(tensor) ? elsewhere.get(tensor) : address(placement, tensor);
    }

    private int state(Node node, int which) {
        return node.inputs().stream()
                .filter(graph.states()::contains)
                .skip(which)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(node.op() + " has no state"));
    }

    /** The inputs that are computed or given. */
    private static List<Integer> activations(Graph graph, Node node) {
        return node.inputs().stream()
                .filter(input -> input != Node.ABSENT
                        && !graph.tensor(input).isConstant()
                        && !graph.states().contains(input))
                .toList();
    }

    /** Returns the C expression of where a tensor lies. */
    static String address(Placement placement, int tensor) {
        Graph graph = placement.program().graph();
        if (graph.states().contains(tensor)) {
            return "state" + graph.states().indexOf(tensor);
        }
        Integer offset = placement.offsets().get(tensor);
        if (offset == null) {
            throw new IllegalStateException("tensor " + graph.tensor(tensor).name() + " has no memory");
        }
        return bytes(offset);
    }

    private static String bytes(int offset) {
        return "&arena.bytes[" + offset + "]";
    }

    /** The steps that are carried out, a call each. */
    List<Step> steps() {
        return steps;
    }

    SortedSet<String> kernels() {
        return kernels;
    }

    List<Map<String, Object>> constants() {
        return constants;
    }

    List<Map<String, Object>> calls() {
        return calls;
    }

    List<Map<String, Object>> states() {
        List<Map<String, Object>> states = new ArrayList<>();
        for (int i = 0; i < graph.states().size(); i++) {
            Tensor state = graph.tensor(graph.states().get(i));
            states.add(Map.of(
                    "index", i,
                    "title", CText.comment(state.name()),
                    "bytes", state.bytes(),
                    "zero", state.zeroPoint()));
        }
        return states;
    }

    /** Bytes of arrays; parameters not counted. */
    long constantBytes() {
        return constantBytes;
    }
}
