package dev.tinywright.codegen;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each buffer lies in the one static arena. A layer reads at one end and writes at the other, the next the other way
 * round, so that the arena is as large as the largest two neighbours. The input stage works on int32 columns over the
 * whole of it and leaves the network's input, int8, where the columns began.
 *
 * @param arenaBytes a multiple of 4
 * @param slots the network's input, then the output of each layer; the softmax writes to the caller's memory
 */
public record MemoryPlan(int arenaBytes, List<Slot> slots) {
    public MemoryPlan {
        slots = List.copyOf(slots);
    }

    /** One int8 vector in the arena. */
    public record Slot(int offset, int bytes) {}

    /**
     * Places the buffers of a network, known from its architecture alone.
     *
     * @param inputs features
     * @param units of each dense layer in order
     */
    public static MemoryPlan of(int inputs, List<Integer> units) {
        int arena = 4 * inputs;
        int before = inputs;
        for (int unit : units) {
            arena = Math.max(arena, before + unit);
            before = unit;
        }
        arena = (arena + 3) / 4 * 4;
        List<Slot> slots = new ArrayList<>(List.of(new Slot(0, inputs)));
        for (int i = 0; i < units.size(); i++) {
            int bytes = units.get(i);
            slots.add(new Slot(i % 2 == 0 ? arena - bytes : 0, bytes));
        }
        return new MemoryPlan(arena, slots);
    }
}
