package dev.tinywright.verify;

import dev.tinywright.board.Board;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/**
 * From executed instructions to time: cycles of the core, over the clock.
 *
 * <p>{@link Calibration} sets the cycles of an M4, M7, M33 and M85 by published times, and says how far it is off on the
 * published times that it was not set by: that is the range. Of other cores no published time can be set against counted
 * instructions; their figures are wide guesses:
 *
 * <ul>
 *   <li>M0, M0+, M23: Arm's technical reference manual: loads and stores 2 cycles, taken branches 2 (M0: 3), the rest 1; inner
 *       loops of a third loads and a sixth branches take 1.5.
 *   <li>M3: the M4's, which has the same pipeline.
 *   <li>M55: at least what an M85 takes, which can start two instructions at once; a vector instruction takes it two cycles.
 * </ul>
 *
 * <p>Kernels and flash of other boards differ from those that were measured; the estimate holds for code run as vendors'
 * start-up code sets the chip up.
 */
public final class LatencyModel {
    private LatencyModel() {}

    /**
     * From what a run counted: cycles where the emulator counts them, else instructions.
     *
     * @param weightBytes of flash that an inference reads
     */
    public static Latency estimate(Board board, Verification verification, long weightBytes) {
        return verification.cyclesPerInference().isPresent()
                ? ofCycles(board, verification.cyclesPerInference().getAsDouble())
                : estimate(board, verification.instructionsPerInference().orElseThrow(), weightBytes);
    }

    /**
     * An AVR has no cache and no wait states, so that the instruction set manual's cycles, which simavr counts, are the time. A
     * newer core (AVRxt) takes a cycle less for stores, pushes and calls and one more for LDS; the range for it is a guess.
     */
    public static Latency ofCycles(Board board, double cycles) {
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

    /**
     * @param instructions per inference, executed in the emulator
     * @param weightBytes of flash that an inference reads
     */
    public static Latency estimate(Board board, double instructions, long weightBytes) {
        Core core = Core.of(board.core());
        double millis = core.model().cycles(instructions, (double) weightBytes) * 1000.0 / board.clockHz();
        return new Latency(
                millis,
                millis * core.fewest(),
                millis * core.most(),
                String.format(
                        Locale.ROOT,
                        "estimate, %s: %.0f executed instructions x %.2f cycles and %d bytes of weights x %.2f on a %s (%s) at %.0f MHz; this board was not measured",
                        core.range(),
                        instructions,
                        core.model().perInstruction(),
                        weightBytes,
                        core.model().perWeightByte(),
                        board.core(),
                        core.basis(),
                        board.clockHz() / 1e6));
    }

    /** Returns the cycles that a part of a program, such as a layer, is estimated to take on a board's core. */
    public static double cycles(Board board, double instructions, long weightBytes) {
        return Core.of(board.core()).model().cycles(instructions, (double) weightBytes);
    }

    /**
     * What is known of a core.
     *
     * @param fewest cycles, as a share of the model's
     * @param most cycles, likewise
     */
    private record Core(CycleModel model, double fewest, double most, String basis) {
        static Core of(String name) {
            String core = name.replaceAll("(?<=\\d)F$", "");
            return Calibration.of(core)
                    .map(model -> calibrated(core, model))
                    .orElseGet(() -> guessed(core.toUpperCase(Locale.ROOT)));
        }

        private static Core calibrated(String core, CycleModel model) {
            List<HeldOut> heldOut = Calibration.heldOut(core);
            double worst = heldOut.stream()
                    .mapToDouble(it -> Math.abs(it.error()))
                    .max()
                    .orElseThrow();
            DoubleSummaryStatistics shares = heldOut.stream()
                    .mapToDouble(it -> it.published() / it.predicted())
                    .summaryStatistics();
            return new Core(
                    model,
                    Math.min(1, shares.getMin()),
                    Math.max(1, shares.getMax()),
                    String.format(
                            Locale.ROOT,
                            "fitted to published times of this core, and in the mean %.0f %% and at worst %.0f %% off on %d others",
                            100
                                    * heldOut.stream()
                                            .mapToDouble(it -> Math.abs(it.error()))
                                            .average()
                                            .orElseThrow(),
                            100 * worst,
                            heldOut.size()));
        }

        private static Core guessed(String core) {
            if (core.contains("M55")) {
                CycleModel faster = Calibration.of("Cortex-M85").orElseThrow();
                return new Core(
                        new CycleModel(1.5, faster.perWeightByte()),
                        0.6,
                        1.6,
                        "a guess: no time of an M55 is published");
            }
            if (core.contains("M0") || core.contains("M23")) {
                return new Core(new CycleModel(1.5, 0), 1.3 / 1.5, 2.1 / 1.5, "Arm's cycle counts");
            }
            if (core.contains("M3")) {
                return new Core(
                        Calibration.of("Cortex-M4").orElseThrow(), 0.7, 1.4, "as an M4, which has the same pipeline");
            }
            return new Core(
                    new CycleModel(1.5, 0),
                    0.8 / 1.5,
                    2,
                    "another architecture: counts of instructions hardly carry over");
        }

        String range() {
            return String.format(Locale.ROOT, "%+.0f to %+.0f %%", 100 * (fewest - 1), 100 * (most - 1));
        }
    }
}
