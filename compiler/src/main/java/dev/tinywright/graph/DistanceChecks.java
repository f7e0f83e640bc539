package dev.tinywright.graph;

import java.util.Arrays;

/** Distances: constants in the ranges that the sums of the kernels have room for. */
final class DistanceChecks {
    private static final int MOST_FEATURES = 32767;
    private static final int MOST_SHIFT = 62;
    private static final int MOST_ROW_SHIFT = 40;

    private DistanceChecks() {}

    static void centres(CheckedNode node, Op.CentreDistance op) {
        node.takes(3, 3);
        int n = features(node).elements();
        Tensor centres = constant(node, 1, DataType.INT16, 2);
        node.shape(centres, Shape.of(centres.shape().dim(0), n));
        Tensor weights = constant(node, 2, DataType.INT16, 1);
        node.shape(weights, Shape.of(n));
        node.require(Arrays.stream(weights.ints()).allMatch(weight -> weight >= 0), "a negative weight");
        score(node, n, op.shift());
    }

    static void whitened(CheckedNode node, Op.WhitenedDistance op) {
        node.takes(4, 4);
        Tensor x = features(node);
        int n = x.elements();
        Tensor mean = constant(node, 1, DataType.INT16, 1);
        Tensor rows = constant(node, 2, DataType.INT16, 1);
        Tensor shifts = constant(node, 3, DataType.INT8, 1);
        int most = x.type() == DataType.INT8 ? 128 * Op.CentreDistance.STEPS : -Short.MIN_VALUE;
        node.shape(mean, Shape.of(n));
        node.shape(rows, Shape.of(Math.toIntExact((long) n * (n + 1) / 2)));
        node.shape(shifts, Shape.of(n));
        node.require(Arrays.stream(mean.ints()).allMatch(value -> Math.abs(value) <= most), "a mean beyond " + most);
        node.require(Arrays.stream(rows.ints()).noneMatch(value -> value == Short.MIN_VALUE), "a row with −32768");
        node.require(
                Arrays.stream(shifts.ints()).allMatch(shift -> shift >= 0 && shift <= MOST_ROW_SHIFT),
                "shifts beyond " + MOST_ROW_SHIFT);
        score(node, n, op.shift());
    }

    static void difference(CheckedNode node, Op.SquaredDifference op) {
        node.takes(2, 2);
        int n = node.int8Input(0).elements();
        node.require(node.int8Input(1).elements() == n, "inputs of different sizes");
        score(node, n, op.shift());
    }

    static void alarm(CheckedNode node, Op.Alarm op) {
        node.takes(1, 1);
        Tensor score = node.graph().in(node.node(), 0);
        node.type(score, DataType.INT32);
        node.require(score.elements() == 1, "scores of " + score.shape());
        node.require(op.threshold() >= 1 && op.threshold() <= 1 << 30, "a threshold of " + op.threshold());
        node.makesScale(1.0 / 256, -128);
        node.require(node.graph().out(node.node()).elements() == 2, "it makes two shares");
    }

    private static void score(CheckedNode node, int features, int shift) {
        node.require(features <= MOST_FEATURES, features + " features");
        node.require(shift >= 0 && shift <= MOST_SHIFT, "a shift of " + shift);
        Tensor output = node.graph().out(node.node());
        node.type(output, DataType.INT32);
        node.require(output.elements() == 1 && output.scaling().isPresent(), "its output is " + output.shape());
    }

    /** Input 0, int8 or int16, with one scale. */
    static Tensor features(CheckedNode node) {
        Tensor x = node.graph().in(node.node(), 0);
        narrow(node, x);
        return x;
    }

    static void narrow(CheckedNode node, Tensor tensor) {
        boolean narrow = tensor.type() == DataType.INT8 || tensor.type() == DataType.INT16;
        node.require(
                narrow
                        && tensor.scaling().isPresent()
                        && !tensor.requiredScaling().isPerChannel(),
                "tensor \"" + tensor.name() + "\" is " + tensor.type() + ", or has not one scale");
    }

    static Tensor constant(CheckedNode node, int index, DataType type, int rank) {
        Tensor tensor = node.graph().in(node.node(), index);
        node.type(tensor, type);
        node.rank(tensor, rank);
        node.require(tensor.isConstant(), "its constant \"" + tensor.name() + "\" is computed");
        return tensor;
    }
}
