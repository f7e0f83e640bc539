package dev.tinywright.codegen;

import com.samskivert.mustache.Mustache;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Tensor;
import dev.tinywright.memory.Placement;
import dev.tinywright.tensor.Rounding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes a placed program as C99: {@code <name>.h}, {@code <name>.c}, and the kernels it calls. The same program gives the
 * same bytes everywhere.
 */
public final class GraphGenerator {
    private static final String TEMPLATES = "/dev/tinywright/codegen/";

    private GraphGenerator() {}

    /** Returns the C name of a model that is called {@code text}: a prefix that two models can share a firmware with. */
    public static String cName(String text) {
        return CNames.model(text);
    }

    /**
     * @param name the model's name in C, see {@link #cName}
     * @param title what the header's first line says
     */
    public static SortedMap<String, String> generate(Placement placement, String name, String title) {
        Rounding rounding = placement.program().target().rounding();
        StepSection steps = new StepSection(placement);
        Kernels kernels = new Kernels(name, steps.kernels(), rounding);
        Map<String, Object> values = values(placement, name, title);
        values.put("kernels", steps.kernels());
        values.put("constants", steps.constants());
        values.put("constantBytes", steps.constantBytes());
        values.put("states", steps.states());
        values.put("calls", steps.calls());
        values.put("stepCount", steps.calls().size());
        SortedMap<String, String> files = kernels.files();
        files.put(name + ".h", kernels.own(render("network.h.mustache", values)));
        files.put(name + ".c", kernels.own(render("network.c.mustache", values)));
        return files;
    }

    private static Map<String, Object> values(Placement placement, String name, String title) {
        Graph graph = placement.program().graph();
        Map<String, Object> values = new HashMap<>();
        values.put("name", name);
        values.put("NAME", name.toUpperCase(Locale.ROOT));
        values.put("title", CText.wrapped(title, " * "));
        values.put("rounding", placement.program().target().rounding().text());
        values.put("arenaBytes", placement.arenaBytes());
        values.put("inputs", tensors(placement, graph, graph.inputs()));
        values.put("outputs", tensors(placement, graph, graph.outputs()));
        values.put("inputCount", graph.inputs().size());
        values.put("outputCount", graph.outputs().size());
        return values;
    }

    private static List<Map<String, Object>> tensors(Placement placement, Graph graph, List<Integer> indices) {
        List<Map<String, Object>> tensors = new ArrayList<>();
        for (int i = 0; i < indices.size(); i++) {
            Tensor tensor = graph.tensor(indices.get(i));
            tensors.add(Map.of(
                    "index", i,
                    "title", CText.comment(tensor.name()),
                    "shape", tensor.shape(),
                    "type", tensor.type().c(),
                    "bytes", tensor.bytes(),
                    "scale",
                            tensor.scaling()
                                    .map(scaling -> CText.number(scaling.scale()))
                                    .orElse("1.0f"),
                    "zero", tensor.zeroPoint(),
                    "address", StepSection.address(placement, indices.get(i))));
        }
        return tensors;
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
