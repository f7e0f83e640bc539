package dev.tinywright.quantize;

import dev.tinywright.model.Activation;
import dev.tinywright.model.ConvWeights;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedLayer;
import dev.tinywright.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Cross-layer equalization: brings the channels between two layers to ranges that int8 with one scale serves equally well, and
 * keeps the function. What a layer puts out in channel {@code i} is divided by {@code s[i]}, which ReLU and pools pass on,
 * and the next layer's weights for it are multiplied: {@code s = √(r1 · r2) / r2}, r1 and r2 being the largest weights on
 * either side. Nagel et al. 2019, arXiv:1906.04721, §4.1; pairs are gone through until they rest, so that chains of any length
 * come to an end.
 */
public final class Equalization {
    private static final int ROUNDS = 20;

    /** Beyond this, channels differ because one of them does nothing. */
    private static final float MAX_FACTOR = 1e4f;

    private Equalization() {}

    /** Returns a network with the same function up to rounding in float32. */
    public static TrainedModel equalize(TrainedModel model) {
        return new TrainedModel(model.inputShape(), chain(model.layers()));
    }

    private static List<TrainedLayer> chain(List<TrainedLayer> layers) {
        List<TrainedLayer> result = new ArrayList<>(layers);
        for (int i = 0; i < result.size(); i++) {
            if (result.get(i) instanceof TrainedLayer.Sum sum) {
                result.set(i, new TrainedLayer.Sum(sum.name(), chain(sum.body()), sum.shortcut(), sum.activation()));
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < result.size() - 1; i++) {
                int next = next(result, i);
                if (next > 0) {
                    pair(result, i, next);
                }
            }
        }
        return result;
    }

    /** Returns the layer with weights that gets what a layer with weights puts out, through pools at most; or 0. */
    private static int next(List<TrainedLayer> layers, int first) {
        if (!LayerWeights.has(layers.get(first))) {
            return 0;
        }
        int next = first + 1;
        while (next < layers.size()
                && (layers.get(next) instanceof TrainedLayer.Pooled
                        || layers.get(next) instanceof TrainedLayer.Averaged)) {
            next++;
        }
        return next < layers.size() && LayerWeights.has(layers.get(next)) ? next : 0;
    }

    private static void pair(List<TrainedLayer> layers, int first, int second) {
        LayerWeights before = LayerWeights.of(layers.get(first));
        TrainedLayer after = layers.get(second);
        int channels = before.filters();
        float[] given = new float[channels];
        for (int i = 0; i < before.weights().length; i++) {
            given[before.filterOf(i)] = Math.max(given[before.filterOf(i)], Math.abs(before.weights()[i]));
        }
        float[] taken = new float[channels];
        float[] weights = LayerWeights.of(after).weights();
        for (int i = 0; i < weights.length; i++) {
            int channel = inputChannel(i, channels);
            taken[channel] = Math.max(taken[channel], Math.abs(weights[i]));
        }
        float[] factors = new float[channels];
        for (int c = 0; c < channels; c++) {
            double factor = Math.sqrt((double) given[c] / taken[c]);
            factors[c] = given[c] > 0 && taken[c] > 0 ? Math.clamp((float) factor, 1 / MAX_FACTOR, MAX_FACTOR) : 1;
        }
        move(layers, first, second, factors);
    }

    /** Divides what the first of two layers puts out in each channel, and makes up for it in the second. */
    static void move(List<TrainedLayer> layers, int first, int second, float[] factors) {
        layers.set(first, divided(layers.get(first), factors));
        layers.set(second, multiplied(layers.get(second), factors));
    }

    /** Channels of what goes in lie innermost in the weights of every layer, also of a dense one on (height, width, channels). */
    private static int inputChannel(int weight, int channels) {
        return weight % channels;
    }

    private static TrainedLayer divided(TrainedLayer layer, float[] factors) {
        LayerWeights own = LayerWeights.of(layer);
        float[] weights = own.weights().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= factors[own.filterOf(i)];
        }
        float[] bias = own.bias().clone();
        for (int f = 0; f < bias.length; f++) {
            bias[f] /= factors[f];
        }
        return with(layer, weights, bias);
    }

    private static TrainedLayer multiplied(TrainedLayer layer, float[] factors) {
        float[] weights = LayerWeights.of(layer).weights().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= factors[inputChannel(i, factors.length)];
        }
        return with(layer, weights, LayerWeights.of(layer).bias());
    }

    private static TrainedLayer with(TrainedLayer layer, float[] weights, float[] bias) {
        return LayerWeights.replaced(layer, weights, bias, activation(layer));
    }

    private static Activation activation(TrainedLayer layer) {
        return switch (layer) {
            case DenseWeights dense -> dense.activation();
            case ConvWeights conv -> conv.activation();
            default -> throw new IllegalArgumentException(layer.name() + " has no weights");
        };
    }
}
