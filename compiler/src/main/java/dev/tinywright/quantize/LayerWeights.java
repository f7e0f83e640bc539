package dev.tinywright.quantize;

import dev.tinywright.model.Activation;
import dev.tinywright.model.ConvWeights;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.tensor.Quantization;

/**
 * What dense layers and convolutions have in common: weights of several filters, of which each has a bias and, on integers, a
 * scale. Arrays are the layer's own: do not write to them.
 *
 * @param filters units or output channels
 * @param filterLast whether the weights of a filter lie {@code filters} apart, as of a depthwise convolution, or in one piece
 */
@SuppressWarnings("ArrayRecordComponent")
record LayerWeights(String name, int filters, boolean filterLast, float[] weights, float[] bias) {
    private static final int MAX_BIAS = 1 << 30;
    private static final long MAX_WIDE_BIAS = 1L << 45;

    static LayerWeights of(DenseWeights layer) {
        return new LayerWeights(layer.name(), layer.units(), false, layer.weights(), layer.bias());
    }

    static LayerWeights of(ConvWeights layer) {
        return new LayerWeights(layer.name(), layer.filters(), layer.depthwise(), layer.weights(), layer.bias());
    }

    static boolean has(TrainedLayer layer) {
        return layer instanceof DenseWeights || layer instanceof ConvWeights;
    }

    static LayerWeights of(TrainedLayer layer) {
        return switch (layer) {
            case DenseWeights dense -> of(dense);
            case ConvWeights conv -> of(conv);
            default -> throw new IllegalArgumentException(layer.name() + " has no weights");
        };
    }

    /** Returns a dense layer or convolution with other numbers. */
    static TrainedLayer replaced(TrainedLayer layer, float[] weights, float[] bias, Activation activation) {
        return switch (layer) {
            case DenseWeights dense ->
                new DenseWeights(dense.name(), dense.inputs(), dense.units(), weights, bias, activation);
            case ConvWeights conv ->
                new ConvWeights(
                        conv.name(),
                        conv.inputShape(),
                        conv.depthwise(),
                        conv.filters(),
                        conv.window(),
                        weights,
                        bias,
                        activation);
            default -> throw new IllegalArgumentException(layer.name() + " has no weights");
        };
    }

    /** Weights of each filter. */
    int each() {
        return weights.length / filters;
    }

    int filterOf(int index) {
        return filterLast ? index % filters : index / each();
    }

    /** Place of a weight within its filter. */
    int placeOf(int index) {
        return filterLast ? index / filters : index % each();
    }

    /**
     * Returns the scale of each filter's weights: the largest magnitude over 127, raised where all weights are 0 or so small
     * that the bias would not fit 30 bits or the requantizer's factor would fall below 2^−24, at which the sum of 4096
     * inputs stays within 8 output steps. The input and the weights then share those steps: the loss is below the
     * rounding of the output.
     *
     * @param wide whether sums have 64 bits, as with int16 activations, and the bias 45
     */
    float[] scales(Quantization input, Quantization output, boolean wide) {
        float[] largest = new float[filters];
        for (int i = 0; i < weights.length; i++) {
            largest[filterOf(i)] = Math.max(largest[filterOf(i)], Math.abs(weights[i]));
        }
        float[] scales = new float[filters];
        double forFactor = output.scale() / (double) input.scale() * 0x1p-24;
        for (int f = 0; f < filters; f++) {
            double forBias = Math.abs(bias[f]) / (double) input.scale() * (wide ? 0x1p-44 : 0x1p-29);
            scales[f] = (float) Math.max(largest[f] / 127.0, Math.max(forBias, forFactor));
        }
        return scales;
    }

    /** Returns the coarsest step of the sums of products, if nothing but the weights decides on their scales. */
    float stepOfSums(Quantization input) {
        float largest = 0;
        for (float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        return (float) ((double) largest / 127 * input.scale());
    }

    /** Returns the weights in [−127, 127]. */
    byte[] quantized(float[] scales) {
        byte[] q = new byte[weights.length];
        for (int i = 0; i < q.length; i++) {
            q[i] = (byte) Math.clamp(Math.round((double) weights[i] / scales[filterOf(i)]), -127, 127);
        }
        return q;
    }

    /** Returns the biases in steps of the sums, {@code input.scale · scales[f]}. */
    int[] quantizedBias(Quantization input, float[] scales) {
        int[] q = new int[filters];
        for (int f = 0; f < filters; f++) {
            q[f] = biasSteps(bias[f], (double) input.scale() * scales[f]);
        }
        return q;
    }

    /** The same of sums of 64 bits. */
    long[] quantizedWideBias(Quantization input, float[] scales) {
        long[] q = new long[filters];
        for (int f = 0; f < filters; f++) {
            q[f] = wideBiasSteps(bias[f], (double) input.scale() * scales[f]);
        }
        return q;
    }

    static long wideBiasSteps(double value, double step) {
        return Math.clamp(Math.round(value / step), -MAX_WIDE_BIAS, MAX_WIDE_BIAS);
    }

    static int biasSteps(double value, double step) {
        return Math.clamp(Math.round(value / step), -MAX_BIAS, MAX_BIAS);
    }
}
