package dev.tinywright.codegen;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Generated C, complete: compile every {@code .c} with the folder on the include path.
 *
 * @param name the model's name, a C identifier, and the prefix of its public names
 * @param files file name to text, flat; the first two in {@code modelFiles} are the model's own
 * @param modelFiles the generated header and source; the other files are runtime kernels
 * @param arenaBytes static RAM of the model's buffers, as placed by the generator
 * @param weightBytes constants of the model: weights, biases, requantizers, input program
 */
public record CSource(
        String name, SortedMap<String, String> files, List<String> modelFiles, int arenaBytes, int weightBytes) {
    public CSource {
        files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(files)));
        modelFiles = List.copyOf(modelFiles);
    }
}
