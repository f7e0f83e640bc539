package dev.tinywright.firmware;

import dev.tinywright.board.Board;
import dev.tinywright.lower.Target;

/** Which kernels a board's core is for. */
public final class Cores {
    private Cores() {}

    /** Returns what networks for {@code board} are compiled for. */
    public static Target target(Board board, Target.Optimize optimize) {
        return new Target(of(board), optimize, Target.of(of(board)).rounding());
    }

    /** Returns the kind of core that networks are compiled for where they are for {@code board}. */
    public static Target.Core of(Board board) {
        String cpu = board.bench().build().flags().stream()
                .filter(flag -> flag.startsWith("-mcpu="))
                .map(flag -> flag.substring("-mcpu=".length()))
                .findFirst()
                .orElse("");
        if (board.isHost()) {
            return Target.Core.PORTABLE;
        }
        if (board.isAvr()) {
            return Target.Core.AVR;
        }
        if (!board.bench().emulator().note().isEmpty()) {
            return Target.Core.PLAIN;
        }
        if (cpu.matches("cortex-m(52|55|85)(?!.*\\+nomve).*")) {
            return Target.Core.MVE;
        }
        return cpu.matches("cortex-m(4|7|33|35p|55|85)(?!.*\\+nodsp).*") ? Target.Core.DSP : Target.Core.PLAIN;
    }
}
