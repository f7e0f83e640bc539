package dev.tinywright.compile;

import dev.tinywright.graph.Graph;
import dev.tinywright.memory.Placement;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model as C.
 *
 * @param source the graph as it was read
 * @param placement the steps that are carried out, and where everything lies
 * @param files C sources and headers by name: {@code <name>.h}, {@code <name>.c} and the kernels they use
 */
public record CompiledModel(String name, Graph source, Placement placement, SortedMap<String, String> files) {
    public CompiledModel {
        files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Bytes of RAM for buffers, input and output included; the linked image has exactly these. */
    public int arenaBytes() {
        return placement.arenaBytes();
    }
}
