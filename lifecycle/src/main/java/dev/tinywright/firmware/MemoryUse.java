package dev.tinywright.firmware;

import java.util.List;

/**
 * Memory of a linked image, in bytes; every byte is in one part.
 *
 * @param flashBytes code, constants and initial values of data
 * @param weightBytes of these, constants of the model
 * @param ramBytes static data, initialized and zeroed; without stack
 * @param flashParts add up to {@code flashBytes}
 * @param ramParts add up to {@code ramBytes}
 * @param callerBytes static data of the harness that holds a window or a picture, which a program has where its samples come from:
 *     not in {@code ramBytes}. 0 for a row of readings, which is counted
 */
public record MemoryUse(
        long flashBytes,
        long weightBytes,
        long ramBytes,
        List<Part> flashParts,
        List<Part> ramParts,
        long callerBytes) {
    /** Memory where all is counted. */
    public MemoryUse(long flashBytes, long weightBytes, long ramBytes, List<Part> flashParts, List<Part> ramParts) {
        this(flashBytes, weightBytes, ramBytes, flashParts, ramParts, 0);
    }

    public MemoryUse {
        flashParts = List.copyOf(flashParts);
        ramParts = List.copyOf(ramParts);
        requireSum(flashBytes, flashParts);
        requireSum(ramBytes, ramParts);
    }

    /** @param name what lies there: "model constants", "model code", "kernels", … */
    public record Part(String name, long bytes) {}

    /** Flash without the model's constants. */
    public long codeBytes() {
        return flashBytes - weightBytes;
    }

    private static void requireSum(long total, List<Part> parts) {
        long sum = parts.stream().mapToLong(Part::bytes).sum();
        if (sum != total) {
            throw new IllegalArgumentException("parts add up to " + sum + " bytes, not " + total + ": " + parts);
        }
    }
}
