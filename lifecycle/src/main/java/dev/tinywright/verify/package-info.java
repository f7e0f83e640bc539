/**
 * The proof: the built image classifies rows in an emulator, and every byte of its answers is compared with the host's.
 *
 * <p>In: {@link dev.tinywright.firmware.Firmware}; readings, float32, (rows, readings); expected scores, int8, (rows,
 * classes). Out: {@link Verification}. Start at {@link Verifier#verify}; {@link LatencyModel} turns executed instructions
 * into an estimate of time on the board.
 */
@NullMarked
package dev.tinywright.verify;

import org.jspecify.annotations.NullMarked;
