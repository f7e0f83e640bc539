package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import java.util.Optional;

/** Takes a node out that hands on its input as it is. */
final class Bypass {
    private Bypass() {}

    /** Returns the graph without the node; empty where the caller would have to read what it wrote, or a constant. */
    static Optional<Graph> of(Graph graph, Users users, int position) {
        Node node = graph.nodes().get(position);
        int x = node.inputs().getFirst();
        int y = node.outputs().getFirst();
        GraphEditor editor = new GraphEditor(graph).drop(position);
        if (!users.isVisible(y)) {
            return Optional.of(editor.readInstead(y, x).graph());
        }
        boolean canMakeOutput = users.producer(x).isPresent() && !users.isVisible(x);
        return canMakeOutput ? Optional.of(editor.makeInstead(x, y).graph()) : Optional.empty();
    }
}
