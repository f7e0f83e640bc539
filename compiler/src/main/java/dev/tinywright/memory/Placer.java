package dev.tinywright.memory;

import dev.tinywright.lower.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Places buffers. */
public final class Placer {
    private Placer() {}

    /**
     * Places everything that a program computes: graph inputs lie in the array from the start until they are used last,
     * outputs until the end, scratch memory during its step. States and constants lie elsewhere.
     */
    public static Placement place(Program program) {
        int[] order = IntStream.range(0, program.steps().size()).toArray();
        Blocks blocks = new Blocks(program, Views.of(program.graph()));
        Packing packing = new Packing(blocks.all(), new Conflicts(blocks, Conflicts.positions(order)));
        Placement placement = placement(program, blocks, packing);
        PlacementCheck.check(placement);
        return placement;
    }

    private static Placement placement(Program program, Blocks blocks, Packing packing) {
        int[] starts = packing.solve();
        Map<Integer, Integer> offsets = new TreeMap<>();
        for (int tensor = 0; tensor < program.graph().tensors().size(); tensor++) {
            if (blocks.blockOf(tensor) >= 0) {
                offsets.put(tensor, starts[blocks.blockOf(tensor)] + blocks.offsetOf(tensor));
            }
        }
        List<Integer> scratch = new ArrayList<>();
        List<Integer> aliased = new ArrayList<>();
        for (int node = 0; node < program.steps().size(); node++) {
            scratch.add(blocks.scratchOf(node) < 0 ? -1 : starts[blocks.scratchOf(node)]);
            if (blocks.views().isAliased(node)) {
                aliased.add(node);
            }
        }
        int arena = (packing.bytes(starts) + 3) / 4 * 4;
        return new Placement(program, offsets, scratch, arena, 0, aliased);
    }
}
