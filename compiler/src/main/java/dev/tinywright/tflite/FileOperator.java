package dev.tinywright.tflite;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An operator of a file, with its options and tensors at hand. */
final class FileOperator {
    /** Axes, shapes and paddings are short. */
    private static final int MOST_NUMBERS = 64;

    private final FlatFile file;
    private final FileTensors tensors;
    private final String type;
    private final int number;
    private final FlatTable options;
    private final int[] inputs;
    private final int[] outputs;

    FileOperator(FlatFile file, FileTensors tensors, String type, int number, FlatTable table) {
        this.file = file;
        this.tensors = tensors;
        this.type = type;
        this.number = number;
        this.options = table.tableOrEmpty(4);
        this.inputs = table.int32s(1);
        this.outputs = table.int32s(2);
    }

    String type() {
        return type;
    }

    FlatTable options() {
        return options;
    }

    int outputs() {
        return outputs.length;
    }

    int inputs() {
        return inputs.length;
    }

    boolean has(int input) {
        return input < inputs.length && inputs[input] != Node.ABSENT;
    }

    Tensor input(int input) {
        return tensors.tensor(fileIndex(input));
    }

    Tensor output() {
        return tensors.tensor(outputIndex(0));
    }

    /** Returns the numbers of an input that has to be constant, and does not go into the graph. */
    int[] constant(int input, String what) {
        Tensor tensor = tensors.aside(fileIndex(input));
        if (!tensor.isConstant()) {
            throw refused(
                    "its " + what + " are computed while the network runs",
                    "convert the model for fixed sizes: keras.Input(shape=…, batch_size=1)");
        }
        if (tensor.type() == DataType.FLOAT32 || tensor.elements() > MOST_NUMBERS) {
            throw refused("its " + what + " are " + tensor.shape() + " " + tensor.type(), Advice.INT8);
        }
        return ints(tensor, what);
    }

    /** Whether an input is whole numbers that are the same whenever the network runs. */
    boolean knows(int input) {
        Tensor tensor = tensors.aside(fileIndex(input));
        return tensor.isConstant() && (tensor.type() == DataType.INT32 || tensor.type() == DataType.INT64);
    }

    /** Says what the output is, so that no node has to make it. */
    List<Node> makes(List<Integer> numbers) {
        Tensor output = tensors.aside(outputIndex(0));
        boolean whole = output.type() == DataType.INT32 || output.type() == DataType.INT64;
        if (!whole || output.elements() != numbers.size() || numbers.size() > MOST_NUMBERS) {
            throw refused(
                    "its output is " + output.shape() + " " + output.type() + ", it makes " + numbers,
                    "the file is damaged: convert the model again");
        }
        int[] values = numbers.stream().mapToInt(Integer::intValue).toArray();
        tensors.know(outputIndex(0), Tensor.constant(output.name(), output.shape(), Optional.empty(), values));
        return List.of();
    }

    /** Returns what an input without a place in the graph is. */
    Tensor aside(int input) {
        return tensors.aside(fileIndex(input));
    }

    /** Returns a number that counts from the last where it is negative. */
    int axis(int axis, int rank) {
        int positive = axis < 0 ? axis + rank : axis;
        if (positive < 0 || positive >= rank) {
            throw refused("there is no axis " + axis + " of " + rank, "the file is damaged: convert the model again");
        }
        return positive;
    }

    Clamp clamp(int field) {
        int activation = options.int8(field);
        return switch (activation) {
            case 0 -> Clamp.NONE;
            case 1 -> Clamp.RELU;
            case 2 -> Clamp.RELU_N1_TO_1;
            case 3 -> Clamp.RELU6;
            default ->
                throw refused("the fused activation number " + activation, "use RELU, RELU6 or a layer of its own");
        };
    }

    /** Returns one node with these inputs and all outputs. */
    List<Node> node(Op op, int... from) {
        List<Integer> used = new ArrayList<>();
        for (int input : from) {
            used.add(has(input) ? tensors.index(inputs[input]) : Node.ABSENT);
        }
        while (!used.isEmpty() && used.getLast() == Node.ABSENT) {
            used.removeLast();
        }
        return List.of(new Node(op, used, allOutputs()));
    }

    /** Returns a node, and a reshape of what it makes to the output. */
    List<Node> reshaped(Op op, int input, Tensor between) {
        int index = tensors.add(between);
        return List.of(
                new Node(op, tensors.index(fileIndex(input)), index),
                new Node(new Op.Reshape(), index, tensors.index(outputIndex(0))));
    }

    List<Integer> allOutputs() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            all.add(tensors.index(outputIndex(i)));
        }
        return all;
    }

    /** Inputs in the file are at least {@code fewest} and at most {@code most}. */
    void takes(int fewest, int most) {
        if (inputs.length < fewest || inputs.length > most || outputs.length == 0) {
            throw refused(
                    inputs.length + " inputs and " + outputs.length + " outputs",
                    "the file is damaged: convert the model again");
        }
    }

    TinywrightException refused(String what, String hint) {
        return TinywrightException.failed(what, where(), hint);
    }

    /** Returns what errors call this operator. */
    private String where() {
        String name = Optional.of(outputs)
                .filter(all -> all.length > 0)
                .map(all -> " that makes tensor \"" + tensors.name(all[0]) + "\"")
                .orElse("");
        return file.name() + ", operator " + number + ", " + type + name;
    }

    private int fileIndex(int input) {
        if (!has(input)) {
            throw refused("its input " + input + " is not there", "the file is damaged: convert the model again");
        }
        return inputs[input];
    }

    private int outputIndex(int output) {
        return outputs[output];
    }

    private int[] ints(Tensor tensor, String what) {
        try {
            return tensor.ints();
        } catch (ArithmeticException _) { // int64 that are no int32
            throw refused("its " + what + " are too large", "the file is damaged: convert the model again");
        }
    }
}
