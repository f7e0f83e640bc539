package dev.tinywright.compile;

import java.util.List;

/**
 * One step of a compiled model, as a report shows it.
 *
 * @param name of the tensor that it makes, as in the file
 * @param kind "conv 3x3/2"
 * @param inputShape of its first input, without the batch
 * @param outputShape of its first output
 * @param macs multiplications with weights
 * @param parameters numbers that were trained: weights and biases
 * @param constantBytes of flash, laid out for the kernel
 * @param kernel that does it; empty where nothing is called, because the output lies where it should already
 * @param why a few words on the choice
 * @param buffers what it reads, writes and scratches on, with offsets into the arena
 * @param estimatedInstructions before anything was run
 */
public record Layer(
        String name,
        String kind,
        String inputShape,
        String outputShape,
        long macs,
        long parameters,
        long constantBytes,
        String kernel,
        String why,
        List<Buffer> buffers,
        long estimatedInstructions) {
    public Layer {
        buffers = List.copyOf(buffers);
    }

    /** @param role "in", "out", "scratch" */
    public record Buffer(String role, int offset, int bytes) {}

    /** Whether code runs for it. */
    public boolean isCalled() {
        return !kernel.isEmpty();
    }
}
