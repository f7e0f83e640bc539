package dev.tinywright.passes;

import dev.tinywright.graph.Graph;

/** A rewrite. */
public interface Pass {
    /** Returns the graph, rewritten as often as there is something to rewrite; the same object where there is nothing. */
    Graph apply(Graph graph);
}
