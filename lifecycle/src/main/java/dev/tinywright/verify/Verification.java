package dev.tinywright.verify;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the firmware did with rows.
 *
 * @param core that ran it, "Cortex-M4"
 * @param emulator its name and version
 * @param note what differs from the board's core, empty where it is of the same architecture
 * @param rows how many it was given
 * @param mismatches rows whose answer differs from the expected one in any byte
 * @param firstMismatch of these; empty where there is none
 * @param scores int8, (rows, classes), as the firmware gave them
 * @param stackBytes deepest use by a call of the model, by painting; 0 on the host, where it is not measured
 * @param instructionsPerInference executed, mean over the timed rows; empty on the host
 * @param cyclesPerInference of the processor's clock, mean over the timed rows; only where the emulator counts them, as simavr does
 */
@SuppressWarnings("ArrayRecordComponent") // a row per test row; equality is never asked for
public record Verification(
        String core,
        String emulator,
        String note,
        int rows,
        int mismatches,
        Optional<FirstMismatch> firstMismatch,
        byte[][] scores,
        long stackBytes,
        OptionalDouble instructionsPerInference,
        OptionalDouble cyclesPerInference) {

    /** Returns the same without the answers, of which there may be many. */
    Verification withoutScores() {
        return new Verification(
                core,
                emulator,
                note,
                rows,
                mismatches,
                firstMismatch,
                new byte[0][],
                stackBytes,
                instructionsPerInference,
                cyclesPerInference);
    }

    /** @param row from 0 */
    @SuppressWarnings("ArrayRecordComponent") // shown, never compared
    public record FirstMismatch(int row, float[] readings, byte[] expected, byte[] got) {}
}
