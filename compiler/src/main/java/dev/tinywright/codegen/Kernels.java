package dev.tinywright.codegen;

import dev.tinywright.quantize.QuantizedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The runtime kernels that a model uses, under names of the model's own: {@code tw_dense_s8} is {@code fruit_tw_dense_s8} in
 * the code of the model fruit, so that two models, of different releases even, link into one firmware.
 */
final class Kernels {
    private static final String RUNTIME = "/dev/tinywright/runtime/";
    private static final Pattern OWN_NAME = Pattern.compile("(?<![A-Za-z0-9_])(tw|TW)_(?=[A-Za-z0-9])");
    private static final List<String> HEADERS = List.of("tw_fixed_point", "tw_memory");

    private final String model;
    private final List<String> used;

    Kernels(String model, List<QuantizedLayer> layers) {
        this.model = model;
        this.used = new ArrayList<>(List.of("tw_input"));
        if (layers.stream().anyMatch(QuantizedLayer.Dense.class::isInstance)) {
            used.add("tw_dense_s8");
        }
        if (layers.stream().anyMatch(QuantizedLayer.Softmax.class::isInstance)) {
            used.add("tw_softmax_s8");
        }
    }

    /** Returns the names of the headers to include, without {@code .h}. */
    List<String> includes() {
        return Stream.concat(Stream.of("tw_memory"), used.stream())
                .map(this::own)
                .toList();
    }

    SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        HEADERS.forEach(header -> add(files, "include/", header + ".h"));
        for (String kernel : used) {
            add(files, "include/", kernel + ".h");
            add(files, "src/", kernel + ".c");
        }
        return files;
    }

    private void add(SortedMap<String, String> files, String folder, String file) {
        files.put(own(file), own(Resource.read(RUNTIME + folder + file)));
    }

    /** Returns text in which every name of the runtime is the model's. */
    private String own(String text) {
        String capitals = model.toUpperCase(Locale.ROOT);
        return OWN_NAME.matcher(text)
                .replaceAll(name ->
                        Matcher.quoteReplacement(name.group(1).equals("tw") ? model + "_tw_" : capitals + "_TW_"));
    }
}
