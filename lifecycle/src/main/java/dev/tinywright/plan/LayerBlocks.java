package dev.tinywright.plan;

import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.spec.YamlSection;
import dev.tinywright.spec.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The layers of a model, {@code - conv: {filters: 8, kernel: [3, 3]}}, to layers and back. */
final class LayerBlocks {
    private static final Map<String, Function<YamlSection, Optional<Layer>>> READERS = readers();
    private static final int MOST_KERNEL = 64;
    private static final int MOST_STRIDE = 16;

    private LayerBlocks() {}

    private static Map<String, Function<YamlSection, Optional<Layer>>> readers() {
        Map<String, Function<YamlSection, Optional<Layer>>> readers = new LinkedHashMap<>();
        readers.put("dense", LayerBlocks::dense);
        readers.put("conv", LayerBlocks::conv);
        readers.put("depthwise-conv", LayerBlocks::depthwise);
        readers.put("pool", LayerBlocks::pool);
        readers.put("global-average", layer -> {
            layer.allow(List.of());
            return Optional.of(new Layer.GlobalAverage());
        });
        readers.put("dropout", layer -> {
            double share = layer.allow(List.of("share")).share("share", 0.2);
            return layer.make(() -> new Layer.Dropout(share));
        });
        readers.put("residual", LayerBlocks::residual);
        readers.put("forest", section -> {
            section.allow(List.of("trees", "depth", "leaves"));
            return Optional.of(forest(section, (int) section.whole("trees", 20, 1, 500)));
        });
        readers.put("tree", section -> {
            section.allow(List.of("depth", "leaves"));
            return Optional.of(forest(section, 1));
        });
        readers.put("kmeans", section -> {
            section.allow(List.of("clusters"));
            return Optional.of(new Layer.KMeans((int) section.whole("clusters", 8, 1, 256)));
        });
        readers.put("gaussian", section -> {
            section.allow(List.of("covariance"));
            return Optional.of(
                    new Layer.Gaussian(section.choice("covariance", Covariance.DIAGONAL) == Covariance.FULL));
        });
        return readers;
    }

    /** @param outermost false for the layers of a residual block, which are kept or not as one */
    static List<Layer> read(List<YamlSection> sections, boolean outermost) {
        List<Layer> layers = new ArrayList<>();
        sections.forEach(section -> read(section, outermost).ifPresent(layers::add));
        return layers;
    }

    private static Optional<Layer> read(YamlSection section, boolean outermost) {
        List<String> kinds = List.copyOf(READERS.keySet());
        List<String> keys = new ArrayList<>(kinds);
        if (outermost) {
            keys.add(PlanFile.KEEP);
        }
        section.allow(keys);
        List<String> named = kinds.stream().filter(section::has).toList();
        if (named.size() != 1) {
            section.problemAt(
                    "",
                    named.isEmpty()
                            ? "a layer must say what it is"
                            : "a layer can be one thing, this is " + String.join(" and ", named),
                    "layers: " + String.join(", ", kinds));
            return Optional.empty();
        }
        String kind = named.getFirst();
        return Objects.requireNonNull(READERS.get(kind)).apply(section.section(kind));
    }

    private static Optional<Layer> dense(YamlSection layer) {
        layer.allow(List.of("units", "activation"));
        if (!layer.has("units")) {
            layer.problemAt("units", "a dense layer needs units", "write - dense: {units: 16, activation: relu}");
        }
        int units = (int) layer.whole("units", 1, 1, 4096);
        return Optional.of(new Layer.Dense(units, layer.choice("activation", Activation.NONE)));
    }

    private static Layer forest(YamlSection section, int trees) {
        int depth = (int) section.whole("depth", 8, 1, 30);
        return new Layer.Forest(trees, depth, (int) section.whole("leaves", 64, 2, 10_000));
    }

    private static Optional<Layer> conv(YamlSection layer) {
        layer.allow(List.of("filters", "kernel", "stride", "padding", "batchNorm", "activation"));
        if (!layer.has("filters")) {
            layer.problemAt("filters", "a convolution needs filters", "write - conv: {filters: 8, kernel: [3, 3]}");
        }
        int filters = (int) layer.whole("filters", 1, 1, 1024);
        return Optional.of(new Layer.Conv(
                filters, kernel(layer), layer.flag("batchNorm", true), layer.choice("activation", Activation.RELU)));
    }

