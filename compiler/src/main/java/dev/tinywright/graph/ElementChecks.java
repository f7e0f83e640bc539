package dev.tinywright.graph;

import java.util.ArrayList;
import java.util.List;

/** Operators that compute new numbers without a window. */
final class ElementChecks {
    /** The sum of as many exponentials fits an int32. */
    private static final int MOST_SHARES = 8191;

    private ElementChecks() {}

    static void fullyConnected(CheckedNode node) {
        node.takes(2, 3);
        Tensor x = node.quantizedInput(0);
        Tensor weights = node.weights(1, 2);
        Tensor output = node.outputOfInputsType();
        int units = weights.shape().dim(0);
        int inputs = weights.shape().dim(1);
        Scaling scaling = weights.requiredScaling();
        node.require(!scaling.isPerChannel() || scaling.axis() == 0, "scales along axis " + scaling.axis());
        node.bias(2, units, x.scale(), scaling, output.scale());
        WideChecks.sums(node, units);
        node.require(
                x.elements() % inputs == 0
                        && output.shape().rank() > 0
                        && output.shape().channels() == units
                        && output.elements() == (long) x.elements() / inputs * units,
                "weights of " + weights.shape() + " for " + x.shape() + " to " + output.shape());
    }

    static void binary(CheckedNode node, Op.Binary op) {
        node.takes(2, 2);
        if (op.kind() != Op.BinaryKind.MUL && node.isWide()) {
            node.outputOfInputsType();
            node.type(node.quantizedInput(1), DataType.INT16);
        } else {
            node.int8Output();
            node.int8Input(0);
            node.int8Input(1);
        }
        Graph graph = node.graph();
        node.makes(broadcast(
                node, graph.in(node.node(), 0).shape(), graph.in(node.node(), 1).shape()));
    }

    static void unary(CheckedNode node, Op.Unary op) {
        lookup(node);
        switch (op.kind()) {
            case LOGISTIC -> node.makesScale(1.0 / 256, -128);
            case TANH -> node.makesScale(1.0 / 128, 0);
            case RELU, RELU_N1_TO_1, RELU6, LEAKY_RELU, HARD_SWISH -> {}
        }
    }

    static void lookup(CheckedNode node) {
        node.takes(1, 1);
        node.int8Output();
        node.makes(node.int8Input(0).shape());
    }

    static void prelu(CheckedNode node) {
        node.takes(2, 2);
        Tensor alpha = node.int8Input(1);
        Shape x = node.int8Input(0).shape();
        node.require(alpha.isConstant(), "slopes that are computed");
        node.require(broadcast(node, x, alpha.shape()).equals(x.dims()), "slopes of " + alpha.shape() + " for " + x);
        node.int8Output();
        node.makes(x);
    }

    static void softmax(CheckedNode node, Op.Softmax op) {
        node.takes(1, 1);
        Shape x = node.int8Input(0).shape();
        node.require(x.rank() > 0 && x.channels() <= MOST_SHARES, "it is over an axis of " + x);
        double scale = (double) op.beta() * node.int8Input(0).scale();
        node.require(scale >= 0x1p-26, "beta and scale of its input make " + scale + ", less than 2^-26");
        node.makesScale(1.0 / 256, -128);
        node.makes(x);
    }

    static void mean(CheckedNode node, Op.Mean op) {
        node.takes(1, 1);
        Tensor x = node.quantizedInput(0);
        List<Integer> kept = new ArrayList<>(x.shape().dims());
        op.axes().forEach(axis -> kept.set(axis, 1));
        List<Integer> dropped = without(x.shape(), op.axes());
        List<Integer> made = node.outputOfInputsType().shape().dims();
        int terms = x.elements() / node.graph().out(node.node()).elements();
        node.require(!node.isWide() || terms <= WideChecks.MOST_TERMS, "a mean of " + terms + " int16");
        node.require(made.equals(kept) || made.equals(dropped), "its output is " + made + ", it makes " + dropped);
    }

