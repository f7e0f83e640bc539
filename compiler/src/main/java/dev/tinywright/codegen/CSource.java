package dev.tinywright.codegen;

import dev.tinywright.contract.Contract;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Generated C, complete: compile every {@code .c} with the folder on the include path. Every name that the linker or another
 * file sees begins with the model's name, and so does every file, so that two models can be in one firmware.
 *
 * @param name the model's name, a C identifier, and the prefix of its public names
 * @param files file name to text, flat
 * @param modelFiles the generated header and source; the other files are runtime kernels
 * @param arenaBytes static RAM of the model's buffers, as placed by the generator
 * @param weightBytes constants of the model: weights, biases, requantizers, input program
 * @param contract what a caller must keep to
 * @param continuousBytes static RAM that continuous use takes beside the buffers: the ring of samples, or of rows, and what is smoothed;
 *     the linker leaves it out where it is not called. 0 where there is none
 */
public record CSource(
        String name,
        SortedMap<String, String> files,
        List<String> modelFiles,
        int arenaBytes,
        int weightBytes,
        Contract contract,
        int continuousBytes) {
    /** Code without continuous use. */
    public CSource(
            String name,
            SortedMap<String, String> files,
            List<String> modelFiles,
            int arenaBytes,
            int weightBytes,
            Contract contract) {
        this(name, files, modelFiles, arenaBytes, weightBytes, contract, 0);
    }

    public CSource {
        files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(files)));
        modelFiles = List.copyOf(modelFiles);
        if (!contract.model().equals(name) || !files.keySet().containsAll(modelFiles)) {
            throw new IllegalArgumentException(
                    "the source of " + name + " has " + files.keySet() + " and the contract of " + contract.model());
        }
    }
}
