package dev.tinywright.quantize;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.tensor.Quantization;
import dev.tinywright.tensor.Requantizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Post-training quantization to int8: weights symmetric per unit, activations asymmetric per vector with ranges from
 * calibration rows. A softmax follows the last dense layer.
 */
public final class Quantizer {
    /** Rows that calibration looks at, evenly spread over those given. */
    private static final int MAX_ROWS = 10_000;

    /** Values of one layer that calibration holds at a time. */
    private static final int MAX_VALUES = 4_000_000;

    /** Keeps products of two scales within float32. */
    private static final float MIN_SCALE = 1e-15f;

    /** A finer step of logits changes no share by half a 256th; {@code tensor.Softmax} takes 2^−26 and up. */
    private static final float MIN_LOGIT_SCALE = 1e-6f;

    private static final float MAX_MAGNITUDE = 1e15f;
    private static final int MAX_BIAS = 1 << 30;

    private Quantizer() {}

    /**
     * Returns the int8 network that is nearest to {@code model} on {@code calibrationFeatures}.
     *
     * @param calibrationFeatures float32, (n, features), n at least 1, of the training part
     * @param percentile in (50, 100]; the share {@code 100 − percentile} of the values at each end of an activation's
     *     range is left to saturate; 100 keeps all
     * @throws TinywrightException if a weight, a feature or an activation is not a number or beyond 1e15 in magnitude
     */
    public static QuantizedModel quantize(TrainedModel model, float[][] calibrationFeatures, double percentile) {
        if (!(percentile > 50 && percentile <= 100)) {
            throw TinywrightException.usage(
                    "quantize.percentile must be above 50 and at most 100, is " + percentile,
                    "quantize",
                    "100 keeps every calibration value; 99.9 leaves out the outermost thousandth at each end");
        }
        dense(model).forEach(Quantizer::checkWeights);
        List<Quantization> activations = calibrate(model, calibrationFeatures, percentile);
        List<QuantizedLayer> layers = new ArrayList<>();
        for (int i = 0; i < model.layers().size(); i++) {
            layers.add(dense(dense(model).get(i), activations.get(i), activations.get(i + 1)));
        }
        layers.add(new QuantizedLayer.Softmax("softmax", model.outputs(), activations.getLast()));
        return new QuantizedModel(activations.getFirst(), layers);
    }

    private static List<DenseWeights> dense(TrainedModel model) {
        return model.layers().stream().map(DenseWeights.class::cast).toList();
    }

    /** Returns the quantization of the input and of each layer's output, in order. */
    private static List<Quantization> calibrate(TrainedModel model, float[][] features, double percentile) {
        float[][] x = sample(features, model);
        List<Quantization> quantizations = new ArrayList<>();
        quantizations.add(range(x, "the input features", percentile).quantization(MIN_SCALE));
        for (DenseWeights layer : dense(model)) {
            x = outputs(layer, x);
            boolean logits = quantizations.size() == model.layers().size();
            quantizations.add(
                    range(x, "layer " + layer.name(), percentile).quantization(logits ? MIN_LOGIT_SCALE : MIN_SCALE));
        }
        return quantizations;
    }

    private static float[][] sample(float[][] features, TrainedModel model) {
        if (features.length == 0) {
            throw TinywrightException.failed(
                    "no rows to calibrate the int8 network on", "quantize", "the training part must not be empty");
        }
        if (features[0].length != model.inputs()) {
            throw new IllegalArgumentException(
                    "the network takes " + model.inputs() + " features, got " + features[0].length);
        }
        int widest = dense(model).stream()
                .mapToInt(layer -> Math.max(layer.inputs(), layer.units()))
                .max()
                .orElseThrow();
        int rows = Math.min(features.length, Math.clamp(MAX_VALUES / widest, 1, MAX_ROWS));
        float[][] sample = new float[rows][];
        for (int r = 0; r < rows; r++) {
            sample[r] = features[(int) ((long) r * features.length / rows)];
        }
        return sample;
    }

