package dev.tinywright.contract;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.FrontEnd;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.Reading;
import dev.tinywright.graph.DataType;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.tensor.Quantization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What whoever calls the model must pass and gets back.
 *
 * @param model prefix of the C names
 * @param version of the model: changes with its weights
 * @param format what one inference takes: a row of readings, a window of a recording, or a picture
 * @param inputs what is passed, in order: readings, float32, NaN for a missing one; or channels of a recording or picture
 * @param shares groups of inputs, by position, that are shares of their sum: raw values must be divided by the sum of the
 *     group's raw values before they are passed; no input is in two groups
 * @param window samples of all inputs that one inference takes
 * @param rateHz samples per second that the data was recorded at, where it says so
 * @param input the network's int8 input tensor
 * @param output the network's output tensor: int8, or int16 where a number is predicted
 * @param labels of the outputs, in order, all different; the name of the number where one is predicted
 * @param quantity the number that is predicted; empty where classes are told
 */
public record Contract(
        String model,
        String version,
        InputFormat format,
        List<Input> inputs,
        List<List<Integer>> shares,
        int window,
        OptionalDouble rateHz,
        Tensor input,
        Tensor output,
        List<String> labels,
        Optional<Quantity> quantity) {
    public Contract {
        inputs = List.copyOf(inputs);
        shares = shares.stream().map(List::copyOf).toList();
        labels = List.copyOf(labels);
        ContractText.check(format, inputs, shares, window, rateHz, output, labels);
        if (output.isWide() && quantity.isEmpty()) {
            throw new IllegalArgumentException("not a contract: classes are told by shares of int8");
        }
        if (quantity.isPresent() && labels.size() != 1) {
            throw new IllegalArgumentException("not a contract: " + labels.size() + " outputs for one number");
        }
    }

    /** The contract of a model that tells classes apart by rows of readings. */
    public Contract(
            String model,
            String version,
            List<Input> inputs,
            List<List<Integer>> shares,
            int window,
            OptionalDouble rateHz,
            Tensor input,
            Tensor output,
            List<String> labels) {
        this(model, version, readings(inputs), inputs, shares, window, rateHz, input, output, labels, Optional.empty());
    }

    private static InputFormat readings(List<Input> inputs) {
        return new InputFormat.Readings(inputs.stream()
                .map(input -> new Reading(input.name(), input.unit()))
                .toList());
    }

    /**
     * Puts together what data, features and network say.
     *
     * @param model a C identifier
     * @param acquisition of the readings or channels of {@code program}
     * @throws IllegalArgumentException if their numbers of readings, features or classes differ
     */
    public static Contract of(
            String model,
            String version,
            FrontEnd program,
            QuantizedModel network,
            List<String> labels,
            Optional<Quantity> quantity,
            Acquisition acquisition) {
        InputFormat format = program.format();
        List<Reading> channels = channels(format);
        int features = program.shape().stream().reduce(1, Math::multiplyExact);
        requireEqual("readings", channels.size(), "ranges", acquisition.ranges().size());
        requireEqual("features", features, "network inputs", network.inputs());
        requireEqual("labels", labels.size(), "network outputs", network.outputs());
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            Acquisition.Range range = acquisition.ranges().get(i);
            inputs.add(new Input(channels.get(i).name(), channels.get(i).unit(), range.low(), range.high()));
        }
        return new Contract(
                model,
                version,
                format,
                inputs,
                acquisition.shares(),
                format instanceof InputFormat.Window window ? window.frames() : 1,
                format instanceof InputFormat.Window window ? OptionalDouble.of(window.rateHz()) : acquisition.rateHz(),
                new Tensor(program.shape(), network.input()),
                new Tensor(network.outputShape(), network.output(), network.outputType()),
                labels,
                quantity);
    }

    /** The contract of a model that tells classes apart. */
    public static Contract of(
            String model,
            String version,
            FrontEnd program,
            QuantizedModel network,
            List<String> labels,
            Acquisition acquisition) {
        return of(model, version, program, network, labels, Optional.empty(), acquisition);
    }

    /** Returns what is passed together: readings of a row, channels of a recording, colours of a picture. */
    private static List<Reading> channels(InputFormat format) {
        return switch (format) {
            case InputFormat.Readings table -> table.readings();
            case InputFormat.Window window -> window.channels();
            case InputFormat.Picture picture ->
                picture.channels() == 1
                        ? List.of(new Reading("grey", ""))
                        : List.of(new Reading("red", ""), new Reading("green", ""), new Reading("blue", ""));
        };
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

    /**
     * @param shape without the batch
     * @param type int8, or int16 of a number
     */
    public record Tensor(List<Integer> shape, Quantization quantization, DataType type) {
        public Tensor {
            shape = List.copyOf(shape);
            if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 1)) {
                throw new IllegalArgumentException("not a shape: " + shape);
            }
        }

        /** An int8 tensor. */
        public Tensor(List<Integer> shape, Quantization quantization) {
            this(shape, quantization, DataType.INT8);
        }

        /** Size of all elements. */
        public int bytes() {
            return shape.stream().reduce(type.bytes(), Math::multiplyExact);
        }

        /** Whether the elements are int16. */
        public boolean isWide() {
            return type == DataType.INT16;
        }
    }

    /**
     * Returns the number that an output stands for, where one is predicted.
     *
     * @param bytes of the output tensor, little-endian
     */
    public float number(byte[] bytes) {
        return number(output.isWide() ? bytes[0] & 0xff | bytes[1] << 8 : bytes[0]);
    }

    private float number(int q) {
        Quantity of = quantity.orElseThrow(() -> new IllegalStateException("the model predicts no number"));
        return of.offset() + output.quantization().real(q);
    }

    /** Returns the lowest number that there is an output for. */
    public float lowest() {
        return number(output.isWide() ? Short.MIN_VALUE : Byte.MIN_VALUE);
    }

    /** Returns the highest number that there is an output for. */
    public float highest() {
        return number(output.isWide() ? Short.MAX_VALUE : Byte.MAX_VALUE);
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
                    "both sides must come from one run: build the model again and use the files of that build"
                            + " together");
        });
    }

    private static void requireEqual(String what, int count, String other, int otherCount) {
        if (count != otherCount) {
            throw new IllegalArgumentException(what + " " + count + " do not fit " + other + " " + otherCount);
        }
    }
}
