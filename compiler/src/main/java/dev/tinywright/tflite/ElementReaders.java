package dev.tinywright.tflite;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import java.util.Arrays;
import java.util.List;

/** Operators that compute new numbers, without a window: element by element, over an axis, or as products with a matrix. */
final class ElementReaders {
    private ElementReaders() {}

    static List<Node> fullyConnected(FileOperator operator) {
        operator.takes(2, 3);
        if (operator.options().int8(1) != 0) {
            throw operator.refused("weights in a shuffled order", "convert the model again, for no special processor");
        }
        return operator.node(new Op.FullyConnected(operator.clamp(0)), 0, 1, 2);
    }

    static List<Node> binary(FileOperator operator, Op.BinaryKind kind) {
        operator.takes(2, 2);
        return operator.node(new Op.Binary(kind, operator.clamp(0)), 0, 1);
    }

    static List<Node> unary(FileOperator operator, Op.UnaryKind kind) {
        operator.takes(1, 1);
        float alpha = kind == Op.UnaryKind.LEAKY_RELU ? operator.options().float32(0) : 0;
        if (!Float.isFinite(alpha)) {
            throw operator.refused("a slope of " + alpha, "the file is damaged: convert the model again");
        }
        return operator.node(new Op.Unary(kind, alpha), 0);
    }

    static List<Node> prelu(FileOperator operator) {
        operator.takes(2, 2);
        return operator.node(new Op.Prelu(), 0, 1);
    }

    static List<Node> softmax(FileOperator operator) {
        operator.takes(1, 1);
        float beta = operator.options().float32(0);
        if (!(beta > 0) || Float.isInfinite(beta)) {
            throw operator.refused("a beta of " + beta, "use a beta above 0, such as 1");
        }
        return operator.node(new Op.Softmax(beta), 0);
    }

    static List<Node> mean(FileOperator operator) {
        operator.takes(2, 2);
        int rank = operator.input(0).shape().rank();
        int[] axes = operator.constant(1, "axes");
        List<Integer> sorted = Arrays.stream(axes)
                .map(axis -> operator.axis(axis, rank))
                .boxed()
                .sorted()
                .distinct()
                .toList();
        return operator.node(new Op.Mean(sorted), 0);
    }

    static List<Node> argMax(FileOperator operator) {
        operator.takes(2, 2);
        int[] axis = operator.constant(1, "axis");
        if (axis.length != 1) {
            throw operator.refused(axis.length + " axes", "take the maximum over one axis");
        }
        return operator.node(
                new Op.ArgMax(operator.axis(axis[0], operator.input(0).shape().rank())), 0);
    }

    static List<Node> quantize(FileOperator operator) {
        operator.takes(1, 1);
        return operator.node(new Op.Quantize(), 0);
    }

    static List<Node> dequantize(FileOperator operator) {
        operator.takes(1, 1);
        return operator.node(new Op.Dequantize(), 0);
    }

    /** Inputs of the file and of the node: x, feature weights, time weights, bias, state. */
    static List<Node> svdf(FileOperator operator) {
        operator.takes(5, 5);
        int rank = operator.options().int32(0);
        if (rank < 1) {
            throw operator.refused("a rank of " + rank, "the file is damaged: convert the model again");
        }
        Clamp clamp = operator.clamp(1);
        return operator.node(new Op.Svdf(rank, clamp), 0, 1, 2, 3, 4);
    }
}
