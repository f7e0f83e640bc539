package dev.tinywright.passes;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lets an operator that clamps its result do the work of a RELU, RELU6 or RELU_N1_TO_1 behind it.
 *
 * <pre>
 *   x ── conv ── a ── relu ── y      →      x ── conv, relu ── y
 * </pre>
 *
 * <p>Fires where both tensors have one scale and zero point, for then the activation only clamps; where nobody else reads
 * what lies between; and where one clamp does what the two do in turn. Otherwise the activation rounds once more, and stays.
 */
final class FuseActivations extends NodePass {
    @Override
    Optional<Graph> rewrite(Graph graph, Users users, int position) {
        Node activation = graph.nodes().get(position);
        if (!(activation.op() instanceof Op.Unary unary) || !isOnlyClamp(graph, activation)) {
            return Optional.empty();
        }
        int between = activation.inputs().getFirst();
        if (!users.isReadOnce(between)) {
            return Optional.empty();
        }
        return users.producer(between).flatMap(maker -> fused(
                        graph.nodes().get(maker), unary.kind(), graph.out(activation))
                .map(node -> new GraphEditor(graph)
                        .replace(maker, new Node(node, graph.nodes().get(maker).inputs(), activation.outputs()))
                        .drop(position)
                        .graph()));
    }

    /** With one scale, the reference kernels' rescaling is by exactly 1. */
    private static boolean isOnlyClamp(Graph graph, Node activation) {
        Tensor x = graph.in(activation, 0);
        return x.type() == DataType.INT8 && SameScaling.of(x, graph.out(activation));
    }

    private static Optional<Op> fused(Node maker, Op.UnaryKind second, Tensor output) {
        return clamp(maker.op())
                .flatMap(first -> clamp(second).flatMap(then -> both(first, then, output.requiredScaling())))
                .map(clamp -> with(maker.op(), clamp));
    }

    private static Optional<Clamp> both(Clamp first, Clamp second, Scaling scaling) {
        int lowest = Math.max(first.lowest(scaling), second.lowest(scaling));
        int highest = Math.min(first.highest(scaling), second.highest(scaling));
        return Arrays.stream(Clamp.values())
                .filter(clamp -> clamp.lowest(scaling) == lowest && clamp.highest(scaling) == highest)
                .findFirst();
    }

    private static Optional<Clamp> clamp(Op.UnaryKind kind) {
        return switch (kind) {
            case RELU -> Optional.of(Clamp.RELU);
            case RELU6 -> Optional.of(Clamp.RELU6);
            case RELU_N1_TO_1 -> Optional.of(Clamp.RELU_N1_TO_1);
            case LOGISTIC, TANH, LEAKY_RELU, HARD_SWISH -> Optional.empty();
        };
    }

    private static Optional<Clamp> clamp(Op op) {
        return switch (op) {
            case Op.Conv2d conv -> Optional.of(conv.clamp());
            case Op.DepthwiseConv2d conv -> Optional.of(conv.clamp());
            case Op.FullyConnected full -> Optional.of(full.clamp());
            case Op.TransposeConv conv -> Optional.of(conv.clamp());
            case Op.Pool pool -> Optional.of(pool.clamp());
            case Op.Binary binary -> Optional.of(binary.clamp());
            default -> Optional.empty();
        };
    }

    private static Op with(Op op, Clamp clamp) {
        return switch (op) {
            case Op.Conv2d conv -> new Op.Conv2d(conv.window(), clamp);
            case Op.DepthwiseConv2d conv -> new Op.DepthwiseConv2d(conv.window(), conv.multiplier(), clamp);
            case Op.FullyConnected _ -> new Op.FullyConnected(clamp);
            case Op.TransposeConv conv -> new Op.TransposeConv(conv.window(), clamp);
            case Op.Pool pool -> new Op.Pool(pool.kind(), pool.filterY(), pool.filterX(), pool.window(), clamp);
            case Op.Binary binary -> new Op.Binary(binary.kind(), clamp);
            default -> throw new IllegalArgumentException("has no clamp: " + op);
        };
    }
}
