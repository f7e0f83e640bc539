package dev.tinywright.quantize;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.Graph;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.model.WholeModel;
import dev.tinywright.tensor.Quantization;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Post-training quantization to int8: weights symmetric per filter, activations asymmetric per tensor with ranges from
 * calibration examples; outputs of chosen layers int16, symmetric.
 */
public final class Quantizer {
    /** Keeps products of two scales within float32. */
    private static final float MIN_SCALE = 1e-15f;

    /** A finer step of logits changes no share by half a 256th; {@code tensor.Softmax} takes 2^−26 and up. */
    private static final float MIN_LOGIT_SCALE = 1e-6f;

    private static final float MAX_MAGNITUDE = 1e15f;

    /** How much more than the largest value of calibration an int16 output can be. */
    private static final float WIDE_ROOM = 1.125f;

    /** Inputs of one filter whose products always fit a sum of 32 bits, beside a bias of 30. */
    private static final int MAX_INPUTS = 32_768;

    private Quantizer() {}

    /** Returns the int8 network of a classifier, with ranges by percentile. */
    public static QuantizedModel quantize(TrainedModel model, float[][] calibrationFeatures, double percentile) {
        return quantize(model, calibrationFeatures, QuantizeSettings.of(QuantizeSettings.Head.CLASSES, percentile));
    }

    /**
     * Returns the int8 network that is nearest to {@code model} on {@code calibrationFeatures}.
     *
     * @param calibrationFeatures float32, (n, features), n at least 1, of the training part
     * @throws TinywrightException if a weight, a feature or an activation is not a number or beyond 1e15 in magnitude
     */
    public static QuantizedModel quantize(
            TrainedModel model, float[][] calibrationFeatures, QuantizeSettings settings) {
        if (model.layers().getFirst() instanceof WholeModel whole) {
            return new QuantizedModel(WholeGraph.of(whole, calibrationFeatures, settings.head()));
        }
        return quantize(calibrate(model, calibrationFeatures, settings.equalize()), settings);
    }

    /** Returns what a network does on examples: of use for all settings that agree in {@code equalize}. */
    static Calibration calibrate(TrainedModel model, float[][] calibrationFeatures, boolean equalize) {
        model.flat().stream().filter(LayerWeights::has).map(LayerWeights::of).forEach(Quantizer::checkWeights);
        return Calibration.of(equalize ? Equalization.equalize(model) : model, calibrationFeatures);
    }

    /** @param calibration with equalized channels where the settings say so */
    static QuantizedModel quantize(Calibration calibration, QuantizeSettings settings) {
        TrainedModel source = calibration.model();
        Map<String, ActivationRange> ranges = calibration.ranges(settings);
        Graph graph = NetworkGraph.of(
                source,
                quantizations(source, ranges, settings.head()),
                wideScales(source, ranges, settings.wide()),
                settings.head());
        return new QuantizedModel(
                settings.correctBias() ? BiasCorrection.correct(graph, source, calibration.features()) : graph,
                settings.equalize());
    }

    private static Map<String, Quantization> quantizations(
            TrainedModel model, Map<String, ActivationRange> ranges, QuantizeSettings.Head head) {
        String logits =
                head == QuantizeSettings.Head.CLASSES ? model.layers().getLast().name() : "";
        Map<String, Quantization> quantizations = new HashMap<>();
        ranges.forEach((name, range) ->
                quantizations.put(name, range.quantization(name.equals(logits) ? MIN_LOGIT_SCALE : MIN_SCALE)));
        return quantizations;
    }

    /** Of int16 the whole range is kept, as its steps are fine enough, with some room for what calibration did not see. */
    private static Map<String, Float> wideScales(
            TrainedModel model, Map<String, ActivationRange> ranges, Set<String> wide) {
        Set<String> names = model.flat().stream().map(TrainedLayer::name).collect(Collectors.toSet());
        Map<String, Float> scales = new HashMap<>();
        for (String name : wide) {
            ActivationRange range = ranges.get(name);
            if (range == null || !names.contains(name)) {
                throw TinywrightException.usage(
                        "there is no layer " + name + " to have an int16 output",
                        "quantize.wide",
                        "the layers are " + String.join(", ", new TreeSet<>(names)));
            }
            scales.put(name, Math.max(WIDE_ROOM * range.largest() / Short.MAX_VALUE, MIN_SCALE));
        }
        return scales;
    }

    private static void checkWeights(LayerWeights layer) {
        String where = "quantize, layer " + layer.name();
        String hint = "training diverged: lower train.learningRate, or scale the features";
        if (layer.each() > MAX_INPUTS) {
            throw TinywrightException.usage(
                    "each unit of " + layer.name() + " takes " + layer.each() + " inputs, int8 takes at most "
                            + MAX_INPUTS,
                    where,
                    "put a stride, a pool or a global average before it");
        }
        for (int i = 0; i < layer.weights().length; i++) {
            String what = "weight " + layer.placeOf(i) + " of unit " + layer.filterOf(i) + " of layer " + layer.name();
            checkNumber(layer.weights()[i], what, where, hint);
        }
        for (int f = 0; f < layer.filters(); f++) {
            checkNumber(layer.bias()[f], "the bias of unit " + f + " of layer " + layer.name(), where, hint);
        }
    }

    static void checkNumber(float value, String what, String where, String hint) {
        if (!(Math.abs(value) <= MAX_MAGNITUDE)) {
            String problem = Float.isFinite(value) ? " is too large for int8: " : " is not a finite number: ";
            throw TinywrightException.failed(what + problem + value, where, hint);
        }
    }
}