    private static float[][] outputs(DenseWeights layer, float[][] x) {
        TrainedModel single = new TrainedModel(List.of(layer));
        float[][] y = new float[x.length][];
        for (int r = 0; r < x.length; r++) {
            y[r] = single.logits(x[r]);
        }
        return y;
    }

    private static ActivationRange range(float[][] x, String where, double percentile) {
        int width = x[0].length;
        float[] values = new float[x.length * width];
        for (int r = 0; r < x.length; r++) {
            System.arraycopy(x[r], 0, values, r * width, width);
        }
        for (float value : values) {
            checkNumber(value, "a value of " + where, where, "scale the features, for example with standardize");
        }
        return ActivationRange.of(values, percentile);
    }

    private static QuantizedLayer.Dense dense(DenseWeights layer, Quantization input, Quantization output) {
        byte[] weights = new byte[layer.weights().length];
        float[] scales = new float[layer.units()];
        int[] bias = new int[layer.units()];
        List<Requantizer> requantizers = new ArrayList<>();
        for (int u = 0; u < layer.units(); u++) {
            scales[u] = weightScale(layer, u, input, output);
            for (int i = u * layer.inputs(); i < (u + 1) * layer.inputs(); i++) {
                weights[i] = (byte) Math.clamp(Math.round((double) layer.weights()[i] / scales[u]), -127, 127);
            }
            double biasScale = (double) input.scale() * scales[u];
            bias[u] = Math.clamp(Math.round(layer.bias()[u] / biasScale), -MAX_BIAS, MAX_BIAS);
            requantizers.add(Requantizer.of(product(layer, input.scale(), scales[u]) / output.scale()));
        }
        int min = layer.activation() == Activation.RELU ? output.zeroPoint() : -128;
        return new QuantizedLayer.Dense(
                layer.name(),
                layer.inputs(),
                layer.units(),
                weights,
                scales,
                bias,
                requantizers,
                input,
                output,
                min,
                127);
    }

    /** The reference kernel takes one scale for that of all weights, and multiplies it in float32. */
    private static double product(DenseWeights layer, float input, float weights) {
        return layer.units() == 1 ? input * weights : (double) input * weights;
    }

    /**
     * Returns the scale of one unit's weights: the largest magnitude over 127, raised where all weights are 0 or so small
     * that the bias would not fit 30 bits or the requantizer's factor would fall below 2^−24, at which the sum of 4096
     * inputs stays within 8 output steps. The input and the weights then share those steps: the loss is below the
     * rounding of the output.
     */
    private static float weightScale(DenseWeights layer, int unit, Quantization input, Quantization output) {
        float largest = 0;
        for (int i = unit * layer.inputs(); i < (unit + 1) * layer.inputs(); i++) {
            largest = Math.max(largest, Math.abs(layer.weights()[i]));
        }
        double forBias = Math.abs(layer.bias()[unit]) / (double) input.scale() * 0x1p-29;
        double forFactor = output.scale() / (double) input.scale() * 0x1p-24;
        return (float) Math.max(largest / 127.0, Math.max(forBias, forFactor));
    }

    private static void checkWeights(DenseWeights layer) {
        String hint = "training diverged: lower train.learningRate, or scale the features";
        for (int i = 0; i < layer.weights().length; i++) {
            int unit = i / layer.inputs();
            String what = "weight " + i % layer.inputs() + " of unit " + unit + " of layer " + layer.name();
            checkNumber(layer.weights()[i], what, "quantize, layer " + layer.name(), hint);
        }
        for (int u = 0; u < layer.units(); u++) {
            String what = "the bias of unit " + u + " of layer " + layer.name();
            checkNumber(layer.bias()[u], what, "quantize, layer " + layer.name(), hint);
        }
    }

    private static void checkNumber(float value, String what, String where, String hint) {
        if (!(Math.abs(value) <= MAX_MAGNITUDE)) {
            String problem = Float.isFinite(value) ? " is too large for int8: " : " is not a finite number: ";
            throw TinywrightException.failed(what + problem + value, where, hint);
        }
    }
}
