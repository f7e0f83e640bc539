package dev.tinywright.memory;

import dev.tinywright.lower.Program;
import java.util.List;
import java.util.Map;

/**
 * The memory plan of a program.
 *
 * @param program its steps in the order in which they run, which may not be that of the graph it was made of
 * @param offsets of each tensor that has memory, by its index; in bytes from the start of the array. Tensors that share
 *     elements (reshapes, slices of rows, parts of a concatenation) share memory
 * @param scratch offset of each step's scratch memory; −1 where it has none
 * @param arenaBytes length of the array
 * @param peakStep index of the step at which the most is alive
 * @param aliased steps that compute nothing because their output lies where it should
 */
public record Placement(
        Program program,
        Map<Integer, Integer> offsets,
        List<Integer> scratch,
        int arenaBytes,
        int peakStep,
        List<Integer> aliased) {
    public Placement {
        offsets = Map.copyOf(offsets);
        scratch = List.copyOf(scratch);
        aliased = List.copyOf(aliased);
    }

    /** What the start of the array must be a multiple of, in bytes: 8 with scratch memory or elements as wide, else 4. */
    public int alignment() {
        boolean wide = scratch.stream().anyMatch(offset -> offset >= 0)
                || offsets.keySet().stream()
                        .anyMatch(
                                tensor -> program.graph().tensor(tensor).type().bytes() > 4);
        return wide ? 8 : 4;
    }
}
