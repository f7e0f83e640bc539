package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import java.util.Optional;

/** A pass that looks at one node and its neighbours at a time, until there is none left to rewrite. */
abstract class NodePass implements Pass {
    @Override
    public final Graph apply(Graph graph) {
        Graph result = graph;
        for (Optional<Graph> next = first(graph); next.isPresent(); next = first(result)) {
            result = next.get();
        }
        return result;
    }

    private Optional<Graph> first(Graph graph) {
        Users users = new Users(graph);
        for (int position = 0; position < graph.nodes().size(); position++) {
            Optional<Graph> rewritten = rewrite(graph, users, position);
            if (rewritten.isPresent()) {
                return rewritten;
            }
        }
        return Optional.empty();
    }

    /** Returns the graph with the node at this position rewritten; empty where it is not for this pass. */
    abstract Optional<Graph> rewrite(Graph graph, Users users, int position);

    /** Returns the node that makes an input of another. */
    static Optional<Node> producer(Graph graph, Users users, Node node, int input) {
        return users.producer(node.inputs().get(input)).map(graph.nodes()::get);
    }
}
