package dev.tinywright.memory;

import dev.tinywright.graph.Graph;
import dev.tinywright.lower.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Places buffers. */
public final class Placer {
    private final Program program;
    private final Blocks blocks;
    private final Demand demand;

    private Placer(Program program) {
        this.program = program;
        this.blocks = new Blocks(program, Views.of(program.graph()));
        this.demand = new Demand(program, blocks);
    }

    /** Returns the bytes that the fullest step needs, wherever the buffers lie, in the best order that is found quickly. */
    public static int atLeast(Program program) {
        Placer placer = new Placer(program);
        int[] other = Schedule.quick(program.graph(), placer.demand);
        return Math.min(placer.demand.of(placer.given()), placer.demand.of(other));
    }

    /** Where each block starts, with the nodes in some order. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Places(int[] order, int[] starts, int bytes) {}

    /**
     * Places everything that a program computes: graph inputs lie in the array from the start until they are used last,
     * outputs until the end, scratch memory during its step. States and constants lie elsewhere. The steps are put into the
     * order that needs the least.
     */
    public static Placement place(Program program) {
        Placer placer = new Placer(program);
        Placement placement = placer.placement(placer.best());
        PlacementCheck.check(placement);
        return placement;
    }

    private Places best() {
        int[] given = given();
        int[] other = Schedule.of(program.graph(), demand);
        Places places = pack(given);
        if (demand.of(other) < demand.of(given)) {
            Places reordered = pack(other);
            return reordered.bytes() < places.bytes() ? reordered : places;
        }
        return places;
    }

    private int[] given() {
        return IntStream.range(0, program.steps().size()).toArray();
    }

    private Places pack(int[] order) {
        int[] position = Conflicts.positions(order);
        Conflicts conflicts = new Conflicts(blocks, position);
        Packing packing = new Packing(blocks.all(), conflicts, demand.of(order));
        int[] starts = packing.solve(orders(position));
        return new Places(order, starts, packing.bytes(starts));
    }

    /** Large ones first; those that live longest first; the last ones first; those of the fullest step first. */
    private List<Comparator<Integer>> orders(int[] position) {
        Comparator<Integer> last = Comparator.reverseOrder();
        Comparator<Integer> bySize =
                Comparator.<Integer>comparingInt(i -> -block(i).bytes()).thenComparing(last);
        Comparator<Integer> byLife = Comparator.<Integer>comparingInt(i -> from(i, position) - to(i, position))
                .thenComparing(bySize);
        Comparator<Integer> byArea = Comparator.<Integer>comparingLong(
                        i -> (long) block(i).bytes() * (from(i, position) - to(i, position) - 1))
                .thenComparing(bySize);
        Comparator<Integer> byEnd =
                Comparator.<Integer>comparingInt(i -> -to(i, position)).thenComparing(bySize);
        Comparator<Integer> byStart =
                Comparator.<Integer>comparingInt(i -> -from(i, position)).thenComparing(bySize);
        return List.of(bySize, byLife, byArea, byEnd, byStart, byStart.reversed());
    }

    private Block block(int index) {
        return blocks.all().get(index);
    }

    private int from(int index, int[] position) {
        return block(index).segments().stream()
                .mapToInt(s -> s.from(position))
                .min()
                .orElse(0);
    }

    private int to(int index, int[] position) {
        return block(index).segments().stream()
                .mapToInt(s -> s.to(position))
                .max()
                .orElse(0);
    }

    private Placement placement(Places places) {
        int[] starts = places.starts();
        Map<Integer, Integer> offsets = new TreeMap<>();
        for (int tensor = 0; tensor < program.graph().tensors().size(); tensor++) {
            if (blocks.blockOf(tensor) >= 0) {
                offsets.put(tensor, starts[blocks.blockOf(tensor)] + blocks.offsetOf(tensor));
            }
        }
        List<Integer> scratch = new ArrayList<>();
        List<Integer> aliased = new ArrayList<>();
        for (int node : places.order()) {
            if (blocks.views().isAliased(node)) {
                aliased.add(scratch.size());
            }
            scratch.add(blocks.scratchOf(node) < 0 ? -1 : starts[blocks.scratchOf(node)]);
        }
        int alignment = blocks.all().stream().mapToInt(Block::alignment).max().orElse(4);
        int arena = (places.bytes() + alignment - 1) / alignment * alignment;
        return new Placement(inOrder(places.order()), offsets, scratch, arena, peak(places.order()), aliased);
    }

    private Program inOrder(int[] order) {
        Graph graph = program.graph();
        Graph sorted = new Graph(
                graph.name(),
                graph.tensors(),
                Arrays.stream(order).mapToObj(graph.nodes()::get).toList(),
                graph.inputs(),
                graph.outputs(),
                graph.states());
        return new Program(
                sorted,
                program.target(),
                Arrays.stream(order).mapToObj(program.steps()::get).toList());
    }

    private int peak(int[] order) {
        BitSet done = new BitSet();
        int peak = 0;
        int most = -1;
        for (int step = 0; step < order.length; step++) {
            int bytes = demand.of(done, order[step]);
            if (bytes > most) {
                most = bytes;
                peak = step;
            }
            done.set(order[step]);
        }
        return peak;
    }
}
