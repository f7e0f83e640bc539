package dev.tinywright.graph;

import dev.tinywright.diag.TinywrightException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says whether a graph can be run and compiled: wires, shapes, types and scales fit each other, and all is of a kind that is
 * supported.
 */
public final class GraphCheck {
    /** How to make a model of int8 throughout. */
    public static final String INT8 = "quantize the whole model to int8: converter.optimizations ="
            + " [tf.lite.Optimize.DEFAULT], converter.representative_dataset = …,"
            + " converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]";

    // Products and quotients of three scales within these stay finite in float32.
    private static final float SMALLEST_SCALE = 1e-24f;
    private static final float LARGEST_SCALE = 1e7f;

    private GraphCheck() {}

    /**
     * @throws TinywrightException for what is wrong or not supported, naming operator and tensor
     */
    public static void check(Graph graph) {
        if (graph.nodes().isEmpty()) {
            throw refused(graph, "the model has no operators", CheckedNode.DAMAGED);
        }
        graph.tensors().forEach(tensor -> scaling(graph, tensor));
        wires(graph);
        for (Node node : graph.nodes()) {
            check(new CheckedNode(graph, node));
        }
    }

    /** Returns what would do instead of tensors of a type. */
    static String advice(DataType found) {
        return switch (found) {
            case UINT8 -> "models quantized to uint8 are of an older kind; " + INT8;
            case INT16 ->
                "this operator is there for int8 activations only, or with int16 on all sides: leave out"
                        + " EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8; " + INT8;
            case INT64 -> "use int32 for indices, as tf.argmax(…, output_type=tf.int32)";
            case INT8, INT32, FLOAT32 -> INT8;
        };
    }

    private static void check(CheckedNode node) {
        switch (node.node().op()) {
            case Op.Conv2d op -> WindowChecks.conv(node, op);
            case Op.DepthwiseConv2d op -> WindowChecks.depthwise(node, op);
            case Op.TransposeConv op -> WindowChecks.transposeConv(node, op);
            case Op.Pool op -> WindowChecks.pool(node, op);
            case Op.FullyConnected _ -> ElementChecks.fullyConnected(node);
            case Op.Binary op -> ElementChecks.binary(node, op);
            case Op.Unary op -> ElementChecks.unary(node, op);
            case Op.Lookup _ -> ElementChecks.lookup(node);
            case Op.Prelu _ -> ElementChecks.prelu(node);
            case Op.Softmax op -> ElementChecks.softmax(node, op);
            case Op.Mean op -> ElementChecks.mean(node, op);
            case Op.ArgMax op -> ElementChecks.argMax(node, op);
            case Op.Quantize _ -> ElementChecks.quantize(node);
            case Op.Dequantize _ -> ElementChecks.dequantize(node);
            case Op.Svdf op -> ElementChecks.svdf(node, op);
            case Op.Lstm op -> LstmChecks.lstm(node, op);
            case Op.Trees _ -> TreeChecks.trees(node);
            case Op.CentreDistance op -> DistanceChecks.centres(node, op);
            case Op.WhitenedDistance op -> DistanceChecks.whitened(node, op);
            case Op.Alarm op -> DistanceChecks.alarm(node, op);
            case Op.SquaredDifference op -> DistanceChecks.difference(node, op);
            case Op.Concat op -> LayoutChecks.concat(node, op);
            case Op.Reshape _ -> LayoutChecks.reshape(node);
            case Op.Transpose op -> LayoutChecks.transpose(node, op);
            case Op.Pad op -> LayoutChecks.pad(node, op);
            case Op.StridedSlice op -> LayoutChecks.slice(node, op);
            case Op.Split op -> LayoutChecks.split(node, op);
            case Op.ResizeNearest op -> LayoutChecks.resize(node, op);
        }
    }

