package dev.tinywright.tflite;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators that move elements and compute none. */
final class ShapeReaders {
    private static final String DAMAGED = "the file is damaged: convert the model again";

    private ShapeReaders() {}

    /** The shape of the output is what counts; the shape that is given besides must say the same. */
    static List<Node> reshape(FileOperator operator) {
        operator.takes(1, 2);
        if (operator.has(1)) {
            int[] wanted = operator.constant(1, "new sizes");
            if (!matches(wanted, operator.output().shape())) {
                throw operator.refused(
                        "it reshapes to " + Arrays.toString(wanted) + ", its output is "
                                + operator.output().shape(),
                        DAMAGED);
            }
        }
        return operator.node(new Op.Reshape(), 0);
    }

    /** SQUEEZE and EXPAND_DIMS: the output's shape says all. */
    static List<Node> sameElements(FileOperator operator) {
        operator.takes(1, 2);
        return operator.node(new Op.Reshape(), 0);
    }

    static List<Node> transpose(FileOperator operator) {
        operator.takes(2, 2);
        int rank = operator.input(0).shape().rank();
        List<Integer> permutation = Arrays.stream(operator.constant(1, "new order of axes"))
                .map(axis -> operator.axis(axis, rank))
                .boxed()
                .toList();
        if (permutation.size() != rank || permutation.stream().distinct().count() != rank) {
            throw operator.refused(permutation + " is no order of " + rank + " axes", DAMAGED);
        }
        return operator.node(new Op.Transpose(permutation), 0);
    }

    /** PAD fills with the zero point, PADV2 with a number of its own. */
    static List<Node> pad(FileOperator operator) {
        operator.takes(2, 3);
        int rank = operator.input(0).shape().rank();
        int[] paddings = operator.constant(1, "paddings");
        if (paddings.length != 2 * rank || Arrays.stream(paddings).anyMatch(n -> n < 0)) {
            throw operator.refused("paddings " + Arrays.toString(paddings) + " of " + rank + " dimensions", DAMAGED);
        }
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            before.add(paddings[2 * i]);
            after.add(paddings[2 * i + 1]);
        }
        return operator.node(new Op.Pad(before, after, padValue(operator)), 0);
    }

    private static int padValue(FileOperator operator) {
        Tensor output = operator.output();
        if (!operator.has(2)) {
            return output.zeroPoint();
        }
        Tensor value = operator.aside(2);
        boolean sameScale = value.scaling().isPresent()
                && output.scaling().isPresent()
                && value.scale() == output.scale()
                && value.zeroPoint() == output.zeroPoint();
        if (value.type() != output.type() || value.elements() != 1 || !sameScale) {
            throw operator.refused("the value to pad with is not of the output's type, scale and zero point", DAMAGED);
        }
        return operator.constant(2, "values to pad with")[0];
    }

    static List<Node> concat(FileOperator operator) {
        operator.takes(1, 1024);
        if (operator.options().int8(1) != 0) {
            throw operator.refused("a fused activation", "put the activation before, or in a layer of its own");
        }
        int axis = operator.axis(
                operator.options().int32(0), operator.output().shape().rank());
        int[] all = new int[operator.inputs()];
        Arrays.setAll(all, i -> i);
        return operator.node(new Op.Concat(axis), all);
    }

    /** Inputs of the file: axis, x. */
    static List<Node> split(FileOperator operator) {
        operator.takes(2, 2);
        return split(operator, operator.constant(0, "axis"), 1);
    }

    /** Inputs of the file: x, sizes, axis. */
    static List<Node> splitBySizes(FileOperator operator) {
        operator.takes(3, 3);
        operator.constant(1, "sizes");
        return split(operator, operator.constant(2, "axis"), 0);
    }

    private static List<Node> split(FileOperator operator, int[] axis, int input) {
        int parts = operator.options().int32(0);
        if (axis.length != 1 || parts != operator.outputs()) {
            throw operator.refused(
                    parts + " parts along " + axis.length + " axes, in " + operator.outputs() + " outputs", DAMAGED);
        }
        int rank = operator.input(input).shape().rank();
        return operator.node(new Op.Split(operator.axis(axis[0], rank)), input);
    }

    static List<Node> resizeNearest(FileOperator operator) {
        operator.takes(2, 2);
        int[] size = operator.constant(1, "sizes");
        Shape output = operator.output().shape();
        if (output.rank() != 4 || size.length != 2 || size[0] != output.height() || size[1] != output.width()) {
            throw operator.refused("it resizes to " + Arrays.toString(size) + ", its output is " + output, DAMAGED);
        }
        FlatTable options = operator.options();
        return operator.node(new Op.ResizeNearest(options.bool(0), options.bool(1)), 0);
    }

    /** Inputs of the file: x, begin, size, where −1 is the rest. */
    static List<Node> slice(FileOperator operator) {
        operator.takes(3, 3);
        Shape x = operator.input(0).shape();
        int[] begin = operator.constant(1, "starts");
        int[] size = operator.constant(2, "sizes");
        if (begin.length != x.rank() || size.length != x.rank()) {
            throw operator.refused(begin.length + " starts of " + x.rank() + " dimensions", DAMAGED);
        }
        for (int i = 0; i < begin.length; i++) {
            long end = size[i] == -1 ? x.dim(i) : (long) begin[i] + size[i];
            if (begin[i] < 0 || end <= begin[i] || end > x.dim(i)) {
                throw operator.refused("elements " + begin[i] + " to " + end + " of " + x.dim(i), DAMAGED);
            }
        }
        List<Integer> starts = Arrays.stream(begin).boxed().toList();
        List<Integer> steps = starts.stream().map(_ -> 1).toList();
        return operator.node(new Op.StridedSlice(starts, steps), 0);
    }

    /** Inputs of the file: x, begin, end, strides. Axes that go or come are a reshape of what is cut out. */
    static List<Node> stridedSlice(FileOperator operator) {
        operator.takes(4, 4);
        if (operator.options().bool(5)) {
            throw operator.refused("ends that count from the starts", "slice with numbers known when converting");
        }
        if (operator.knows(0)) {
            return KnownNumbers.slice(operator);
        }
        Tensor x = operator.input(0);
        SliceRanges ranges = SliceRanges.of(operator, x.shape());
        Op.StridedSlice op = new Op.StridedSlice(ranges.begin(), ranges.strides());
        if (ranges.shape().equals(operator.output().shape())) {
            return operator.node(op, 0);
        }
        DataType type = x.type();
        Tensor cut = Tensor.activation(operator.output().name() + "_cut", type, ranges.shape(), x.scaling());
        return operator.reshaped(op, 0, cut);
    }

    private static boolean matches(int[] wanted, Shape shape) {
        if (wanted.length != shape.rank()) {
            return false;
        }
        int free = 0;
        for (int i = 0; i < wanted.length; i++) {
            free += wanted[i] == -1 ? 1 : 0;
            if (wanted[i] != -1 && wanted[i] != shape.dim(i)) {
                return false;
            }
        }
        return free <= 1;
    }
}
