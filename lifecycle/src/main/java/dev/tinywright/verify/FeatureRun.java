package dev.tinywright.verify;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of the features of many examples on one core.
 *
 * @param core that the code was compiled for, "Cortex-M0+", which QEMU runs on a Cortex-M0 of the same architecture; "this
 *     computer" where it is checked for wrong addresses and undefined behaviour
 * @param emulator its name and version
 * @param examples how many
 * @param bytes compared, of all of them
 * @param mismatches examples of which any byte differs from Java's
 * @param first of these; empty where there is none
 * @param instructions of an example, mean over the first ones, with the copying of the answer; empty on this computer
 * @param seconds on this computer, from the first example to the last
 */
public record FeatureRun(
        String core,
        String emulator,
        long examples,
        long bytes,
        long mismatches,
        Optional<Difference> first,
        OptionalDouble instructions,
        double seconds) {

    /**
     * The first number that differs.
     *
     * @param example from 0
     * @param number which of the features, in words
     */
    public record Difference(int example, String number, int expected, int got) {}
}
