package dev.tinywright.lower;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses a kernel for each node. */
public final class Lowering {
    /** Kernels for nodes of a graph: none where the family has nothing for this node. */
    interface Family {
        List<KernelCall> propose(Graph graph, Node node, Target target);
    }

    /** Each class proposes for the cores it is for. */
    private static final List<Family> FAMILIES = List.of(new PortableKernels(), new DspKernels(), new MveKernels());

    private Lowering() {}

    /** @throws TinywrightException where no kernel does a node */
    public static Program lower(Graph graph, Target target) {
        List<Step> steps = new ArrayList<>();
        for (Node node : graph.nodes()) {
            steps.add(new Step(node, choose(graph, node, target)));
        }
        return new Program(graph, target, steps);
    }

    private static KernelCall choose(Graph graph, Node node, Target target) {
        return FAMILIES.stream()
                .flatMap(family -> family.propose(graph, node, target).stream())
                .min(wish(target))
                .orElseThrow(() -> TinywrightException.failed(
                        "no kernel computes " + node.op(),
                        graph.out(node).name(),
                        "please report it with the model: what can be read should compile"));
    }

    private static Comparator<KernelCall> wish(Target target) {
        return switch (target.optimize()) {
            // memory is saved by what is computed when; a kernel's scratch memory counts at the fullest step alone.
            // A byte of code must save an instruction: a tiny layer is not worth a large kernel.
            case SPEED, MEMORY -> Comparator.comparingLong(call -> call.instructions() + call.codeBytes());
            case SIZE -> Comparator.comparingLong(call -> call.constantBytes() + call.codeBytes());
        };
    }
}
