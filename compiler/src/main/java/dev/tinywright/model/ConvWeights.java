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
        int perFilter = window.height() * window.width() * (depthwise ? 1 : inputShape.get(2));
        if (inputShape.size() != 3
                || weights.length != filters * perFilter
                || bias.length != filters
                || (depthwise && filters != inputShape.get(2))) {
            throw new IllegalArgumentException("convolution " + name + " on " + inputShape + ": " + filters
                    + " filters of " + perFilter + " do not fit " + weights.length + " weights and " + bias.length
                    + " biases");
        }
    }

    @Override
    public List<Integer> outputShape() {
        return List.of(
                outputSize(inputShape.get(0), window.height(), window.strideY()),
                outputSize(inputShape.get(1), window.width(), window.strideX()),
                filters);
    }

    private int outputSize(int size, int kernel, int stride) {
        return window.same() ? Math.ceilDiv(size, stride) : (size - kernel) / stride + 1;
    }
}