    private static void scaling(Graph graph, Tensor tensor) {
        tensor.scaling().ifPresent(scaling -> {
            for (float scale : scaling.scales()) {
                if (scale > LARGEST_SCALE || (!tensor.isConstant() && scale < SMALLEST_SCALE)) {
                    throw refused(
                            graph, "tensor \"" + tensor.name() + "\" has the scale " + scale, CheckedNode.DAMAGED);
                }
            }
            zeroPoint(graph, tensor, scaling.zeroPoint());
        });
    }

    private static void zeroPoint(Graph graph, Tensor tensor, int zeroPoint) {
        boolean fits =
                switch (tensor.type()) {
                    case INT8 -> zeroPoint >= -128 && zeroPoint <= 127;
                    case UINT8 -> zeroPoint >= 0 && zeroPoint <= 255;
                    case INT16, INT32, INT64 -> zeroPoint == 0;
                    case FLOAT32 -> true;
                };
        if (!fits) {
            throw refused(
                    graph,
                    "tensor \"" + tensor.name() + "\" is " + tensor.type() + " with the zero point " + zeroPoint,
                    CheckedNode.DAMAGED);
        }
    }

    /** Each tensor is constant, given, kept or made before it is read, by one node. */
    private static void wires(Graph graph) {
        Set<Integer> known = new HashSet<>();
        given(graph, graph.inputs(), known, "an input");
        given(graph, graph.states(), known, "a variable");
        for (Node node : graph.nodes()) {
            for (int input : node.inputs()) {
                if (input != Node.ABSENT
                        && !known.contains(input)
                        && !graph.tensor(input).isConstant()) {
                    throw refused(
                            graph,
                            "tensor \"" + graph.tensor(input).name() + "\" is read before any operator makes it",
                            CheckedNode.DAMAGED);
                }
            }
            given(graph, node.outputs(), known, "an output of " + OperatorName.of(node.op()));
        }
        ends(graph, known);
        states(graph);
    }

    private static void given(Graph graph, List<Integer> indices, Set<Integer> known, String what) {
        for (int index : indices) {
            Tensor tensor = graph.tensor(index);
            if (tensor.isConstant() || !known.add(index)) {
                throw refused(
                        graph,
                        "tensor \"" + tensor.name() + "\" is " + what + ", and constant or made a second time",
                        CheckedNode.DAMAGED);
            }
        }
    }

    private static void ends(Graph graph, Set<Integer> known) {
        Set<Integer> ends = new HashSet<>(graph.inputs());
        ends.addAll(graph.states());
        if (graph.inputs().isEmpty() || graph.outputs().isEmpty()) {
            throw refused(graph, "the model has no input or no output", CheckedNode.DAMAGED);
        }
        for (int output : graph.outputs()) {
            if (!known.contains(output) || !ends.add(output)) {
                throw refused(
                        graph,
                        "no operator makes the output \"" + graph.tensor(output).name() + "\", or it is named twice",
                        "leave out outputs that are inputs, constants or named twice");
            }
        }
    }

    /** Only SVDF and LSTM keep states, each its own. */
    private static void states(Graph graph) {
        Set<Integer> states = new HashSet<>(graph.states());
        Set<Integer> kept = new HashSet<>();
        for (Node node : graph.nodes()) {
            for (int i = 0; i < node.inputs().size(); i++) {
                int input = node.inputs().get(i);
                boolean state = states.contains(input);
                boolean place = isState(node.op(), i);
                if (state != place || (state && !kept.add(input))) {
                    throw refused(
                            graph,
                            "input " + i + " of " + OperatorName.of(node.op()) + (state ? " is" : " is not")
                                    + " a variable of its own",
                            "convert without resource variables: states are kept by SVDF and LSTM alone");
                }
            }
        }
    }

    private static boolean isState(Op op, int input) {
        return switch (op) {
            case Op.Svdf _ -> input == 4;
            case Op.Lstm _ -> input == Op.Lstm.HIDDEN_STATE || input == Op.Lstm.CELL_STATE;
            default -> false;
        };
    }

    private static TinywrightException refused(Graph graph, String what, String hint) {
        return TinywrightException.failed(what, graph.name(), hint);
    }
}
