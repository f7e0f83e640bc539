package dev.tinywright.verify;

import dev.tinywright.board.Board;
import java.util.Locale;

/**
 * From executed instructions to time: cycles per instruction of the core's family, over the clock. The range is what the
 * cores' technical reference manuals allow for code that is mostly loads, multiplications and short loops, with flash as
 * fast as the vendor's cache or prefetch makes it.
 *
 * <ul>
 *   <li>Armv6-M (M0, M0+): loads and stores 2 cycles, taken branches 2 to 3; 64-bit products are library calls.
 *   <li>M4, M33: loads 1 to 2 cycles (pipelined), taken branches 2 to 4, the rest 1.
 *   <li>M7: two instructions at once where they do not depend on each other; cached flash.
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
                        "estimate: %.0f executed instructions x %.2f cycles each (%.2f to %.2f on a %s) at %.0f MHz; no board was measured",
                        instructions,
                        cycles.usual(),
                        cycles.fewest(),
                        cycles.most(),
                        board.core(),
                        board.clockHz() / 1e6));
    }

    /** Cycles per instruction. */
    private record Cycles(double fewest, double usual, double most) {
        static Cycles of(String core) {
            String name = core.toUpperCase(Locale.ROOT);
            if (name.contains("M7") || name.contains("M85")) {
                return new Cycles(0.6, 0.9, 1.5);
            }
            if (name.contains("M0")) {
                return new Cycles(1.2, 1.5, 2.0);
            }
            if (name.contains("M33") || name.contains("M4") || name.contains("M3")) {
                return new Cycles(1.1, 1.4, 2.0);
            }
            return new Cycles(0.8, 1.5, 3.0); // another architecture: instruction counts hardly carry over
        }
    }
}