    static void argMax(CheckedNode node, Op.ArgMax op) {
        node.takes(1, 1);
        node.type(node.graph().out(node.node()), DataType.INT32);
        node.makes(without(node.int8Input(0).shape(), List.of(op.axis())));
    }

    /** float32, int8, uint8 or int16 to int8, uint8 or int16. */
    static void quantize(CheckedNode node) {
        node.takes(1, 1);
        Tensor x = node.graph().in(node.node(), 0);
        Tensor output = node.graph().out(node.node());
        if (x.type() != DataType.FLOAT32) {
            whole(node, x);
        }
        whole(node, output);
        node.makes(x.shape());
    }

    /** int8, uint8 or int16 to float32. */
    static void dequantize(CheckedNode node) {
        node.takes(1, 1);
        Tensor x = node.graph().in(node.node(), 0);
        whole(node, x);
        node.type(node.graph().out(node.node()), DataType.FLOAT32);
        node.makes(x.shape());
        if (x.isConstant()) {
            throw node.refused("weights in int8 for a computation in float32", GraphCheck.INT8);
        }
    }

    static void svdf(CheckedNode node, Op.Svdf op) {
        node.takes(3, 5);
        Tensor x = node.int8Input(0);
        Tensor features = node.weights(1, 2);
        Tensor time = node.graph().in(node.node(), 2);
        Tensor state = node.graph().in(node.node(), 4);
        int filters = features.shape().dim(0);
        node.require(!features.requiredScaling().isPerChannel(), "scales for each channel");
        node.shape(x, Shape.of(1, features.shape().dim(1)));
        node.rank(time, 2);
        node.require(time.isConstant() && time.shape().dim(0) == filters, "time weights of " + time.shape());
        states(node, time, state);
        node.shape(state, Shape.of(1, Math.multiplyExact(filters, time.shape().dim(1))));
        node.require(op.rank() >= 1 && filters % op.rank() == 0, filters + " filters of rank " + op.rank());
        node.bias(
                3,
                filters / op.rank(),
                state.scale(),
                time.requiredScaling(),
                node.int8Output().scale());
        node.makes(Shape.of(1, filters / op.rank()));
    }

    private static void states(CheckedNode node, Tensor time, Tensor state) {
        for (Tensor tensor : List.of(time, state)) {
            node.require(
                    tensor.type() == time.type()
                            && (tensor.type() == DataType.INT16 || tensor.type() == DataType.INT8)
                            && tensor.scaling().isPresent()
                            && !tensor.requiredScaling().isPerChannel(),
                    "tensor \"" + tensor.name() + "\" is " + tensor.type() + ", or has no scale");
        }
        node.require(time.zeroPoint() == 0, "time weights with a zero point");
    }

    private static void whole(CheckedNode node, Tensor tensor) {
        boolean scaled =
                tensor.scaling().isPresent() && !tensor.requiredScaling().isPerChannel();
        if (!scaled
                || (tensor.type() != DataType.INT8
                        && tensor.type() != DataType.UINT8
                        && tensor.type() != DataType.INT16)) {
            throw node.refused(
                    "tensor \"" + tensor.name() + "\" is " + tensor.type()
                            + ", not INT8, UINT8 or INT16 with one scale",
                    GraphCheck.advice(tensor.type()));
        }
    }

    private static List<Integer> without(Shape shape, List<Integer> axes) {
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            if (!axes.contains(i)) {
                dims.add(shape.dim(i));
            }
        }
        return dims;
    }

    private static List<Integer> broadcast(CheckedNode node, Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            int fromA = i < rank - a.rank() ? 1 : a.dim(i - rank + a.rank());
            int fromB = i < rank - b.rank() ? 1 : b.dim(i - rank + b.rank());
            node.require(fromA == fromB || fromA == 1 || fromB == 1, "shapes " + a + " and " + b);
            dims.add(Math.max(fromA, fromB));
        }
        return dims;
    }
}
