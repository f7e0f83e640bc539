package dev.tinywright.memory;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Tensor;
import dev.tinywright.lower.Overlap;
import dev.tinywright.lower.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything of a program that needs memory, whatever the order of its steps. */
final class Blocks {
    private static final int SCRATCH_ALIGNMENT = 8;

    private final Program program;
    private final Graph graph;
    private final Views views;
    private final List<Block> all = new ArrayList<>();
    /** Of each tensor, −1 for none. */
    private final int[] blockOf;
    /** In its block. */
    private final int[] offsetOf;
    /** Of each node, −1 for none. */
    private final int[] scratchOf;

    Blocks(Program program, Views views) {
        this.program = program;
        this.graph = program.graph();
        this.views = views;
        this.blockOf = new int[graph.tensors().size()];
        this.offsetOf = new int[blockOf.length];
        this.scratchOf = new int[graph.nodes().size()];
        Arrays.fill(blockOf, -1);
        Arrays.fill(scratchOf, -1);
        classes().values().forEach(this::addTensors);
        for (int node = 0; node < scratchOf.length; node++) {
            addScratch(node);
        }
    }

    List<Block> all() {
        return all;
    }

    Views views() {
        return views;
    }

    /** Index of the block that a tensor lies in; −1 where it has no memory. */
    int blockOf(int tensor) {
        return blockOf[tensor];
    }

    int offsetOf(int tensor) {
        return offsetOf[tensor];
    }

    /** Index of the block of a node's scratch memory; −1 where it has none. */
    int scratchOf(int node) {
        return scratchOf[node];
    }

    private Map<Integer, List<Integer>> classes() {
        BitSet used = new BitSet();
        graph.inputs().forEach(used::set);
        graph.outputs().forEach(used::set);
        for (Node node : graph.nodes()) {
            node.inputs().stream().filter(i -> i != Node.ABSENT).forEach(used::set);
            node.outputs().forEach(used::set);
        }
        Map<Integer, List<Integer>> classes = new TreeMap<>();
        used.stream().filter(views::hasMemory).forEach(i -> classes.computeIfAbsent(
                        views.base(i), _ -> new ArrayList<>())
                .add(i));
        return classes;
    }

    private void addTensors(List<Integer> tensors) {
        int start = tensors.stream().mapToInt(views::offset).min().orElseThrow();
        int alignment = 4;
        int bytes = 0;
        for (int tensor : tensors) {
            blockOf[tensor] = all.size();
            offsetOf[tensor] = views.offset(tensor) - start;
            bytes = Math.max(bytes, offsetOf[tensor] + graph.tensor(tensor).bytes());
            alignment = Math.max(alignment, graph.tensor(tensor).type().bytes());
        }
        all.add(new Block(bytes, alignment, segments(tensors)));
    }

    private void addScratch(int node) {
        int bytes = program.steps().get(node).call().scratchBytes();
        if (bytes > 0 && !views.isAliased(node)) {
            scratchOf[node] = all.size();
            Segment only = new Segment(0, bytes, node, new BitSet(), false);
            all.add(new Block(bytes, SCRATCH_ALIGNMENT, List.of(only)));
        }
    }

    private List<Segment> segments(List<Integer> tensors) {
        TreeSet<Integer> cuts = new TreeSet<>();
        for (int tensor : tensors) {
            cuts.add(offsetOf[tensor]);
            cuts.add(offsetOf[tensor] + graph.tensor(tensor).bytes());
        }
        List<Segment> segments = new ArrayList<>();
        int start = cuts.removeFirst();
        for (int end : cuts) {
            add(segments, segment(tensors, start, end));
            start = end;
        }
        return segments;
    }

    private static void add(List<Segment> segments, Segment next) {
        if (!segments.isEmpty() && next.continues(segments.getLast())) {
            next = next.after(segments.removeLast());
        }
        segments.add(next);
    }

    private Segment segment(List<Integer> tensors, int start, int end) {
        int writer = Segment.CALLER;
        boolean kept = false;
        BitSet readers = new BitSet();
        for (int tensor : tensors) {
            if (covers(tensor, start, end)) {
                kept |= graph.outputs().contains(tensor);
                writer = Math.max(writer, writer(tensor));
                readers.or(readers(tensor));
            }
        }
        return new Segment(start, end - start, writer, readers, kept);
    }

    private boolean covers(int tensor, int start, int end) {
        return offsetOf[tensor] <= start
                && end <= offsetOf[tensor] + graph.tensor(tensor).bytes();
    }

    private int writer(int tensor) {
        for (int node = 0; node < graph.nodes().size(); node++) {
            if (!views.isAliased(node) && graph.nodes().get(node).outputs().contains(tensor)) {
                return node;
            }
        }
        return Segment.CALLER;
    }

    private BitSet readers(int tensor) {
        BitSet readers = new BitSet();
        for (int node = 0; node < graph.nodes().size(); node++) {
            if (!views.isAliased(node) && graph.nodes().get(node).inputs().contains(tensor)) {
                readers.set(node);
            }
        }
        return readers;
    }

    /**
     * Says how far behind its input a node's output may start although it lies upon it.
     *
     * @param node reads the segment of one block, for the last time, and writes to the other
     * @return the largest allowed start of the block that is written minus the start of the block that is read; empty where
     *     they must lie apart
     */
    OptionalInt allowance(int node, int readBlock, Segment read, int writtenBlock) {
        List<Integer> outputs = graph.nodes().get(node).outputs();
        if (!read.readers().get(node) || outputs.size() != 1 || blockOf[outputs.getFirst()] != writtenBlock) {
            return OptionalInt.empty();
        }
        int allowance = Integer.MAX_VALUE;
        List<Integer> inputs = activationInputs(graph, graph.nodes().get(node));
        for (int i = 0; i < inputs.size(); i++) {
            if (isRead(inputs.get(i), readBlock, read)) {
                OptionalInt lead = lead(node, i);
                if (lead.isEmpty()) {
                    return lead;
                }
                int apart = offsetOf[inputs.get(i)] - offsetOf[outputs.getFirst()];
                allowance = Math.min(allowance, apart - lead.getAsInt());
            }
        }
        return OptionalInt.of(allowance);
    }

    /** Whether the node's output may lie upon this input at the distance of the allowance only. */
    boolean isExact(int node, int readBlock, Segment read) {
        List<Integer> inputs = activationInputs(graph, graph.nodes().get(node));
        return program.steps().get(node).call().overlaps().stream()
                .anyMatch(overlap -> overlap.exactly() && isRead(inputs.get(overlap.input()), readBlock, read));
    }

    private boolean isRead(int tensor, int block, Segment segment) {
        Tensor value = graph.tensor(tensor);
        return blockOf[tensor] == block
                && offsetOf[tensor] < segment.end()
                && segment.offset() < offsetOf[tensor] + value.bytes();
    }

    private OptionalInt lead(int node, int input) {
        return program.steps().get(node).call().overlaps().stream()
                .filter(overlap -> overlap.input() == input)
                .mapToInt(Overlap::lead)
                .findFirst();
    }

    /** The inputs of a node that are not constant, as kernel calls count them. */
    static List<Integer> activationInputs(Graph graph, Node node) {
        return node.inputs().stream()
                .filter(i -> i != Node.ABSENT && !graph.tensor(i).isConstant())
                .toList();
    }
}
