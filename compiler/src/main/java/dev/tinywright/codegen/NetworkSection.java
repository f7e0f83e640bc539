package dev.tinywright.codegen;

import dev.tinywright.quantize.QuantizedLayer;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.tensor.Requantizer;
import dev.tinywright.tensor.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The network in C: constants of its layers, and the calls in order. */
final class NetworkSection {
    private final List<Map<String, Object>> denses = new ArrayList<>();
    private final List<Map<String, Object>> softmaxes = new ArrayList<>();
    private final List<Map<String, Object>> statements = new ArrayList<>();
    private final MemoryPlan memory;
    private final String tw;
    private int bytes;

    /** @param model whose name the kernels' names begin with */
    NetworkSection(String model, QuantizedModel network) {
        this.tw = model + "_tw_";
        List<QuantizedLayer> layers = network.layers();
        // the last layer writes to the caller's memory
        this.memory = MemoryPlan.of(
                network.inputs(),
                layers.subList(0, layers.size() - 1).stream()
                        .map(QuantizedLayer::outputs)
                        .toList());
        for (int i = 0; i < layers.size(); i++) {
            String x = buffer(i);
            String y = i == layers.size() - 1 ? "scores" : buffer(i + 1);
            write(layers.get(i), "layer" + (i + 1), i + 1, x, y);
        }
    }

    private String buffer(int slot) {
        return "&arena.bytes[" + memory.slots().get(slot).offset() + "]";
    }

    private void write(QuantizedLayer layer, String name, int index, String x, String y) {
        switch (layer) {
            case QuantizedLayer.Dense dense -> {
                denses.add(dense(dense, name, index));
                call(
                        index,
                        tw
                                + "dense_s8(%s, %s, %s_weights, %s_bias, &%s_quant, %s, %s);"
                                        .formatted(x, dense.inputs(), name, name, name, y, dense.units()));
            }
            case QuantizedLayer.Softmax softmax -> {
                Softmax.Parameters parameters =
                        Softmax.parameters(softmax.input().scale());
                softmaxes.add(Map.of(
                        "index", index,
                        "id", name,
                        "layerName", CText.comment(softmax.name()),
                        "classes", softmax.inputs(),
                        "scale", softmax.input().scale(),
                        "multiplier", parameters.multiplier(),
                        "shift", parameters.shift(),
                        "diffMin", parameters.diffMin()));
                bytes += 12;
                call(index, tw + "softmax_s8(%s, %s, &%s_quant, %s);".formatted(x, softmax.inputs(), name, y));
            }
        }
    }

    private void call(int index, String statement) {
        statements.add(Map.of("index", index, "statement", statement));
    }

    private Map<String, Object> dense(QuantizedLayer.Dense dense, String name, int index) {
        long[] weights = new long[dense.weights().length];
        Arrays.setAll(weights, i -> dense.weights()[i]);
        bytes += weights.length + dense.units() * 9 + 16;
        boolean relu = dense.min() == dense.output().zeroPoint(); // nothing below 0 gets through
        return Map.ofEntries(
                Map.entry("index", index),
                Map.entry("id", name),
                Map.entry("layerName", CText.comment(dense.name())),
                Map.entry("inputs", dense.inputs()),
                Map.entry("units", dense.units()),
                Map.entry("activation", relu ? "relu" : "linear"),
                Map.entry("outputScale", dense.output().scale()),
                Map.entry("outputZero", dense.output().zeroPoint()),
                Map.entry("inputZero", dense.input().zeroPoint()),
                Map.entry("min", dense.min()),
                Map.entry("max", dense.max()),
                Map.entry("weights", CText.numbers(weights)),
                Map.entry("bias", numbers(Arrays.stream(dense.bias()).boxed().toList())),
                Map.entry(
                        "multipliers",
                        numbers(dense.requantizers().stream()
                                .map(Requantizer::multiplier)
                                .toList())),
                Map.entry(
                        "shifts",
                        numbers(dense.requantizers().stream()
                                .map(Requantizer::shift)
                                .toList())));
    }

    private static String numbers(List<Integer> values) {
        return CText.numbers(values.stream().mapToLong(Integer::longValue).toArray());
    }

    /** Returns the stems of the kernels that the model's source calls, the input stage's among them. */
    List<String> kernels() {
        List<String> kernels = new ArrayList<>(List.of("tw_input"));
        if (!denses.isEmpty()) {
            kernels.add("tw_dense_s8");
        }
        if (!softmaxes.isEmpty()) {
            kernels.add("tw_softmax_s8");
        }
        return kernels;
    }

    MemoryPlan memory() {
        return memory;
    }

    List<Map<String, Object>> denses() {
        return denses;
    }

    List<Map<String, Object>> softmaxes() {
        return softmaxes;
    }

    List<Map<String, Object>> statements() {
        return statements;
    }

    /** Constants of the layers: int8 weights and shifts, int32 biases and multipliers, and how each layer is set. */
    int bytes() {
        return bytes;
    }
}
