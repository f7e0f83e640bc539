package dev.tinywright.tflite;

import dev.tinywright.graph.Graph;

/** Writes graphs as {@code .tflite} files. */
public final class GraphWriter {
    private GraphWriter() {}

    @SuppressWarnings("DoNotCallSuggester")
    public static byte[] write(Graph graph) {
        throw new UnsupportedOperationException(graph.name());
    }
}
