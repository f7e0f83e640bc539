package dev.tinywright.reference;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import java.util.function.IntUnaryOperator;

/** Operators that move elements and change none: each output is some input, found before the first run. */
final class Layout {
    /** Stands for an element that is not in the input. */
    private static final int OUTSIDE = -1;

    private Layout() {}

    static Kernel transpose(Graph graph, Node node, Op.Transpose op) {
        return gather(
                graph,
                node,
                0,
                (coordinates, axis) -> coordinates[op.permutation().indexOf(axis)]);
    }

    static Kernel pad(Graph graph, Node node, Op.Pad op) {
        return gather(
                graph,
                node,
                op.value(),
                (coordinates, axis) -> coordinates[axis] - op.before().get(axis));
    }

    static Kernel stridedSlice(Graph graph, Node node, Op.StridedSlice op) {
        return gather(
                graph,
                node,
                0,
                (coordinates, axis) ->
                        op.begin().get(axis) + coordinates[axis] * op.strides().get(axis));
    }

    static Kernel resizeNearest(Graph graph, Node node, Op.ResizeNearest op) {
        int[] rows = ResizeParameters.sources(
                graph.in(node, 0).shape().height(), graph.out(node).shape().height(), op);
        int[] columns = ResizeParameters.sources(
                graph.in(node, 0).shape().width(), graph.out(node).shape().width(), op);
        return gather(graph, node, 0, (coordinates, axis) -> switch (axis) {
            case 1 -> rows[coordinates[1]];
            case 2 -> columns[coordinates[2]];
            default -> coordinates[axis];
        });
    }

    /** Finds the coordinate along an axis of the input that an element of the output comes from. */
    private interface Source {
        int coordinate(int[] outputCoordinates, int axis);
    }

    private static Kernel gather(Graph graph, Node node, int fill, Source source) {
        Tensor input = graph.in(node, 0);
        Tensor output = graph.out(node);
        int[] indices = new int[output.elements()];
        int[] coordinates = new int[output.shape().rank()];
        for (int i = 0; i < indices.length; i++) {
            locate(i, output.shape(), coordinates);
            indices[i] = index(input.shape(), axis -> source.coordinate(coordinates, axis));
        }
        int bytes = input.type().bytes();
        return (in, out) -> {
            for (int i = 0; i < indices.length; i++) {
                if (indices[i] == OUTSIDE) {
                    Elements.put(out[0], output.type(), i, fill);
                } else {
                    System.arraycopy(in[0], indices[i] * bytes, out[0], i * bytes, bytes);
                }
            }
        };
    }

    private static void locate(int element, Shape shape, int[] coordinates) {
        int rest = element;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            coordinates[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
    }

    private static int index(Shape shape, IntUnaryOperator coordinate) {
        int index = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            int at = coordinate.applyAsInt(axis);
            if (at < 0 || at >= shape.dim(axis)) {
                return OUTSIDE;
            }
            index = index * shape.dim(axis) + at;
        }
        return index;
    }

    /** Inputs, one after another along the axis; one with another scale than the output's is rescaled as QUANTIZE does. */
    static Kernel concat(Graph graph, Node node, Op.Concat op) {
        Tensor output = graph.out(node);
        Kernel[] rescalings = node.inputs().stream()
                .map(index -> rescaling(graph.tensor(index), output))
                .toArray(Kernel[]::new);
        int outer = outerSize(output.shape(), op.axis());
        return (in, out) -> {
            int outputRun = out[0].length / outer;
            int at = 0;
            for (int i = 0; i < in.length; i++) {
                byte[][] part = {new byte[in[i].length]};
                rescalings[i].run(new byte[][] {in[i]}, part);
                int run = part[0].length / outer;
                copyRuns(part[0], 0, run, out[0], at, outputRun, run, outer);
                at += run;
            }
        };
    }

    private static Kernel rescaling(Tensor input, Tensor output) {
        boolean same = input.scaling().isEmpty()
                || (input.scale() == output.scale() && input.zeroPoint() == output.zeroPoint());
        return same ? Layout::copy : new Rescaling(input, output);
    }

    static void copy(byte[][] in, byte[][] out) {
        System.arraycopy(in[0], 0, out[0], 0, in[0].length);
    }

    /** Parts of the input along the axis. */
    static Kernel split(Graph graph, Node node, Op.Split op) {
        int outer = outerSize(graph.in(node, 0).shape(), op.axis());
        return (in, out) -> {
            int inputRun = in[0].length / outer;
            int at = 0;
            for (byte[] part : out) {
                int run = part.length / outer;
                copyRuns(in[0], at, inputRun, part, 0, run, run, outer);
                at += run;
            }
        };
    }

    private static void copyRuns(
            byte[] from, int fromAt, int fromStep, byte[] to, int toAt, int toStep, int bytes, int times) {
        for (int i = 0; i < times; i++) {
            System.arraycopy(from, fromAt + i * fromStep, to, toAt + i * toStep, bytes);
        }
    }

    /** Returns the product of the dimensions before an axis. */
    private static int outerSize(Shape shape, int axis) {
        return product(shape, 0, axis < 0 ? axis + shape.rank() : axis);
    }

    /** Returns the product of the dimensions after an axis. */
    static int innerSize(Shape shape, int axis) {
        return product(shape, axis + 1, shape.rank());
    }

    private static int product(Shape shape, int from, int to) {
        return shape.dims().subList(from, to).stream().reduce(1, (a, b) -> a * b);
    }
}
