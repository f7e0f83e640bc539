package dev.tinywright.report;

import java.util.List;

/**
 * What a network is made of.
 *
 * @param features one sentence per step from an example to what goes in
 * @param inputShape (features), or (height, width, channels)
 * @param layers in order of execution
 * @param parameters weights and biases of all layers
 * @param macs multiplications of one inference
 */
public record NetworkParts(
        List<String> features, List<Integer> inputShape, List<Part> layers, long parameters, long macs) {
    public NetworkParts {
        features = List.copyOf(features);
        inputShape = List.copyOf(inputShape);
        layers = List.copyOf(layers);
    }

    /**
     * @param kind in words: "convolution 3 x 3, stride 2"
     * @param outputShape (n), or (height, width, channels)
     */
    public record Part(String name, String kind, List<Integer> outputShape, long parameters, long macs) {
        public Part {
            outputShape = List.copyOf(outputShape);
        }
    }
}
