package dev.tinywright.verify;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What firmware in continuous use did with recordings.
 *
 * @param core that ran it
 * @param emulator its name and version
 * @param recordings how many it was given
 * @param windows that it completed
 * @param mismatches windows whose shares or smoothed decision differ from the host's in any byte
 * @param firstMismatch of these, in words
 * @param instructionsPerWindow executed by the calls of the model for one stride of samples and their window, the mean; empty on
 *     the host
 * @param stackBytes deepest use, by painting, with the harness's loop; 0 on the host, where it is not measured
 */
public record StreamVerification(
        String core,
        String emulator,
        int recordings,
        int windows,
        int mismatches,
        Optional<String> firstMismatch,
        OptionalDouble instructionsPerWindow,
        long stackBytes) {}
