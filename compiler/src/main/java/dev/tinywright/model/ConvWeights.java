package dev.tinywright.model;

import java.util.List;

/**
 * A convolution with its float32 weights. The arrays are the record's own: do not write to what the accessors return.
 *
 * @param inputShape (height, width, channels)
 * @param filters output channels; of a depthwise convolution as many as channels
 * @param weights (filters, kernel height, kernel width, channels), row-major; depthwise (kernel height, kernel width, channels)
 * @param bias (filters)
 */
@SuppressWarnings("ArrayRecordComponent") // hot loops run over these arrays; equality of models is never asked for
public record ConvWeights(
        String name,
        List<Integer> inputShape,
        boolean depthwise,
        int filters,
        Layer.Kernel window,
        float[] weights,
        float[] bias,
        Activation activation)
        implements TrainedLayer {
    public ConvWeights {
        inputShape = List.copyOf(inputShape);
        if (inputShape.size() != 3) {
            throw new IllegalArgumentException(
                    "convolution " + name + " on " + inputShape + ", which is not (height, width, channels)");
        }
        int perFilter = window.height() * window.width() * (depthwise ? 1 : inputShape.get(2));
        if (weights.length != filters * perFilter
                || bias.length != filters
                || (depthwise && filters != inputShape.get(2))) {
            throw new IllegalArgumentException("convolution " + name + " on " + inputShape + ": " + filters
                    + " filters of " + perFilter + " do not fit " + weights.length + " weights and " + bias.length
                    + " biases");
        }
    }

    @Override
    public List<Integer> outputShape() {
        return List.of(window.outputHeight(inputShape.get(0)), window.outputWidth(inputShape.get(1)), filters);
    }

    /** Returns the rows of zeros above the input, as TensorFlow pads. */
    public int padTop() {
        return window.padTop(inputShape.get(0));
    }

    /** Returns the columns of zeros left of the input, as TensorFlow pads. */
    public int padLeft() {
        return window.padLeft(inputShape.get(1));
    }

    @Override
    public long parameters() {
        return (long) weights.length + bias.length;
    }

    @Override
    public long macs() {
        List<Integer> output = outputShape();
        return (long) output.get(0) * output.get(1) * weights.length;
    }
}
