package dev.tinywright.model;

import java.util.List;

/**
 * A trained float32 network: dense layers in order of execution, ending in logits, one per class.
 *
 * @param layers at least one; each takes as many inputs as the one before has units
 */
public record TrainedModel(List<DenseWeights> layers) {
    public TrainedModel {
        layers = List.copyOf(layers);
        for (int i = 1; i < layers.size(); i++) {
            if (layers.get(i).inputs() != layers.get(i - 1).units()) {
                throw new IllegalArgumentException(
                        "layer " + i + " takes " + layers.get(i).inputs() + " inputs, the layer before has "
                                + layers.get(i - 1).units() + " units");
            }
        }
    }

    /** Number of features that go in. */
    public int inputs() {
        return layers.getFirst().inputs();
    }

    /** Number of logits that come out. */
    public int outputs() {
        return layers.getLast().units();
    }

    /** Multiplications of one inference. */
    public long macs() {
        return layers.stream()
                .mapToLong(layer -> (long) layer.inputs() * layer.units())
                .sum();
    }

    /** Returns the logits of one feature vector; sums in order of the inputs, in float32. */
    public float[] logits(float[] features) {
        return activations(features).getLast();
    }

    /** Returns what each layer puts out for one feature vector, in order; the last entry holds the logits. */
    public List<float[]> activations(float[] features) {
        List<float[]> outputs = new java.util.ArrayList<>();
        float[] x = features;
        for (DenseWeights layer : layers) {
            x = layer.apply(x);
            outputs.add(x);
        }
        return outputs;
    }
}
