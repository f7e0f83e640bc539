package dev.tinywright.compile;

import dev.tinywright.codegen.CGenerator;
import dev.tinywright.codegen.CSource;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.codegen.GraphGenerator;
import dev.tinywright.codegen.InputMemory;
import dev.tinywright.codegen.NetworkGraph;
import dev.tinywright.graph.Graph;
import dev.tinywright.lower.Lowering;
import dev.tinywright.lower.Target;
import dev.tinywright.memory.Placement;
import dev.tinywright.memory.Placer;
import dev.tinywright.passes.Bands;
import dev.tinywright.passes.Passes;
import dev.tinywright.quantize.QuantizedModel;

/** Compiles graphs. */
public final class Compiler {
    /** Share of the multiplications that may be computed twice where memory counts most. */
    private static final double MOST_EXTRA = 0.3;

    private Compiler() {}

    /**
     * Returns C99 that computes what the graph does, bit for bit.
     *
     * @throws dev.tinywright.diag.TinywrightException where no kernel does an operator on the target
     */
    public static CompiledModel compile(Graph graph, CompileOptions options) {
        Graph reduced = Passes.apply(graph);
        Graph ordered = options.target().optimize() == Target.Optimize.MEMORY
                ? Bands.best(
                        reduced,
                        banded -> Placer.atLeast(Lowering.lower(banded, options.target())),
                        banded -> place(banded, options.target()).arenaBytes(),
                        MOST_EXTRA)
                : reduced;
        Placement placement = place(ordered, options.target());
        return new CompiledModel(
                options.name(),
                graph,
                placement,
                GraphGenerator.generate(placement, options.name(), "The network " + graph.name() + "."));
    }

    /**
     * Returns C99 of a network trained here, input stage and all.
     *
     * @throws dev.tinywright.diag.TinywrightException where no kernel does a layer on the target
     */
    public static CSource compile(Deployable model, Target target) {
        return CGenerator.generate(model, place(model.network(), InputMemory.of(model.inputs()), target));
    }

    /** Returns where the buffers of a network lie that is fed with a table's readings, a column for each feature. */
    public static Placement place(QuantizedModel network, Target target) {
        return place(network, InputMemory.ofTable(network.inputs()), target);
    }

    /** Returns where the buffers of a network trained here lie, with those of its input stage. */
    public static Placement place(QuantizedModel network, InputMemory stage, Target target) {
        Graph graph = Passes.apply(network.graph());
        return Placer.place(NetworkGraph.withInputStage(Lowering.lower(graph, target), stage));
    }

    private static Placement place(Graph graph, Target target) {
        return Placer.place(Lowering.lower(graph, target));
    }
}
