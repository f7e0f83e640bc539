package dev.tinywright.lower;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import java.util.List;

/** Kernels the definition, for every core. */
final class PortableKernels implements Lowering.Family {
    @Override
    public List<KernelCall> propose(Graph graph, Node node, Target target) {
        return List.of();
    }
}
