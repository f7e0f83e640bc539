package dev.tinywright.graph;

/** Long short-term memory: the standard layer, of which int8 and int16 are fixed by the kernel. */
final class LstmChecks {
    /** Cell states count in 2^−30 to 1. */
    private static final int SMALLEST_POWER = -30;

    private LstmChecks() {}

    static void lstm(CheckedNode node, Op.Lstm op) {
        int inputs = Op.Lstm.CELL_STATE + 1;
        node.takes(inputs, inputs);
        node.require(op.cellClip() >= 0, "cell states are clipped at " + op.cellClip());
        Tensor x = node.int8Input(0);
        Tensor output = node.int8Output();
        node.rank(x, 3);
        node.rank(output, 3);
        int units = output.shape().channels();
        batch(node, op, x);
        gates(node, x.shape().channels(), units);
        states(node, Shape.of(1, units));
        node.makes(Shape.of(x.shape().dim(0), x.shape().dim(1), units));
    }

    private static void batch(CheckedNode node, Op.Lstm op, Tensor x) {
        int batch = x.shape().dim(op.timeMajor() ? 1 : 0);
        if (batch != 1) {
            throw node.refused(
                    "tensor \"" + x.name() + "\" is " + x.shape() + ": a batch of " + batch,
                    "convert the model for one input at a time: keras.Input(shape=…, batch_size=1)");
        }
    }

    private static void gates(CheckedNode node, int features, int units) {
        for (int gate = 0; gate < Op.Lstm.GATES; gate++) {
            weights(node, Op.Lstm.WEIGHTS + gate, Shape.of(units, features));
            weights(node, Op.Lstm.RECURRENT_WEIGHTS + gate, Shape.of(units, units));
            Tensor bias = node.graph().in(node.node(), Op.Lstm.BIASES + gate);
            node.type(bias, DataType.INT32);
            node.shape(bias, Shape.of(units));
            node.require(bias.isConstant(), "its bias \"" + bias.name() + "\" is computed");
        }
    }

    private static void weights(CheckedNode node, int index, Shape shape) {
        Tensor weights = node.weights(index, 2);
        node.shape(weights, shape);
        if (weights.requiredScaling().isPerChannel()) {
            throw node.refused(
                    "its weights \"" + weights.name() + "\" have a scale for each channel, the kernel has one for all",
                    "convert the model again with TensorFlow's TFLiteConverter");
        }
    }

    private static void states(CheckedNode node, Shape shape) {
        Tensor hidden = node.int8Input(Op.Lstm.HIDDEN_STATE);
        node.shape(hidden, shape);
        node.sameScaling(hidden, node.int8Output());
        Tensor cell = node.graph().in(node.node(), Op.Lstm.CELL_STATE);
        node.type(cell, DataType.INT16);
        node.shape(cell, shape);
        node.require(
                cell.scaling().isPresent()
                        && isPowerOfTwo(cell.requiredScaling().scale()),
                "the scale of its cell state is no power of two from 2^" + SMALLEST_POWER + " to 1");
    }

    private static boolean isPowerOfTwo(float scale) {
        int power = Math.getExponent(scale);
        return power >= SMALLEST_POWER && power <= 0 && scale == Math.scalb(1f, power);
    }
}
