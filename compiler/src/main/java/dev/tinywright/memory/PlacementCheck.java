package dev.tinywright.memory;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.lower.Step;
import java.util.Arrays;
import java.util.List;

/**
 * Proves a placement by carrying it out: every byte of the array remembers which byte of which value it holds. It knows
 * nothing of how the placement was found.
 */
public final class PlacementCheck {
    private static final long GARBAGE = -1;

    private final Placement placement;
    private final Graph graph;
    /** What each byte of the array holds. */
    private final long[] held;
    /** What each byte of a tensor is, where it is the same as a byte of another one; by tensor. */
    private final long[][] values;

    private PlacementCheck(Placement placement) {
        this.placement = placement;
        this.graph = placement.program().graph();
        this.held = new long[placement.arenaBytes()];
        this.values = new long[graph.tensors().size()][];
        Arrays.fill(held, GARBAGE);
    }

    /** @throws IllegalStateException where a value would be overwritten before it is read for the last time */
    public static void check(Placement placement) {
        new PlacementCheck(placement).run();
    }

    private void run() {
        graph.inputs().stream().filter(this::hasMemory).forEach(this::make);
        for (int step = 0; step < placement.program().steps().size(); step++) {
            run(step);
        }
        graph.outputs().stream().filter(this::hasMemory).forEach(output -> requireHeld(output, "the end"));
    }

    private void run(int index) {
        Step step = placement.program().steps().get(index);
        Node node = step.node();
        String where = "step " + index + ", " + node.op().getClass().getSimpleName();
        if (placement.aliased().contains(index)) {
            node.outputs().forEach(output -> values[output] = same(node, output));
        } else {
            node.inputs().stream().filter(this::hasMemory).forEach(input -> requireHeld(input, where));
            requireApart(step, placement.scratch().get(index), where);
            scratch(step, placement.scratch().get(index), where);
            node.outputs().stream().filter(this::hasMemory).forEach(this::make);
        }
    }

    private boolean hasMemory(int tensor) {
        return Views.hasMemory(graph, tensor);
    }

    private void make(int tensor) {
        long[] value = new long[graph.tensor(tensor).bytes()];
        Arrays.setAll(value, i -> ((long) tensor << 32) + i);
        values[tensor] = value;
        System.arraycopy(value, 0, held, range(tensor).start(), value.length);
    }

    private void scratch(Step step, int offset, String where) {
        int bytes = step.call().scratchBytes();
        require((bytes == 0) == (offset < 0) && offset % 8 <= 0, where + ": scratch memory at " + offset);
        if (bytes > 0) {
            Arrays.fill(held, offset, offset + bytes, GARBAGE);
        }
    }

    private void requireHeld(int tensor, String where) {
        Range range = range(tensor);
        require(
                range.start() >= 0 && range.end() <= held.length && range.start() % alignment(tensor) == 0,
                where + ": " + graph.tensor(tensor).name() + " lies at " + range);
        require(
                Arrays.equals(held, range.start(), range.end(), values[tensor], 0, values[tensor].length),
                where + ": " + graph.tensor(tensor).name() + " was overwritten");
    }

    private int alignment(int tensor) {
        return Math.max(4, graph.tensor(tensor).type().bytes());
    }

    private record Range(int start, int end) {
        boolean meets(Range other) {
            return start < other.end && other.start < end;
        }
    }

    private Range range(int tensor) {
        int offset = placement.offsets().getOrDefault(tensor, -1);
        require(offset >= 0, graph.tensor(tensor).name() + " has no place");
        return new Range(offset, offset + graph.tensor(tensor).bytes());
    }

    /** Inputs and outputs lie apart but for what the call allows; scratch memory and outputs lie apart from all. */
    private void requireApart(Step step, int scratchOffset, String where) {
        Range scratch = new Range(scratchOffset, scratchOffset + step.call().scratchBytes());
        List<Integer> inputs = Blocks.activationInputs(graph, step.node());
        List<Integer> outputs =
                step.node().outputs().stream().filter(this::hasMemory).toList();
        for (int i = 0; i < inputs.size(); i++) {
            if (hasMemory(inputs.get(i))) {
                Range in = range(inputs.get(i));
                require(step.call().scratchBytes() == 0 || !scratch.meets(in), where + ": scratch on input");
                for (int output : outputs) {
                    require(
                            !range(output).meets(in)
                                    || allowed(
                                            step, i, in.start() - range(output).start()),
                            where + ": output " + range(output) + " on input " + i + " " + in);
                }
            }
        }
        for (int i = 0; i < outputs.size(); i++) {
            Range out = range(outputs.get(i));
            require(step.call().scratchBytes() == 0 || !scratch.meets(out), where + ": scratch on output");
            outputs.stream().limit(i).forEach(other -> require(!range(other).meets(out), where + ": output on output"));
        }
    }

    private static boolean allowed(Step step, int input, int lead) {
        return step.node().outputs().size() == 1
                && step.call().overlaps().stream()
                        .filter(overlap -> overlap.input() == input)
                        .anyMatch(overlap -> overlap.exactly() ? lead == overlap.lead() : lead >= overlap.lead());
    }

    /** Which bytes of its inputs the output of a node is that computes nothing. */
    private long[] same(Node node, int output) {
        return switch (node.op()) {
            case Op.Reshape _ -> values[node.inputs().getFirst()];
            case Op.StridedSlice slice -> gather(node.inputs().getFirst(), output, slice.begin(), slice.strides());
            case Op.Split split -> part(node, output, split.axis());
            case Op.Concat concat -> join(node, output, concat.axis());
            default -> throw new IllegalStateException(node.op() + " computes something");
        };
    }

    private long[] part(Node node, int output, int axis) {
        Shape shape = graph.in(node, 0).shape();
        int along = Math.floorMod(axis, shape.rank());
        Integer[] begin = new Integer[shape.rank()];
        Integer[] strides = new Integer[shape.rank()];
        Arrays.fill(begin, 0);
        Arrays.fill(strides, 1);
        for (int other : node.outputs()) {
            if (other == output) {
                break;
            }
            begin[along] += graph.tensor(other).shape().dim(along);
        }
        return gather(node.inputs().getFirst(), output, List.of(begin), List.of(strides));
    }

    private long[] gather(int input, int output, List<Integer> begin, List<Integer> strides) {
        Tensor out = graph.tensor(output);
        Shape in = graph.tensor(input).shape();
        int width = out.type().bytes();
        long[] value = new long[out.bytes()];
        for (int i = 0; i < out.elements(); i++) {
            int from = 0;
            int rest = i;
            int size = out.elements();
            for (int axis = 0; axis < in.rank(); axis++) {
                size /= out.shape().dim(axis);
                from = from * in.dim(axis) + begin.get(axis) + rest / size * strides.get(axis);
                rest %= size;
            }
            System.arraycopy(values[input], from * width, value, i * width, width);
        }
        return value;
    }

    private long[] join(Node node, int output, int axis) {
        Tensor out = graph.tensor(output);
        int along = Math.floorMod(axis, out.shape().rank());
        int outer = out.shape().dims().stream().limit(along).reduce(1, (a, b) -> a * b);
        long[] value = new long[out.bytes()];
        int at = 0;
        for (int o = 0; o < outer; o++) {
            for (int input : node.inputs()) {
                int run = values[input].length / outer;
                System.arraycopy(values[input], o * run, value, at, run);
                at += run;
            }
        }
        return value;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
