package dev.tinywright.reference;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Tensor;
import dev.tinywright.tensor.Rounding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * One running copy of a network, with its states. Every operator computes what the TensorFlow Lite reference kernels for
 * microcontrollers do, with double rounding unless told otherwise.
 */
public final class Reference {
    private static final byte[] NONE = {};

    private final Graph graph;
    private final List<Kernel> kernels;
    /** By index of tensor; constants and states from the start on. */
    private final byte[][] values;

    public Reference(Graph graph) {
        this(graph, Rounding.DOUBLE);
    }

    /**
     * @param rounding of the sums of convolutions and fully connected layers
     */
    public Reference(Graph graph, Rounding rounding) {
        this.graph = graph;
        this.kernels = graph.nodes().stream()
                .map(node -> Kernels.of(graph, node, rounding))
                .toList();
        this.values = new byte[graph.tensors().size()][];
        Arrays.setAll(
                values,
                index -> graph.tensor(index).isConstant() ? graph.tensor(index).toBytes() : NONE);
        reset();
    }

    /** Returns the states to what they are at first. */
    public void reset() {
        for (int index : graph.states()) {
            Tensor state = graph.tensor(index);
            values[index] = new byte[state.bytes()];
            for (int i = 0; i < state.elements(); i++) {
                Elements.put(values[index], state.type(), i, state.zeroPoint());
            }
        }
    }

    /**
     * Runs the network once.
     *
     * @param inputs little-endian elements, in the order of {@link Graph#inputs}
     * @return the outputs in the order of {@link Graph#outputs}
     * @throws IllegalArgumentException where number or size of the inputs is not the network's
     */
    public List<byte[]> run(List<byte[]> inputs) {
        compute(inputs);
        return graph.outputs().stream().map(index -> values[index].clone()).toList();
    }

    /** Returns the value of every tensor, by its index; nothing for a tensor that no node makes. */
    public ByteBuffer[] runAll(List<byte[]> inputs) {
        compute(inputs);
        return Arrays.stream(values)
                .map(value -> ByteBuffer.wrap(value.clone()).order(ByteOrder.LITTLE_ENDIAN))
                .toArray(ByteBuffer[]::new);
    }

    private void compute(List<byte[]> inputs) {
        take(inputs);
        for (int i = 0; i < kernels.size(); i++) {
            Node node = graph.nodes().get(i);
            node.outputs()
                    .forEach(index ->
                            values[index] = new byte[graph.tensor(index).bytes()]);
            kernels.get(i).run(values(node.inputs()), values(node.outputs()));
        }
    }

    private void take(List<byte[]> inputs) {
        if (inputs.size() != graph.inputs().size()) {
            throw new IllegalArgumentException(graph.inputs().size() + " inputs, not " + inputs.size());
        }
        for (int i = 0; i < inputs.size(); i++) {
            Tensor input = graph.tensor(graph.inputs().get(i));
            if (inputs.get(i).length != input.bytes()) {
                throw new IllegalArgumentException(
                        "input " + input.name() + " has " + input.bytes() + " bytes, not " + inputs.get(i).length);
            }
            values[graph.inputs().get(i)] = inputs.get(i);
        }
    }

    private byte[][] values(List<Integer> indices) {
        return indices.stream()
                .map(index -> index == Node.ABSENT ? NONE : values[index])
                .toArray(byte[][]::new);
    }
}
