package dev.tinywright.report;

import java.util.List;

/**
 * Memory of the linked image.
 *
 * @param codeBytes flash without the weights
 * @param ramBytes static data and the measured stack
 * @param flashParts add up to {@code flashBytes}
 * @param ramParts add up to {@code ramBytes}
 * @param callerBytes of a window or a picture, which whoever calls the model holds: not in {@code ramBytes}
 */
public record MemoryFacts(
        long flashBytes,
        long codeBytes,
        long ramBytes,
        long stackBytes,
        List<Part> flashParts,
        List<Part> ramParts,
        long callerBytes) {
    /** Memory of a model of a row of readings. */
    public MemoryFacts(
            long flashBytes,
            long codeBytes,
            long ramBytes,
            long stackBytes,
            List<Part> flashParts,
            List<Part> ramParts) {
        this(flashBytes, codeBytes, ramBytes, stackBytes, flashParts, ramParts, 0);
    }

    public MemoryFacts {
        flashParts = List.copyOf(flashParts);
        ramParts = List.copyOf(ramParts);
        requireSum("flash", flashBytes, flashParts);
        requireSum("RAM", ramBytes, ramParts);
    }

    private static void requireSum(String what, long total, List<Part> parts) {
        long sum = parts.stream().mapToLong(Part::bytes).sum();
        if (sum != total) {
            throw new IllegalArgumentException(what + " has " + total + " bytes, its parts " + sum);
        }
    }

    public record Part(String name, long bytes) {}
}
