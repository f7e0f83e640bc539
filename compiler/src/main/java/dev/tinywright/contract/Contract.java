package dev.tinywright.contract;

import dev.tinywright.tensor.Quantization;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What whoever calls the model must pass and gets back.
 *
 * @param model prefix of the C names
 * @param version of the model: changes with its weights
 * @param inputs what is passed, in order: float32 each, NaN for a missing one
 * @param shares groups of inputs, by position, that are shares of their sum: raw values must be divided by the sum of the
 *     group's raw values before they are passed
 * @param window samples of all inputs that one inference takes
 * @param rateHz samples per second that the data was recorded at, where it says so
 * @param input the network's int8 input tensor
 * @param output the network's int8 output tensor
 * @param labels of the outputs, in order
 */
public record Contract(
        String model,
        String version,
        List<Input> inputs,
        List<List<Integer>> shares,
        int window,
        OptionalDouble rateHz,
        Tensor input,
        Tensor output,
        List<String> labels) {
    public Contract {
        inputs = List.copyOf(inputs);
        shares = shares.stream().map(List::copyOf).toList();
        labels = List.copyOf(labels);
    }

    /**
     * @param unit as the data says or as its values tell, empty where unknown
     * @param low lowest value in the training rows
     * @param high highest value in the training rows
     */
    public record Input(String name, String unit, float low, float high) {}

    /** @param shape without the batch */
    public record Tensor(List<Integer> shape, Quantization quantization) {
        public Tensor {
            shape = List.copyOf(shape);
        }
    }
}
