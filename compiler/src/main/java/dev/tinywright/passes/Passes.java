package dev.tinywright.passes;

import dev.tinywright.graph.Graph;
import java.util.List;

/** All passes, in their order. */
public final class Passes {
    /**
     * What is dropped and merged first need not be looked at later; tables come after activations had their chance to be a
     * clamp; channels last, when a network has as few kinds of operators as it will have.
     */
    private static final List<Pass> ALL = List.of(
            new RemoveDeadNodes(),
            new FoldConstants(),
            new MergeQuantize(),
            new DropNoOps(),
            new FoldPadding(),
            new FuseActivations(),
            new Lookups(),
            new DepthwiseAsConvolution(),
            new AddBias(),
            new DeadChannels());

    private Passes() {}

    /** Returns the graph after all passes, again and again until none finds anything. */
    @SuppressWarnings("ReferenceEquality") // a pass that finds nothing returns the same object
    public static Graph apply(Graph graph) {
        Graph result = graph;
        int done = 0;
        for (int i = 0; done < ALL.size(); i = (i + 1) % ALL.size()) {
            Graph before = result;
            result = ALL.get(i).apply(before);
            done = result == before ? done + 1 : 1;
        }
        return result;
    }
}
