package dev.tinywright.golden;

import dev.tinywright.board.Board;
import dev.tinywright.compile.CompiledModel;
import dev.tinywright.firmware.NetworkMemory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A compiled network that was run.
 *
 * @param core that ran it, "Cortex-M4"
 * @param emulator its name and version
 * @param compiler first line of what the C compiler says of itself
 * @param source where the expected outputs are from
 * @param vectors how many inferences were compared
 * @param mismatches inferences of which any output differs in any bit
 * @param first of these; empty where there is none
 * @param memory of the linked image
 * @param stackBytes deepest use by a call; 0 on the host, where it is not measured
 * @param instructions executed in an inference, mean; empty on the host
 * @param cycles of the processor's clock in an inference, mean; only where the emulator counts them, as simavr does
 * @param stepInstructions of each call that the network's source makes, in order; empty where they were not asked for
 */
public record MeasuredModel(
        CompiledModel model,
        Board board,
        String core,
        String emulator,
        String compiler,
        String source,
        int vectors,
        int mismatches,
        Optional<Mismatch> first,
        NetworkMemory memory,
        long stackBytes,
        OptionalDouble instructions,
        OptionalDouble cycles,
        List<Double> stepInstructions) {
    public MeasuredModel {
        stepInstructions = List.copyOf(stepInstructions);
    }

    /** Buffers, other static data and stack. */
    public long ramBytes() {
        return memory.staticBytes() + stackBytes;
    }

    /** Whether what the board has for a program suffices. */
    public boolean fits() {
        return memory.flashBytes() <= board.flashBytes() && ramBytes() <= board.ramBytes();
    }

    public boolean passed() {
        return mismatches == 0;
    }
}
