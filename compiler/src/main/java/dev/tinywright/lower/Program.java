package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import java.util.List;

/** A graph with a call for each node, in the order of the graph's nodes. */
public record Program(Graph graph, Target target, List<Step> steps) {
    public Program {
        steps = List.copyOf(steps);
    }
}
