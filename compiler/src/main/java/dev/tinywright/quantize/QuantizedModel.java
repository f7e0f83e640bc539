package dev.tinywright.quantize;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Quantization;
import java.util.List;

/**
 * A network on integers.
 *
 * @param graph with one int8 input and one output, int8 or of a number int16, each with a batch of 1
 * @param equalized whether it was made of the network that {@link Equalization} gives
 */
public record QuantizedModel(Graph graph, boolean equalized) {
    public QuantizedModel {
        if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
            throw new IllegalArgumentException("a model has one input and one output, not "
                    + graph.inputs().size() + " and " + graph.outputs().size());
        }
    }

    /** A network whose channels are as they were trained. */
    public QuantizedModel(Graph graph) {
        this(graph, false);
    }

    /** Quantization of what goes in. */
    public Quantization input() {
        return Quantized.quantization(inputTensor());
    }

    /** Quantization of what comes out. */
    public Quantization output() {
        return Quantized.quantization(outputTensor());
    }

    /** What the elements that come out are. */
    public DataType outputType() {
        return outputTensor().type();
    }

    /** Shape of what goes in, without the batch. */
    public List<Integer> inputShape() {
        return withoutBatch(inputTensor().shape());
    }

    /** Shape of what comes out, without the batch. */
    public List<Integer> outputShape() {
        return withoutBatch(outputTensor().shape());
    }

    /** Number of elements that go in. */
    public int inputs() {
        return inputTensor().elements();
    }

    /** Number of elements that come out. */
    public int outputs() {
        return outputTensor().elements();
    }

    /** Returns the bytes of the output for {@code input}, row by row; for many inputs make one {@link Reference} of the graph. */
    public byte[] run(byte[] input) {
        return new Reference(graph).run(List.of(input)).getFirst();
    }

    private Tensor inputTensor() {
        return graph.tensor(graph.inputs().getFirst());
    }

    private Tensor outputTensor() {
        return graph.tensor(graph.outputs().getFirst());
    }

    private static List<Integer> withoutBatch(Shape shape) {
        return shape.rank() == 1 ? shape.dims() : shape.dims().subList(1, shape.rank());
    }
}
