package dev.tinywright.quantize;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.FloatNetwork;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds the range of each activation of a float network on examples. */
final class Calibration {
    /** Name of what goes in, beside the names of layers, which make the other activations. */
    static final String INPUT = "input";

    /** Examples that calibration looks at, evenly spread over those given. */
    private static final int MAX_ROWS = 10_000;

    /** Values of one activation that calibration holds, and of all. */
    private static final int MAX_VALUES = 4_000_000;

    private static final int MAX_ALL_VALUES = 24_000_000;

    /** Multiplications that calibration spends on a network with convolutions, and examples that it takes at least. */
    private static final double MAX_MACS = 3e9;

    private static final int FEW = 32;

    private final TrainedModel model;
    private final float[][] features;
    private final List<String> names = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private final List<float[]> values = new ArrayList<>();
    private final int[] kept;
    /** Lowest and highest of each example, (activations, examples). */
    private final float[][] lows;

    private final float[][] highs;

    private Calibration(TrainedModel model, float[][] features, int rows) {
        this.model = model;
        this.features = features;
        names.add(INPUT);
        widths.add(model.inputs());
        for (TrainedLayer layer : model.flat()) {
            names.add(layer.name());
            widths.add(layer.outputShape().stream().mapToInt(Integer::intValue).reduce(1, (a, b) -> a * b));
        }
        int capacity = Math.max(1, Math.min(MAX_VALUES, MAX_ALL_VALUES / names.size()) / rows);
        kept = widths.stream().mapToInt(width -> Math.min(width, capacity)).toArray();
        for (int each : kept) {
            values.add(new float[each * rows]);
        }
        lows = new float[names.size()][rows];
        highs = new float[names.size()][rows];
    }

    /** Runs the network in float on some of the features, evenly spread. */
    static Calibration of(TrainedModel model, float[][] features) {
        float[][] rows = sample(model, features);
        Calibration calibration = new Calibration(model, features, rows.length);
        FloatNetwork network = new FloatNetwork(model);
        IntStream.range(0, rows.length).parallel().forEach(r -> {
            calibration.take(0, r, rows[r]);
            List<float[]> activations = network.activations(rows[r]);
            for (int i = 0; i < activations.size(); i++) {
                calibration.take(i + 1, r, activations.get(i));
            }
        });
        return calibration;
    }

    TrainedModel model() {
        return model;
    }

    /** The examples that this is of, not only those that it looked at. */
    float[][] features() {
        return features;
    }

    /** Returns the range of the input and of each layer, by name. */
    Map<String, ActivationRange> ranges(QuantizeSettings settings) {
        Map<String, ActivationRange> ranges = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            ActivationRange known =
                    settings.wide().contains(name) ? null : settings.known().get(name);
            ranges.put(name, known == null ? range(i, settings) : known);
        }
        return ranges;
    }

    /** Returns some of the examples, evenly spread. */
    static float[][] sample(TrainedModel model, float[][] features) {
        if (features.length == 0) {
            throw TinywrightException.failed(
                    "no rows to calibrate the int8 network on", "quantize", "the training part must not be empty");
        }
        if (features[0].length != model.inputs()) {
            throw new IllegalArgumentException(
                    "the network takes " + model.inputs() + " features, got " + features[0].length);
        }
        return evenly(features, Math.min(features.length, most(model)));
    }

    private static int most(TrainedModel model) {
        if (!model.layers().stream().allMatch(layer -> layer instanceof DenseWeights)) {
            return (int) Math.clamp(MAX_MACS / Math.max(1, model.macs()), FEW, MAX_ROWS / 10.0);
        }
        int widest = model.layers().stream()
                .map(DenseWeights.class::cast)
                .mapToInt(layer -> Math.max(layer.inputs(), layer.units()))
                .max()
                .orElseThrow();
        return Math.clamp(MAX_VALUES / widest, 1, MAX_ROWS);
    }

    static float[][] evenly(float[][] features, int count) {
        float[][] sample = new float[count][];
        for (int r = 0; r < count; r++) {
            sample[r] = features[(int) ((long) r * features.length / count)];
        }
        return sample;
    }

    /** Keeps values of one example at places of its own, evenly spread where there are too many. */
    private void take(int activation, int row, float[] x) {
        float low = x[0];
        float high = x[0];
        for (float value : x) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        lows[activation][row] = low;
        highs[activation][row] = high;
        int count = kept[activation];
        float[] to = values.get(activation);
        for (int i = 0; i < count; i++) {
            to[row * count + i] = x[(int) ((long) i * x.length / count)];
        }
    }

    private ActivationRange range(int activation, QuantizeSettings settings) {
        String where = activation == 0 ? "the input features" : "layer " + names.get(activation);
        float low = 0;
        float high = 0;
        for (int row = 0; row < lows[activation].length; row++) {
            low = Math.min(low, lows[activation][row]);
            high = Math.max(high, highs[activation][row]);
        }
        for (float end : new float[] {low, high}) {
            Quantizer.checkNumber(
                    end, "a value of " + where, where, "scale the features, for example with standardize");
        }
        if (settings.wide().contains(names.get(activation))) {
            return new ActivationRange(low, high);
        }
        return switch (settings.ranges()) {
            case LEAST_ERROR -> ActivationRange.ofLeastError(values.get(activation));
            case PERCENTILE ->
                settings.percentile() == 100
                        ? new ActivationRange(low, high)
                        : ActivationRange.of(values.get(activation), settings.percentile());
        };
    }
}
