package dev.tinywright.verify;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What the firmware of a compiled network did with inputs.
 *
 * @param core that ran it, "Cortex-M4"
 * @param emulator its name and version
 * @param outputs all of them, one after another, as often as there were inputs
 * @param stackBytes deepest use by a call of the network, by painting; 0 on the host, where it is not measured
 * @param instructions executed in an inference, mean over all; empty on the host
 * @param cycles of the processor's clock, the same way; only where the emulator counts them, as simavr does
 * @param stepInstructions the instructions of each step; empty where the image does not count them
 */
@SuppressWarnings("ArrayRecordComponent") // equality is never asked for
public record NetworkRun(
        String core,
        String emulator,
        byte[] outputs,
        long stackBytes,
        OptionalDouble instructions,
        OptionalDouble cycles,
        List<Double> stepInstructions) {
    public NetworkRun {
        stepInstructions = List.copyOf(stepInstructions);
    }
}
