package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Drops nodes whose results nobody reads, and tensors that no node names.
 *
 * <pre>
 *   x ── conv ── output              x ── conv ── output
 *   └─── pool ── (nobody)     →
 * </pre>
 *
 * <p>A node with a single output that is read stays whole. The network's inputs stay, read or not: the caller fills them.
 */
final class RemoveDeadNodes implements Pass {
    @Override
    public Graph apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        Set<Integer> read = new HashSet<>(graph.outputs());
        List<Node> nodes = graph.nodes();
        for (int position :
                IntStream.range(0, nodes.size()).map(i -> nodes.size() - 1 - i).toArray()) {
            if (nodes.get(position).outputs().stream().anyMatch(read::contains)) {
                read.addAll(nodes.get(position).inputs());
            } else {
                editor.drop(position);
            }
        }
        Graph result = editor.graph();
        return isSame(result, graph) ? graph : result;
    }

    private static boolean isSame(Graph a, Graph b) {
        return a.nodes().size() == b.nodes().size()
                && a.tensors().size() == b.tensors().size();
    }
}
