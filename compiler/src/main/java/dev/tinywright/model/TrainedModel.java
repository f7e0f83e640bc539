package dev.tinywright.model;

import java.util.List;

/**
 * A trained float32 network: layers in order of execution. The last gives logits, one per class; or numbers.
 *
 * @param inputShape of one example: (features), or (height, width, channels)
 * @param layers at least one, each taking what the one before gives; a dense layer takes any shape row by row
 */
public record TrainedModel(List<Integer> inputShape, List<TrainedLayer> layers) {
    public TrainedModel {
        inputShape = List.copyOf(inputShape);
        layers = List.copyOf(layers);
        requireFit("the input", inputShape, layers.getFirst());
        requireChain(layers);
    }

    /** A network whose first layer says what goes in. */
    public TrainedModel(List<? extends TrainedLayer> layers) {
        this(layers.getFirst().inputShape(), List.copyOf(layers));
    }

    static void requireChain(List<TrainedLayer> layers) {
        for (int i = 1; i < layers.size(); i++) {
            requireFit("layer " + layers.get(i - 1).name(), layers.get(i - 1).outputShape(), layers.get(i));
        }
    }

    private static void requireFit(String from, List<Integer> given, TrainedLayer to) {
        boolean fits = to instanceof DenseWeights dense
                ? dense.inputs() == size(given)
                : to.inputShape().equals(given);
        if (!fits) {
            throw new IllegalArgumentException(
                    "layer " + to.name() + " takes " + to.inputShape() + ", " + from + " gives " + given);
        }
    }

    static int size(List<Integer> shape) {
        return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    /** Number of features that go in. */
    public int inputs() {
        return size(inputShape);
    }

    /** Number of logits that come out. */
    public int outputs() {
        return size(layers.getLast().outputShape());
    }

    /** Multiplications of one inference. */
    public long macs() {
        return layers.stream().mapToLong(TrainedLayer::macs).sum();
    }

    /** Number of weights and biases. */
    public long parameters() {
        return layers.stream().mapToLong(TrainedLayer::parameters).sum();
    }

    /** Returns all layers in order of execution, those inside of sums before the sum: those that {@link #activations} shows. */
    public List<TrainedLayer> flat() {
        return layers.stream().flatMap(layer -> layer.flat().stream()).toList();
    }

    /** Returns the logits of one feature vector; sums in order of the inputs, in float32. Many: {@link FloatNetwork}. */
    public float[] logits(float[] features) {
        return activations(features).getLast();
    }

    /** Returns what each layer of {@link #flat} puts out for one feature vector, in order; the last entry holds the logits. */
    public List<float[]> activations(float[] features) {
        return new FloatNetwork(this).activations(features);
    }
}
