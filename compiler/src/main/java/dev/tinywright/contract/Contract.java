package dev.tinywright.contract;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.Reading;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.tensor.Quantization;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What whoever calls the model must pass and gets back.
 *
 * @param model prefix of the C names
 * @param version of the model: changes with its weights
 * @param inputs what is passed, in order: float32 each, NaN for a missing one
 * @param shares groups of inputs, by position, that are shares of their sum: raw values must be divided by the sum of the
 *     group's raw values before they are passed; no input is in two groups
 * @param window samples of all inputs that one inference takes
 * @param rateHz samples per second that the data was recorded at, where it says so
 * @param input the network's int8 input tensor
 * @param output the network's int8 output tensor
 * @param labels of the outputs, in order, all different
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
        ContractText.check(inputs, shares, window, rateHz, output, labels);
    }

    /**
     * Puts together what data, features and network say.
     *
     * @param model a C identifier
     * @param acquisition of the readings of {@code program}
     * @throws IllegalArgumentException if their numbers of readings, features or classes differ
     */
    public static Contract of(
            String model,
            String version,
            InputProgram program,
            QuantizedModel network,
            List<String> labels,
            Acquisition acquisition) {
        List<Reading> readings = program.readings();
        requireEqual("readings", readings.size(), "ranges", acquisition.ranges().size());
        requireEqual("features", program.featureNames().size(), "network inputs", network.inputs());
        requireEqual("labels", labels.size(), "network outputs", network.outputs());
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            Acquisition.Range range = acquisition.ranges().get(i);
            inputs.add(new Input(readings.get(i).name(), readings.get(i).unit(), range.low(), range.high()));
        }
        return new Contract(
                model,
                version,
                inputs,
                acquisition.shares(),
                1,
                acquisition.rateHz(),
                new Tensor(network.inputShape(), network.input()),
                new Tensor(network.outputShape(), network.output()),
                labels);
    }

    /**
     * @param unit as the data says or as its values tell, empty where unknown
     * @param low lowest value in the training rows
     * @param high highest value in the training rows; low and high are both 0 where nothing is known of them
     */
    public record Input(String name, String unit, float low, float high) {
        public Input {
            if (!Float.isFinite(low) || !Float.isFinite(high) || low > high) {
                throw new IllegalArgumentException("not a range: " + low + " to " + high);
            }
        }

        /** Returns whether low and high say anything. */
        public boolean rangeKnown() {
            return low != 0 || high != 0;
        }
    }

    /** @param shape without the batch */
    public record Tensor(List<Integer> shape, Quantization quantization) {
        public Tensor {
            shape = List.copyOf(shape);
            if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 1)) {
                throw new IllegalArgumentException("not a shape: " + shape);
            }
        }
    }

    /** Returns eight hexadecimal digits that change with anything in the contract. */
    public String id() {
        return ContractText.id(this);
    }

    /**
     * Returns eight hexadecimal digits that change with what a caller must keep to: names, order, units and transforms of the
     * inputs, window, rate, labels. The same model trained again on more data keeps it, so sketches stay valid.
     */
    public String interfaceId() {
        return ContractText.interfaceId(this);
    }

    /** Returns the contract in English, a line for each input and one for each other part. */
    public List<String> describe() {
        return ContractText.describe(this);
    }

    /** Returns one input in English: unit, trained range, what must be done to a raw value before it is passed. */
    public String describeInput(int position) {
        return ContractText.input(this, position);
    }

    /** Returns the names of the group of shares that an input belongs to, joined by commas; empty where it is in none. */
    public String sharesWith(int position) {
        return shares.stream()
                .filter(group -> group.contains(position))
                .flatMap(List::stream)
                .map(i -> inputs.get(i).name())
                .collect(Collectors.joining(", "));
    }

    /**
     * Requires that two sides mean the same model.
     *
     * @param where the other side is, for the message
     * @throws TinywrightException naming the first part that differs
     */
    public void requireSame(Contract other, String where) {
        ContractText.firstDifference(this, other).ifPresent(difference -> {
            throw TinywrightException.failed(
                    "the contract with model " + model + " is broken: " + difference,
                    where,
                    "both sides must come from one run: build the model again and use the files of that build together");
        });
    }

    private static void requireEqual(String what, int count, String other, int otherCount) {
        if (count != otherCount) {
            throw new IllegalArgumentException(what + " " + count + " do not fit " + other + " " + otherCount);
        }
    }
}
