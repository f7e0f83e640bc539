package dev.tinywright.golden;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.verify.Calibration;
import dev.tinywright.verify.CycleModel;
import dev.tinywright.verify.EnergyModel;
import dev.tinywright.verify.HeldOut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What the estimates of time and energy are off by on published results, as Markdown. */
final class ModelError {
    /** What a prediction should be off by at most. */
    private static final double BAR = 0.25;

    private final List<String> lines = new ArrayList<>();

    private ModelError() {}

    static List<String> lines() {
        ModelError error = new ModelError();
        error.constants();
        error.counted();
        error.pairs();
        error.power();
        error.energy();
        return error.lines;
    }

    private void say(String... text) {
        lines.addAll(List.of(text));
    }

    private void row(Object... cells) {
        StringBuilder row = new StringBuilder("|");
        for (Object cell : cells) {
            row.append(' ').append(cell).append(" |");
        }
        lines.add(row.toString());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void constants() {
        say(
                "Cycles are instructions times the first constant, and bytes of weights times the second. The constants of M4, M33 and");
        say(
                "M85 are set by the published times (MLPerf Tiny, closed division) of two networks with CMSIS-NN on one board each,");
        say(
                "whose instructions were counted in the emulator; an M7 takes the mean share of an M4's cycles that three engines take");
        say(
                "on both. M0+, M3 and M55 have no constants: no published time of theirs goes with counted instructions; the figures");
        say("above for them are wide guesses, as are those for RISC-V.", "");
        row("core", "cycles an instruction", "cycles a byte of weights");
        row("---", "---:", "---:");
        Calibration.models().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing((String core) -> core.length()).thenComparing(core -> core)))
                .forEach(entry -> constants(entry.getKey(), entry.getValue()));
        say("");
    }

    private void constants(String core, CycleModel model) {
        row(core, format("%.3f", model.perInstruction()), format("%.3f", model.perWeightByte()));
    }

    private void counted() {
        List<HeldOut> counted = times(HeldOut::isCounted);
        say(
                "Times that were held out, of the same kernels (CMSIS-NN) whose instructions were counted. Assumed: what runs the");
        say(
                "kernels, microTVM or an older LiteRT, executes what LiteRT of today does, an M33 what an M4 does, an M85 what an M55");
        say("does. " + summary(counted), "");
        times(counted);
    }

    private void pairs() {
        List<HeldOut> pairs = times(it -> !it.isCounted());
        say(
                "Times of other engines, whose instructions are not known, from their published time on a NUCLEO-L4R5ZI and the");
        say("constants of both cores. Assumed: an engine executes the same on both. " + summary(pairs), "");
        times(pairs);
    }

    private static List<HeldOut> times(Predicate<HeldOut> kind) {
        return Calibration.heldOut().stream().filter(kind).toList();
    }

    private void times(List<HeldOut> heldOut) {
        row("engine, round", "board", "core", "network", "published, M cycles", "predicted", "error");
        row("---", "---", "---", "---", "---:", "---:", "---:");
        heldOut.forEach(it -> row(
                it.run().engine() + ", " + it.run().round(),
                it.run().board(),
                it.run().core(),
                it.run().network(),
                format("%.3f", it.published() / 1e6),
                format("%.3f", it.predicted() / 1e6),
                percent(it)));
        say("");
    }

    private void power() {
        List<HeldOut> power = EnergyModel.heldOut(boards());
        say(
                "Energy is time times the board's power while it computes, which two of a vendor's published results set. Other published");
        say("results of the same boards, of other engines, operating systems and supplies: " + summary(power), "");
        row("engine, round", "board", "network", "published, mW", "assumed", "error");
        row("---", "---", "---", "---:", "---:", "---:");
        power.forEach(it -> row(
                it.run().engine() + ", " + it.run().round(),
                it.run().board(),
                it.run().network(),
                format("%.1f", it.published()),
                format("%.1f", it.predicted()),
                percent(it)));
        say("");
    }

    private void energy() {
        List<HeldOut> energies = EnergyModel.heldOutEnergies(boards());
        say(
                "Time and power together, for the kernels whose instructions were counted (the times of kws and ad set constants, their");
        say("energies did not). " + summary(energies), "");
        row("engine, round", "board", "network", "published, \u00b5J", "predicted", "error");
        row("---", "---", "---", "---:", "---:", "---:");
        energies.forEach(it -> row(
                it.run().engine() + ", " + it.run().round(),
                it.run().board(),
                it.run().network(),
                format("%,.0f", it.published()),
                format("%,.0f", it.predicted()),
                percent(it)));
        say("");
    }

    /** The boards of which energies are published, by their names there. */
    private static Map<String, Board> boards() {
        Boards boards = Boards.builtIn();
        return Map.of(
                "NUCLEO-L4R5ZI", boards.byId("nucleo-l4r5zi").orElseThrow(),
                "NUCLEO-U575ZI-Q", boards.byId("nucleo-u575zi-q").orElseThrow());
    }

    private static String percent(HeldOut it) {
        return format("%+.1f %%", 100 * it.error());
    }

    /** How far the predictions are off, and whether the bar is met. */
    static String summary(List<HeldOut> heldOut) {
        double mean = heldOut.stream()
                .mapToDouble(it -> Math.abs(it.error()))
                .average()
                .orElse(0);
        double worst =
                heldOut.stream().mapToDouble(it -> Math.abs(it.error())).max().orElse(0);
        long above = heldOut.stream().filter(it -> Math.abs(it.error()) > BAR).count();
        return format(
                "Error: %.1f %% in the mean, %.1f %% at worst, %s of %d above %.0f %%.",
                100 * mean, 100 * worst, above == 0 ? "none" : Long.toString(above), heldOut.size(), 100 * BAR);
    }
}
