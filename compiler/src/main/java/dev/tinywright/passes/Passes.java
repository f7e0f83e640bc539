package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import java.util.List;

/** All passes, in their order. */
public final class Passes {
    private static final List<Pass> ALL = List.of();

    private Passes() {}

    public static Graph apply(Graph graph) {
        Graph result = graph;
        for (Pass pass : ALL) {
            result = pass.apply(result);
        }
        return result;
    }
}
