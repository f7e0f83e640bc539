package dev.tinywright.graph;

import dev.tinywright.diag.TinywrightException;
import java.util.List;

/** A node whose tensors are looked at one after another; what does not fit is refused with its place. */
record CheckedNode(Graph graph, Node node) {
    static final String DAMAGED = "the file is damaged, or written by an unusual tool: convert the model again";

    /** Inputs of the node are at least {@code fewest} and at most {@code most}, those up to {@code fewest} are there. */
    CheckedNode takes(int fewest, int most) {
        int count = node.inputs().size();
        boolean missing = count < fewest || node.inputs().subList(0, fewest).contains(Node.ABSENT);
        if (missing || count > most || node.outputs().isEmpty()) {
            throw refused(count + " inputs and " + node.outputs().size() + " outputs", DAMAGED);
        }
        return this;
    }

    /** An int8 tensor with one scale. */
    Tensor int8(Tensor tensor) {
        type(tensor, DataType.INT8);
        if (tensor.scaling().isEmpty() || tensor.requiredScaling().isPerChannel()) {
            throw refused("tensor \"" + tensor.name() + "\" has no scale, or one for each channel", GraphCheck.INT8);
        }
        return tensor;
    }

    Tensor int8Input(int index) {
        return int8(graph.in(node, index));
    }

    Tensor int8Output() {
        return int8(graph.out(node));
    }

    /** An int8 or int16 tensor with one scale; of int16 the zero point is 0. */
    Tensor quantized(Tensor tensor) {
        if (tensor.type() != DataType.INT16) {
            return int8(tensor);
        }
        if (tensor.scaling().isEmpty() || tensor.requiredScaling().isPerChannel()) {
            throw refused("tensor \"" + tensor.name() + "\" has no scale, or one for each channel", GraphCheck.INT8);
        }
        return tensor;
    }

    Tensor quantizedInput(int index) {
        return quantized(graph.in(node, index));
    }

    Tensor quantizedOutput() {
        return quantized(graph.out(node));
    }

    /** Whether a node computes on int16 activations; then all of them have to be. */
    boolean isWide() {
        return graph.in(node, 0).type() == DataType.INT16;
    }

    /** The output, of the type that the first input has. */
    Tensor outputOfInputsType() {
        type(graph.out(node), graph.in(node, 0).type());
        return quantizedOutput();
    }

    /** int8 weights that are constant, around zero. */
    Tensor weights(int index, int rank) {
        Tensor weights = graph.in(node, index);
        type(weights, DataType.INT8);
        if (!weights.isConstant()) {
            throw refused("its weights \"" + weights.name() + "\" are computed", "use constant weights");
        }
        if (weights.scaling().isEmpty() || weights.zeroPoint() != 0) {
            throw refused("its weights \"" + weights.name() + "\" have no scale, or a zero point", GraphCheck.INT8);
        }
        rank(weights, rank);
        return weights;
    }

    /** int32, as many as there are channels; with int16 activations int64 as well. */
    void bias(int index, int channels) {
        graph.input(node, index).ifPresent(tensor -> {
            type(tensor, isWide() && tensor.type() == DataType.INT64 ? DataType.INT64 : DataType.INT32);
            if (!tensor.isConstant() || tensor.elements() != channels) {
                throw refused(
                        "its bias \"" + tensor.name() + "\" is " + tensor.shape() + ", not a constant " + channels,
                        DAMAGED);
            }
        });
    }

    /** As above; its scale is that of the products, to 2 % of an output step. */
    void bias(int index, int channels, double inputScale, Scaling weights, double outputScale) {
        bias(index, channels);
        graph.input(node, index)
                .flatMap(Tensor::scaling)
                .ifPresent(scaling -> biasScale(scaling, inputScale, weights, outputScale));
    }

    private void biasScale(Scaling bias, double inputScale, Scaling weights, double outputScale) {
        for (int i = 0; i < Math.min(bias.scales().length, weights.scales().length); i++) {
            double expected = inputScale * weights.scale(i);
            if (Math.abs(bias.scale(i) - expected) > 0.02 * outputScale) {
                throw refused("the scale of its bias is " + bias.scale(i) + ", of its products " + expected, DAMAGED);
            }
        }
    }

    void type(Tensor tensor, DataType type) {
        if (tensor.type() != type) {
            throw refused(
                    "tensor \"" + tensor.name() + "\" is " + tensor.type() + ", not " + type,
                    GraphCheck.advice(tensor.type()));
        }
    }

    void rank(Tensor tensor, int rank) {
        if (tensor.shape().rank() != rank) {
            throw refused("tensor \"" + tensor.name() + "\" is " + tensor.shape() + ", not of rank " + rank, DAMAGED);
        }
    }

    /** (1, height, width, channels). */
    Shape picture(Tensor tensor) {
        rank(tensor, 4);
        if (tensor.shape().dim(0) != 1) {
            throw refused(
                    "tensor \"" + tensor.name() + "\" is " + tensor.shape() + ": a batch of "
                            + tensor.shape().dim(0),
                    "convert the model for one input at a time: keras.Input(shape=…, batch_size=1)");
        }
        return tensor.shape();
    }

    void makes(Shape expected) {
        shape(graph.out(node), expected);
    }

    void makes(List<Integer> dims) {
        if (!graph.out(node).shape().dims().equals(dims)) {
            throw refused("its output is " + graph.out(node).shape() + ", it makes " + dims, DAMAGED);
        }
    }

    void shape(Tensor tensor, Shape expected) {
        if (!tensor.shape().equals(expected)) {
            throw refused("tensor \"" + tensor.name() + "\" is " + tensor.shape() + ", not " + expected, DAMAGED);
        }
    }

    /** What moves elements leaves them as they are. */
    void sameScaling(Tensor from, Tensor to) {
        if (from.type() != to.type()) {
            throw refused("it makes " + to.type() + " of " + from.type(), GraphCheck.advice(from.type()));
        }
        boolean same = from.zeroPoint() == to.zeroPoint()
                && from.scaling().isPresent() == to.scaling().isPresent();
        if (same && from.scaling().isPresent()) {
            same = Math.abs(from.scale() - to.scale()) <= 1e-6 * to.scale();
        }
        if (!same) {
            throw refused("scale or zero point differ before and after", DAMAGED);
        }
    }

    /** Some operators have an output of a fixed scale. */
    void makesScale(double scale, int zeroPoint) {
        Tensor output = int8Output();
        if (Math.abs(output.scale() - scale) > 1e-6 || output.zeroPoint() != zeroPoint) {
            throw refused(
                    "its output has the scale " + output.scale() + " and zero point " + output.zeroPoint() + ", not "
                            + scale + " and " + zeroPoint,
                    DAMAGED);
        }
    }

    void require(boolean holds, String otherwise) {
        if (!holds) {
            throw refused(otherwise, DAMAGED);
        }
    }

    TinywrightException refused(String what, String hint) {
        String output = node.outputs().isEmpty()
                ? ""
                : " that makes \"" + graph.out(node).name() + "\"";
        return TinywrightException.failed(what, graph.name() + ", " + OperatorName.of(node.op()) + output, hint);
    }
}
