package dev.tinywright.passes;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Drops what hands on its input, and shortens chains of what only moves or renames elements.
 *
 * <pre>
 *   x 1x4x1x8 ── transpose 0,2,1,3 ── 1x1x4x8 ── reshape ── 1x32 ── y
 *   x 1x4x1x8 ── reshape ── 1x32 ── y                                       (after)
 *
 *   x ── slice all of it ── concat of one ── y      →      x ── y
 * </pre>
 *
 * <p>Does not fire where elements move, where the scale changes, or where dropping a node would make the network's output its
 * input or a constant: the caller gives and takes different memory.
 */
final class DropNoOps extends NodePass {
    @Override
    Optional<Graph> rewrite(Graph graph, Users users, int position) {
        Node node = graph.nodes().get(position);
        if (isNoOp(graph, node)) {
            Optional<Graph> without = Bypass.of(graph, users, position);
            if (without.isPresent()) {
                return without;
            }
        }
        return switch (node.op()) {
            case Op.Reshape _ -> afterReshape(graph, users, position);
            case Op.Transpose transpose ->
                asReshape(graph, position, transpose).or(() -> afterTranspose(graph, users, position, transpose));
            default -> Optional.empty();
        };
    }

    private static boolean isNoOp(Graph graph, Node node) {
        Tensor x = graph.in(node, 0);
        Tensor y = graph.out(node);
        return x.shape().equals(y.shape())
                && SameScaling.of(x, y)
                && node.outputs().size() == 1
                && switch (node.op()) {
                    case Op.Reshape _, Op.Split _, Op.Pad _, Op.ResizeNearest _ -> true;
                    case Op.Transpose transpose -> keepsOrder(x.shape(), transpose.permutation());
                    case Op.StridedSlice slice -> slice.strides().stream().allMatch(stride -> stride == 1);
                    case Op.Concat _ -> node.inputs().size() == 1;
                    case Op.Pool pool -> pool.filterY() * pool.filterX() == 1 && pool.clamp() == Clamp.NONE;
                    case Op.Lookup lookup -> isIdentity(lookup.table());
                    default -> false;
                };
    }

    private static boolean isIdentity(byte[] table) {
        for (int i = 0; i < table.length; i++) {
            if (table[i] != i + Byte.MIN_VALUE) {
                return false;
            }
        }
        return true;
    }

    /** Whether only dimensions of 1 change places. */
    private static boolean keepsOrder(Shape x, List<Integer> permutation) {
        List<Integer> longer =
                permutation.stream().filter(axis -> x.dim(axis) > 1).toList();
        return longer.equals(longer.stream().sorted().toList());
    }

    private static Optional<Graph> asReshape(Graph graph, int position, Op.Transpose transpose) {
        Node node = graph.nodes().get(position);
        if (!keepsOrder(graph.in(node, 0).shape(), transpose.permutation())) {
            return Optional.empty();
        }
        return Optional.of(
                replace(graph, position, new Op.Reshape(), node.inputs().getFirst()));
    }

    private static Optional<Graph> afterReshape(Graph graph, Users users, int position) {
        return producer(graph, users, graph.nodes().get(position), 0)
                .filter(maker -> maker.op() instanceof Op.Reshape)
                .map(maker -> replace(
                        graph, position, new Op.Reshape(), maker.inputs().getFirst()));
    }

    private static Optional<Graph> afterTranspose(Graph graph, Users users, int position, Op.Transpose second) {
        return producer(graph, users, graph.nodes().get(position), 0)
                .flatMap(maker -> maker.op() instanceof Op.Transpose first
                        ? Optional.of(replace(
                                graph,
                                position,
                                join(first, second),
                                maker.inputs().getFirst()))
                        : Optional.empty());
    }

    private static Op.Transpose join(Op.Transpose first, Op.Transpose second) {
        return new Op.Transpose(
                second.permutation().stream().map(first.permutation()::get).toList());
    }

    private static Graph replace(Graph graph, int position, Op op, int x) {
        Node node = new Node(op, List.of(x), graph.nodes().get(position).outputs());
        return new RemoveDeadNodes()
                .apply(new GraphEditor(graph).replace(position, node).graph());
    }
}
