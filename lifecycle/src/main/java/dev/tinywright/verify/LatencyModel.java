package dev.tinywright.verify;

import dev.tinywright.board.Board;
import java.util.Locale;

/**
 * From executed instructions to time: cycles per instruction of the core's family, over the clock.
 *
 * <p>Calibrated on int8 networks whose instructions were counted in the same emulator (LiteRT for Microcontrollers with
 * CMSIS-NN) and whose time was measured on boards with the same kernels and published (microTVM with CMSIS-NN, MLPerf Tiny
 * v1.0 and v1.1); {@code LatencyModelTest} has the rows. The runtimes around the kernels differ, so a ratio is good to
 * about a tenth.
 *
 * <ul>
 *   <li>M4 (NUCLEO-L4R5ZI, 120 MHz): 1.50 to 1.56 for convolutions, 1.77 for dense layers, which wait for loads.
 *   <li>M33 (nRF5340, 128 MHz): 1.24 to 1.36 and 1.38.
 *   <li>M7: no pair with the same kernels is published. Engines that publish both take 0.54 to 0.78 of the M4's cycles on an
 *       M7 (it starts two instructions at once), which times 1.5 to 1.8 gives 0.8 to 1.4.
 *   <li>M0, M0+: no pair either. Arm's technical reference manual: loads and stores 2 cycles, taken branches 2 (M0: 3),
 *       the rest 1; inner loops of a third loads and a sixth branches take 1.5.
 * </ul>
 *
 * <p>The ranges add what flash costs without a cache or prefetch that hides its wait states; they hold for code run as
 * vendors' start-up code sets the chip up.
 */
public final class LatencyModel {
    private LatencyModel() {}

    /** From what a run counted: cycles where the emulator counts them, else instructions. */
    public static Latency estimate(Board board, Verification verification) {
        return verification.cyclesPerInference().isPresent()
                ? ofCycles(board, verification.cyclesPerInference().getAsDouble())
                : estimate(board, verification.instructionsPerInference().orElseThrow());
    }

    /**
     * An AVR has no cache and no wait states, so that the instruction set manual's cycles, which simavr counts, are the time. A
     * newer core (AVRxt) takes a cycle less for stores, pushes and calls and one more for LDS; the range for it is a guess.
     */
    private static Latency ofCycles(Board board, double cycles) {
        double millis = cycles * 1000.0 / board.clockHz();
        double fewest = board.isProvenElsewhere() ? 0.7 : 1;
        double most = board.isProvenElsewhere() ? 1.1 : 1;
        return new Latency(
                millis,
                millis * fewest,
                millis * most,
                String.format(
                        Locale.ROOT,
                        "%.0f clock cycles, counted in simavr as the instruction set manual has them%s, at %.0f MHz; this board was not measured",
                        cycles,
                        board.isProvenElsewhere()
                                ? " for an " + board.emulator().core() + " (a guess for this board: 0.7 to 1.1 of them)"
                                : "",
                        board.clockHz() / 1e6));
    }

    /** @param instructions per inference, executed in the emulator */
    public static Latency estimate(Board board, double instructions) {
        Cycles cycles = Cycles.of(board.core());
        double millisPerCycle = 1000.0 / board.clockHz();
        return new Latency(
                instructions * cycles.usual() * millisPerCycle,
                instructions * cycles.fewest() * millisPerCycle,
                instructions * cycles.most() * millisPerCycle,
                String.format(
                        Locale.ROOT,
                        "estimate: %.0f executed instructions x %.2f cycles each (%.2f to %.2f on a %s: %s) at %.0f MHz; this board was not measured",
                        instructions,
                        cycles.usual(),
                        cycles.fewest(),
                        cycles.most(),
                        board.core(),
                        cycles.basis(),
                        board.clockHz() / 1e6));
    }

    /** Cycles per instruction, and where they are from. */
    record Cycles(double fewest, double usual, double most, String basis) {
        static Cycles of(String core) {
            String name = core.toUpperCase(Locale.ROOT);
            if (name.contains("M7") || name.contains("M85")) {
                return new Cycles(0.7, 1.0, 1.5, "published M4 times scaled by published M7 to M4 ratios");
            }
            if (name.contains("M0")) {
                return new Cycles(1.3, 1.5, 2.1, "Arm's cycle counts");
            }
            if (name.contains("M33") || name.contains("M23")) {
                return new Cycles(1.1, 1.35, 1.7, "published times of an nRF5340");
            }
            if (name.contains("M4") || name.contains("M3")) {
                return new Cycles(1.4, 1.65, 2.1, "published times of an STM32L4R5");
            }
            return new Cycles(0.8, 1.5, 3.0, "another architecture: counts of instructions hardly carry over");
        }
    }
}
