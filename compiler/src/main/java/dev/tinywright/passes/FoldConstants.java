package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Computes, once and for all, what hangs on constants alone.
 *
 * <pre>
 *   3, 5 ── reshape ── a ──┐
 *   x ─────────────────── add ── y      →      x ── add (3, 5) ── y
 * </pre>
 *
 * <p>Batch normalization: in an int8 file it is already part of the weights and biases of its convolution, for it had to be
 * folded before scales were chosen. Where one is left as MUL and ADD by constants for each channel, each rounds to int8 in
 * between; no change of weights and biases gives the same bits, so they stay what they are. With one constant for all
 * channels they are functions of one int8: {@link Lookups} makes tables of them, and one table of two.
 *
 * <p>Does not fire for a result that the caller reads, for more than a million elements, nor where the result hangs on how
 * sums are rounded, which is chosen later.
 */
final class FoldConstants extends NodePass {
    private static final int MOST_ELEMENTS = 1 << 20;

    @Override
    Optional<Graph> rewrite(Graph graph, Users users, int position) {
        Node node = graph.nodes().get(position);
        if (!isConstant(graph, node) || node.outputs().stream().anyMatch(users::isVisible)) {
            return Optional.empty();
        }
        return SingleNode.fold(graph, node).map(values -> fold(graph, position, values));
    }

    private static boolean isConstant(Graph graph, Node node) {
        return !(node.op() instanceof Op.Svdf || node.op() instanceof Op.Lstm)
                && node.outputs().stream().allMatch(i -> graph.tensor(i).elements() <= MOST_ELEMENTS)
                && node.inputs().stream()
                        .allMatch(i -> i == Node.ABSENT || graph.tensor(i).isConstant());
    }

    private static Graph fold(Graph graph, int position, List<byte[]> values) {
        List<Integer> outputs = graph.nodes().get(position).outputs();
        GraphEditor editor = new GraphEditor(graph).drop(position);
        for (int i = 0; i < values.size(); i++) {
            Tensor old = graph.tensor(outputs.get(i));
            ByteBuffer data = ByteBuffer.wrap(values.get(i));
            editor.set(
                    outputs.get(i), new Tensor(old.name(), old.type(), old.shape(), old.scaling(), Optional.of(data)));
        }
        return editor.graph();
    }
}
