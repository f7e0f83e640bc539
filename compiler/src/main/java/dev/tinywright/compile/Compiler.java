package dev.tinywright.compile;

import dev.tinywright.codegen.GraphGenerator;
import dev.tinywright.graph.Graph;
import dev.tinywright.lower.Lowering;
import dev.tinywright.memory.Placement;
import dev.tinywright.memory.Placer;
import dev.tinywright.passes.Passes;

/** Compiles graphs. */
public final class Compiler {
    private Compiler() {}

    /**
     * Returns C99 that computes what the graph does, bit for bit.
     *
     * @throws dev.tinywright.diag.TinywrightException where no kernel does an operator on the target
     */
    public static CompiledModel compile(Graph graph, CompileOptions options) {
        Graph reduced = Passes.apply(graph);
        Placement placement = Placer.place(Lowering.lower(reduced, options.target()));
        return new CompiledModel(
                options.name(),
                graph,
                placement,
                GraphGenerator.generate(placement, options.name(), "The network " + graph.name() + "."));
    }
}
