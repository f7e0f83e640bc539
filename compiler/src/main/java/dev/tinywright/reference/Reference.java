package dev.tinywright.reference;

import dev.tinywright.graph.Graph;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One running copy of a network, with its states. Every operator computes what the TensorFlow Lite reference kernels for
 * microcontrollers do, with double rounding unless told otherwise.
 */
public final class Reference {
    private final Graph graph;

    public Reference(Graph graph) {
        this.graph = graph;
    }

    /**
     * Runs the network once.
     *
     * @param inputs little-endian elements, in the order of {@link Graph#inputs}
     * @return the outputs in the order of {@link Graph#outputs}
     */
    public List<byte[]> run(List<byte[]> inputs) {
        ByteBuffer[] values = runAll(inputs);
        return graph.outputs().stream().map(index -> values[index].array()).toList();
    }

    /** Returns the value of every tensor, by its index. */
    @SuppressWarnings("DoNotCallSuggester")
    public ByteBuffer[] runAll(List<byte[]> inputs) {
        throw new UnsupportedOperationException();
    }
}
