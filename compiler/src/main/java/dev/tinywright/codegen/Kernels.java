package dev.tinywright.codegen;

import dev.tinywright.tensor.Rounding;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The runtime kernels that a model uses, under names of the model's own: {@code tw_dense_s8} is {@code fruit_tw_dense_s8} in
 * the code of the model fruit, so that two models, of different releases even, link into one firmware.
 */
final class Kernels {
    private static final String RUNTIME = "/dev/tinywright/runtime/";
    private static final Pattern OWN_NAME = Pattern.compile("(?<![A-Za-z0-9_])(tw|TW)_(?=[A-Za-z0-9])");
    private static final Pattern INCLUDE = Pattern.compile("#include \"(tw_\\w+)\\.h\"");

    /** What says in the kernels how often sums are rounded. */
    private static final String ROUNDED_TWICE = "#define TW_ROUNDING_SINGLE 0";

    private final String model;
    private final Rounding rounding;
    private final SortedSet<String> used = new TreeSet<>();

    /** @param kernels stems of file names, {@code tw_dense_s8}; what they include comes along */
    Kernels(String model, Collection<String> kernels) {
        this(model, kernels, Rounding.DOUBLE);
    }

    /** The same for kernels that round sums as is said. */
    Kernels(String model, Collection<String> kernels, Rounding rounding) {
        this.model = model;
        this.rounding = rounding;
        use("tw_memory");
        kernels.forEach(this::use);
    }

    private void use(String kernel) {
        if (used.add(kernel)) {
            include(Resource.read(header(kernel)));
            Resource.find(source(kernel)).ifPresent(this::include);
        }
    }

    private void include(String text) {
        INCLUDE.matcher(text).results().forEach(include -> use(include.group(1)));
    }

    private static String header(String kernel) {
        return RUNTIME + "include/" + kernel + ".h";
    }

    private static String source(String kernel) {
        return RUNTIME + "src/" + kernel + ".c";
    }

    SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        for (String kernel : used) {
            files.put(own(kernel + ".h"), own(rounded(Resource.read(header(kernel)))));
            Resource.find(source(kernel)).ifPresent(text -> files.put(own(kernel + ".c"), own(text)));
        }
        return files;
    }

    private String rounded(String header) {
        return rounding == Rounding.SINGLE ? header.replace(ROUNDED_TWICE, "#define TW_ROUNDING_SINGLE 1") : header;
    }

    /** Returns text in which every name of the runtime is the model's. */
    String own(String text) {
        String capitals = model.toUpperCase(Locale.ROOT);
        return OWN_NAME.matcher(text)
                .replaceAll(name ->
                        Matcher.quoteReplacement(name.group(1).equals("tw") ? model + "_tw_" : capitals + "_TW_"));
    }
}
