package dev.tinywright.graph;

import dev.tinywright.diag.TinywrightException;

/** Says whether a graph can be run and compiled. */
public final class GraphCheck {
    private GraphCheck() {}

    /**
     * @throws TinywrightException for what is wrong or not supported, naming operator and tensor
     */
    public static void check(Graph graph) {
        if (graph.nodes().isEmpty()) {
            throw TinywrightException.failed("the model has no operators", graph.name(), "convert the model again");
        }
    }
}
