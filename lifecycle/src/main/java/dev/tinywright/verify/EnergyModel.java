package dev.tinywright.verify;

import dev.tinywright.board.Board;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * From time to energy: what the chip draws while it computes, times the time. What it draws while it waits, and what the rest of
 * the board draws, is not in it.
 */
public final class EnergyModel {
    private EnergyModel() {}

    /** Returns the energy of an inference; empty where no current is published for the board. */
    public static Optional<Energy> estimate(Board board, Latency latency) {
        return board.current()
                .map(current -> new Energy(
                        latency.millis() * current.milliwatts(),
                        latency.lowMillis() * current.milliwatts(),
                        latency.highMillis() * current.milliwatts(),
                        String.format(
                                Locale.ROOT,
                                "estimate: %s mA at %s V over the estimated time; current %s",
                                current.milliamps(),
                                current.volts(),
                                current.source())));
    }

    /**
     * Compares the power of boards with what was published for them, other than what it was made of.
     *
     * @param boards by their names in the published results
     */
    public static List<HeldOut> heldOut(Map<String, Board> boards) {
        return PublishedRun.of("power-check").stream()
                .filter(run -> boards.containsKey(run.board()))
                .flatMap(run -> Optional.ofNullable(boards.get(run.board())).flatMap(Board::current).stream()
                        .map(current -> new HeldOut(run, false, run.milliwatts(), current.milliwatts())))
                .toList();
    }

    /**
     * Compares energies, in microjoules, with those that were published for kernels whose instructions were counted: the error of
     * time and power together.
     *
     * @param boards by their names in the published results
     */
    public static List<HeldOut> heldOutEnergies(Map<String, Board> boards) {
        return heldOut(boards).stream()
                .filter(it -> it.run().engine().endsWith("CMSIS-NN"))
                .map(it -> new HeldOut(
                        it.run(),
                        true,
                        it.run().microjoules().orElseThrow(),
                        Calibration.predicted(it.run()) / it.run().megahertz() * it.predicted() / 1000))
                .toList();
    }
}
