package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import java.util.List;

/** Kernels for cores with Helium. */
final class MveKernels implements Lowering.Family {
    @Override
    public List<KernelCall> propose(Graph graph, Node node, Target target) {
        return List.of();
    }
}
