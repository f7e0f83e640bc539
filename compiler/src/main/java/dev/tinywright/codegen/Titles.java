package dev.tinywright.codegen;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import java.util.Locale;

/** What a node is, in a few words: {@code conv 3x3/2, 32x32x16 -> 16x16x32}. */
public final class Titles {
    private Titles() {}

    public static String of(Graph graph, Node node) {
        if (node.inputs().isEmpty()) {
            return kind(graph, node) + " -> " + shape(graph.out(node));
        }
        return kind(graph, node) + ", " + shape(graph.in(node, 0)) + " -> " + shape(graph.out(node));
    }

    /** Returns what a node is, without its shapes. */
    public static String kind(Graph graph, Node node) {
        return switch (node.op()) {
            case Op.Conv2d conv -> "conv " + filter(graph.in(node, 1), conv.window());
            case Op.DepthwiseConv2d conv -> "depthwise " + filter(graph.in(node, 1), conv.window());
            case Op.TransposeConv conv -> "transposed conv " + filter(graph.in(node, 1), conv.window());
            case Op.FullyConnected _ -> "fully connected";
            case Op.Pool pool ->
                name(pool.kind()) + " pool " + pool.filterY() + "x" + pool.filterX() + stride(pool.window());
            case Op.Mean _ -> "mean";
            case Op.Binary binary -> name(binary.kind());
            case Op.Unary unary -> name(unary.kind());
            case Op.Lookup lookup -> "table of " + lookup.function();
            case Op.Prelu _ -> "prelu";
            case Op.Softmax _ -> "softmax";
            case Op.Concat _ -> "concatenation";
            case Op.Reshape _ -> "reshape";
            case Op.Transpose _ -> "transpose";
            case Op.Pad _ -> "pad";
            case Op.StridedSlice _ -> "slice";
            case Op.Split _ -> "split";
            case Op.ResizeNearest _ -> "resize, nearest neighbour";
            case Op.ArgMax _ -> "arg max";
            case Op.Quantize _ -> "quantize";
            case Op.Dequantize _ -> "dequantize";
            case Op.Svdf _ -> "svdf";
            case Op.Lstm _ -> "lstm";
            case Op.Trees _ ->
                trees(graph.in(node, 2).elements(), graph.in(node, 3).shape().dim(0));
            case Op.CentreDistance _ ->
                "distance to " + graph.in(node, 1).shape().dim(0);
            case Op.WhitenedDistance _ -> "Mahalanobis distance";
            case Op.Alarm _ -> "alarm";
            case Op.SquaredDifference _ -> "squared difference";
        };
    }

    private static String trees(int trees, int leaves) {
        return (trees == 1 ? "tree" : trees + " trees") + " of " + leaves + " leaves";
    }

    private static String filter(Tensor weights, Window window) {
        return weights.shape().dim(1) + "x" + weights.shape().dim(2) + stride(window);
    }

    private static String stride(Window window) {
        String strides = window.strideY() == window.strideX()
                ? "" + window.strideY()
                : window.strideY() + "x" + window.strideX();
        return strides.equals("1") ? "" : "/" + strides;
    }

    private static String name(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String shape(Tensor tensor) {
        String shape = tensor.shape().toString();
        return shape.startsWith("1x") ? shape.substring(2) : shape;
    }
}
