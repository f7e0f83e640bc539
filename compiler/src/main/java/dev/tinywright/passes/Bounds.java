package dev.tinywright.passes;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The least and the greatest value that each element of each int8 tensor can take, whatever the inputs: intervals go forward
 * from node to node, element by element, so that borders are told from the inside. They hold for both roundings of sums.
 */
final class Bounds {
    private final Graph graph;
    private final byte[][] low;
    private final byte[][] high;

    private Bounds(Graph graph) {
        this.graph = graph;
        low = new byte[graph.tensors().size()][];
        high = new byte[graph.tensors().size()][];
    }

    static Bounds of(Graph graph) {
        Bounds bounds = new Bounds(graph);
        for (int i = 0; i < graph.tensors().size(); i++) {
            bounds.start(i);
        }
        graph.nodes().forEach(bounds::forward);
        return bounds;
    }

    byte[] low(int tensor) {
        return low[tensor];
    }

    byte[] high(int tensor) {
        return high[tensor];
    }

    /** Returns the one value of the elements {@code first}, {@code first + step} …; empty where they differ or can. */
    Optional<Integer> constant(int tensor, int first, int step) {
        byte value = low[tensor][first];
        for (int i = first; i < low[tensor].length; i += step) {
            if (low[tensor][i] != value || high[tensor][i] != value) {
                return Optional.empty();
            }
        }
        return Optional.of((int) value);
    }

    private void start(int index) {
        Tensor tensor = graph.tensor(index);
        if (tensor.type() != DataType.INT8) {
            set(index, new byte[0], new byte[0]);
        } else if (tensor.isConstant()) {
            set(index, tensor.toBytes(), tensor.toBytes());
        } else {
            set(index, filled(tensor, Byte.MIN_VALUE), filled(tensor, Byte.MAX_VALUE));
        }
    }

    private static byte[] filled(Tensor tensor, byte value) {
        byte[] all = new byte[tensor.elements()];
        Arrays.fill(all, value);
        return all;
    }

    private void set(int index, byte[] lowest, byte[] highest) {
        low[index] = lowest;
        high[index] = highest;
    }

    private void forward(Node node) {
        if (!isInt8(node.inputs().getFirst()) || !node.outputs().stream().allMatch(this::isInt8)) {
            return;
        }
        switch (node.op()) {
            case Op.Conv2d _, Op.DepthwiseConv2d _, Op.FullyConnected _ -> sum(node);
            case Op.Lookup lookup -> look(node, lookup.table());
            case Op.Binary _ -> corners(node, 4);
            case Op.Pool _,
                    Op.Mean _,
                    Op.Reshape _,
                    Op.Transpose _,
                    Op.Pad _,
                    Op.StridedSlice _,
                    Op.Split _,
                    Op.Concat _,
                    Op.ResizeNearest _,
                    Op.Quantize _ -> corners(node, 2);
            default -> {}
        }
    }

    private boolean isInt8(int index) {
        return graph.tensor(index).type() == DataType.INT8;
    }

    private void sum(Node node) {
        SumBounds.of(
                        graph,
                        node,
                        low(node.inputs().getFirst()),
                        high(node.inputs().getFirst()))
                .ifPresent(sums -> set(node.outputs().getFirst(), sums.low(), sums.high()));
    }

    private void look(Node node, byte[] table) {
        int x = node.inputs().getFirst();
        int y = node.outputs().getFirst();
        for (int i = 0; i < low[x].length; i++) {
            byte least = Byte.MAX_VALUE;
            byte greatest = Byte.MIN_VALUE;
            for (int value = low[x][i]; value <= high[x][i]; value++) {
                least = (byte) Math.min(least, table[value - Byte.MIN_VALUE]);
                greatest = (byte) Math.max(greatest, table[value - Byte.MIN_VALUE]);
            }
            low[y][i] = least;
            high[y][i] = greatest;
        }
    }

    /**
     * A function that rises, or falls, with each of its inputs where the others stand still has its extremes where every
     * input has one of its own: all low and all high where it rises with all, and low with high for two inputs otherwise.
     */
    private void corners(Node node, int count) {
        for (int corner = 0; corner < count; corner++) {
            List<byte[]> results = SingleNode.run(graph, node, inputs(node, corner));
            for (int i = 0; i < results.size(); i++) {
                int y = node.outputs().get(i);
                set(
                        y,
                        corner == 0 ? results.get(i).clone() : least(low[y], results.get(i)),
                        corner == 0 ? results.get(i).clone() : greatest(high[y], results.get(i)));
            }
        }
    }

    /** Corner 0 is all low, 1 all high; 2 and 3 mix. */
    private List<byte[]> inputs(Node node, int corner) {
        return IntStream.range(0, node.inputs().size())
                .filter(i -> !graph.tensor(node.inputs().get(i)).isConstant())
                .mapToObj(i -> isHigh(corner, i)
                        ? high[node.inputs().get(i)]
                        : low[node.inputs().get(i)])
                .toList();
    }

    private static boolean isHigh(int corner, int input) {
        return corner == 1 || (corner == 2 && input == 0) || (corner == 3 && input == 1);
    }

    private static byte[] least(byte[] a, byte[] b) {
        byte[] result = new byte[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = (byte) Math.min(a[i], b[i]);
        }
        return result;
    }

    private static byte[] greatest(byte[] a, byte[] b) {
        byte[] result = new byte[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = (byte) Math.max(a[i], b[i]);
        }
        return result;
    }
}
