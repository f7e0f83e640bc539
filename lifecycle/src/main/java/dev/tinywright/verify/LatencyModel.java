package dev.tinywright.verify;

import dev.tinywright.board.Board;
import java.util.Locale;

/**
 * From executed instructions to time: cycles per instruction of the core's family, over the clock. It is an estimate; the
 * range says how wide. Where cycles per instruction (CPI) are from:
 *
 * <ul>
 *   <li>M4 and M33: int8 networks over CMSIS-NN, four of them (keywords, image classification, visual wake words, an
 *       autoencoder). Instructions: LiteRT for Microcontrollers with CMSIS-NN, counted as we count. Cycles: MLPerf Tiny
 *       v1.1, microTVM with CMSIS-NN, clock times published latency, NUCLEO-L4R5ZI and nRF5340, flash wait states
 *       included. The ratio is 1.50 to 1.77 on the M4 and 1.24 to 1.38 on the M33. The two stacks share kernels, not the
 *       code around them, so a part of the spread is not the core's.
 *   <li>M7: three vendors' engines in MLPerf Tiny v1.1 and v1.2 take 0.54 to 0.78 of the cycles on an M7 that they take on
 *       an M4, 0.62 on average; times the M4's CPI. Nothing was found that gives instructions and cycles of one program.
 *   <li>M0, M0+: from the instruction timing of its technical reference manual (loads, stores and taken branches 2
 *       cycles, calls 3, the rest 1) with the RP2040's multiplication in one cycle. The inner loop of a dense layer has 8
 *       instructions, 2 of them loads, and a taken branch: 11 cycles a multiplication, 1.375 an instruction. A commercial
 *       generator publishes 9.9 for a dense network (Bosch HALE, NUCLEO-G0B1RE, MLPerf Tiny v1.2). Code in external flash
 *       is assumed to hit its cache.
 *   <li>Other architectures: instruction counts hardly carry over; the range is as wide as that.
 * </ul>
 */
public final class LatencyModel {
    private LatencyModel() {}

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
                        "estimate: %.0f executed instructions x %.2f cycles each (%.2f to %.2f on a %s, %s) at %.0f MHz; no board was measured",
                        instructions,
                        cycles.usual(),
                        cycles.fewest(),
                        cycles.most(),
                        board.core(),
                        basis(board.core()),
                        board.clockHz() / 1e6));
    }

    /** On what the cycles rest, in a few words. */
    private static String basis(String core) {
        String name = core.toUpperCase(Locale.ROOT);
        if (name.contains("M4") || name.contains("M33")) {
            return "from published int8 benchmarks";
        }
        if (name.contains("M7")) {
            return "scaled from published int8 benchmarks on an M4";
        }
        return name.contains("M0")
                ? "from the core's instruction timing"
                : "a guess: the instructions are another core's";
    }

    /** Cycles per instruction. */
    private record Cycles(double fewest, double usual, double most) {
        static Cycles of(String core) {
            String name = core.toUpperCase(Locale.ROOT);
            if (name.contains("M7")) {
                return new Cycles(0.7, 1.0, 1.4);
            }
            if (name.contains("M0")) {
                return new Cycles(1.2, 1.4, 2.0);
            }
            if (name.contains("M33")) {
                return new Cycles(1.1, 1.3, 1.6);
            }
            if (name.contains("M4")) {
                return new Cycles(1.2, 1.6, 2.0);
            }
            return new Cycles(0.8, 1.5, 3.0);
        }
    }
}