    private static Optional<Layer> depthwise(YamlSection layer) {
        layer.allow(List.of("kernel", "stride", "padding", "batchNorm", "activation"));
        return Optional.of(new Layer.DepthwiseConv(
                kernel(layer), layer.flag("batchNorm", true), layer.choice("activation", Activation.RELU)));
    }

    private static Layer.Kernel kernel(YamlSection layer) {
        List<Integer> size = layer.size("kernel", List.of(3, 3), 1, MOST_KERNEL);
        List<Integer> stride = layer.size("stride", List.of(1, 1), 1, MOST_STRIDE);
        boolean same = layer.choice("padding", Padding.SAME) == Padding.SAME;
        return new Layer.Kernel(size.get(0), size.get(1), stride.get(0), stride.get(1), same);
    }

    private static Optional<Layer> pool(YamlSection layer) {
        layer.allow(List.of("kind", "size"));
        List<Integer> size = layer.size("size", List.of(2, 2), 1, MOST_KERNEL);
        return Optional.of(new Layer.Pool(layer.choice("kind", Layer.PoolKind.MAX), size.get(0), size.get(1)));
    }

    private static Optional<Layer> residual(YamlSection layer) {
        layer.allow(List.of("layers", "activation"));
        List<Layer> body = read(layer.sections("layers"), false);
        if (body.isEmpty()) {
            layer.problemAt("layers", "a residual block needs layers", "write - residual: {layers: [{conv: …}]}");
            return Optional.empty();
        }
        return Optional.of(new Layer.Residual(body, layer.choice("activation", Activation.RELU)));
    }

    /** Whether features vary together. */
    private enum Covariance {
        DIAGONAL,
        FULL
    }

    /** What a kernel does at the edges. */
    private enum Padding {
        SAME,
        VALID
    }

    /** Returns a layer in one line. */
    static String line(Layer layer) {
        return switch (layer) {
            case Layer.Dense dense ->
                "dense: {units: " + dense.units()
                        + (dense.activation() == Activation.NONE ? "" : ", activation: " + name(dense.activation()))
                        + "}";
            case Layer.Conv conv ->
                "conv: {filters: " + conv.filters() + ", " + window(conv.window(), conv.batchNorm(), conv.activation())
                        + "}";
            case Layer.DepthwiseConv conv ->
                "depthwise-conv: {" + window(conv.window(), conv.batchNorm(), conv.activation()) + "}";
            case Layer.Pool pool ->
                "pool: {kind: " + name(pool.kind()) + ", size: [" + pool.height() + ", " + pool.width() + "]}";
            case Layer.GlobalAverage _ -> "global-average: {}";
            case Layer.Forest(int trees, int depth, int leaves) ->
                (trees == 1 ? "tree: {" : "forest: {trees: " + trees + ", ") + "depth: " + depth + ", leaves: " + leaves
                        + "}";
            case Layer.KMeans(int clusters) -> "kmeans: {clusters: " + clusters + "}";
            case Layer.Gaussian(boolean full) ->
                "gaussian: {covariance: " + name(full ? Covariance.FULL : Covariance.DIAGONAL) + "}";
            case Layer.Dropout dropout -> "dropout: {share: " + YamlText.percent(dropout.share()) + "}";
            case Layer.Residual residual ->
                residual.body().stream()
                        .map(inner -> "{" + line(inner) + "}")
                        .collect(Collectors.joining(
                                ", ", "residual: {layers: [", "], activation: " + name(residual.activation()) + "}"));
        };
    }

    private static String window(Layer.Kernel kernel, boolean batchNorm, Activation activation) {
        return "kernel: [" + kernel.height() + ", " + kernel.width() + "]"
                + (kernel.strideY() == 1 && kernel.strideX() == 1
                        ? ""
                        : ", stride: [" + kernel.strideY() + ", " + kernel.strideX() + "]")
                + (kernel.same() ? "" : ", padding: valid")
                + (batchNorm ? "" : ", batchNorm: false")
                + (activation == Activation.RELU ? "" : ", activation: " + name(activation));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
