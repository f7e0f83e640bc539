/**
 * The proof: the built image answers examples in an emulator, and every byte of its answers is compared with the host's.
 *
 * <p>In: {@link dev.tinywright.firmware.Firmware}; examples: readings, windows or pictures; expected scores, int8, (examples,
 * outputs). Out: {@link Verification}. Start at {@link Verifier#verify}; {@link LatencyModel} turns executed instructions
 * into an estimate of time on the board.
 */
@NullMarked
package dev.tinywright.verify;

import org.jspecify.annotations.NullMarked;
