package dev.tinywright.model;

import java.util.List;

/**
 * A dense layer with its float32 weights. The arrays are the record's own: do not write to what the accessors return.
 *
 * @param name unique in the network, a C identifier: {@code dense1}, {@code dense2}, …
 * @param inputs length of x; where the layer before gives (height, width, channels), it is taken row by row
 * @param units length of y
 * @param weights shape (units, inputs), row-major
 * @param bias shape (units)
 */
@SuppressWarnings("ArrayRecordComponent") // hot loops run over these arrays; equality of models is never asked for
public record DenseWeights(String name, int inputs, int units, float[] weights, float[] bias, Activation activation)
        implements TrainedLayer {
    public DenseWeights {
        if (weights.length != inputs * units || bias.length != units) {
            throw new IllegalArgumentException("dense layer " + name + ": " + inputs + " x " + units + " needs "
                    + inputs * units + " weights and " + units + " biases, got " + weights.length + " and "
                    + bias.length);
        }
    }

    @Override
    public List<Integer> inputShape() {
        return List.of(inputs);
    }

    @Override
    public List<Integer> outputShape() {
        return List.of(units);
    }

    @Override
    public long parameters() {
        return (long) weights.length + bias.length;
    }

    @Override
    public long macs() {
        return weights.length;
    }
}
