package dev.tinywright.pipeline;

import dev.tinywright.arduino.Emulation;
import dev.tinywright.arduino.SketchRunner;
import dev.tinywright.board.Board;

/** What runs a sketch for a board. */
final class Runners {
    private Runners() {}

    static SketchRunner forBoard(Board board, Project project) {
        return Emulation.forBoard(board, project.cache().resolve("core"));
    }

    static SketchRun.Image image(Board board) {
        return SketchRun.Image.NONE;
    }
}
