package dev.tinywright.compile;

import dev.tinywright.graph.Graph;

/** Compiles graphs. */
public final class Compiler {
    private Compiler() {}

    @SuppressWarnings("DoNotCallSuggester")
    public static CompiledModel compile(Graph graph, CompileOptions options) {
        throw new UnsupportedOperationException(graph.name() + options);
    }
}
