package dev.tinywright.pipeline;

import dev.tinywright.application.ApplicationCheck;
import dev.tinywright.application.Expectations;
import dev.tinywright.application.WindowCheck;
import dev.tinywright.application.WindowUse;
import dev.tinywright.arduino.AvrCore;
import dev.tinywright.arduino.Emulation;
import dev.tinywright.arduino.SketchRunner;
import dev.tinywright.board.Board;
import dev.tinywright.process.Confinement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What runs a sketch for a board. */
final class Runners {
    /** simavr takes about as long as the chip would; this much of the device's time is worth the wait. */
    private static final Duration REAL_TIME = Duration.ofSeconds(80);

    private Runners() {}

    /** @param rows that it is shown at most */
    record Stand(SketchRunner runner, int rows) {}

    /**
     * Returns what runs the sketch, one after the other. AVR boards have a real Arduino core at hand, which nobody here wrote: it
     * runs the sketch on as many rows as there is time for, after the emulation on this computer has run it on all.
     */
    static List<Stand> forBoard(Board board, Expectations expectations, Path cache, Confinement confinement) {
        if (!board.isAvr()) {
            return List.of(new Stand(Emulation.forBoard(board, cache, confinement), ApplicationCheck.MOST_ROWS));
        }
        int rows = Math.max(1, ApplicationCheck.rowsIn(REAL_TIME, expectations));
        return List.of(
                new Stand(Emulation.onHost(cache, confinement), ApplicationCheck.MOST_ROWS),
                new Stand(AvrCore.forBoard(board, confinement), rows));
    }

    /**
     * Returns the same for a sketch of windows; {@link Stand#rows} are frames. Where an AVR loses frames while the model works, nobody
     * can tell from outside which ones a window had: there it is not run.
     */
    static List<Stand> forWindows(Board board, WindowUse use, Path cache, Confinement confinement) {
        if (board.isAvr() && use.restarts()) {
            return List.of(new Stand(Emulation.onHost(cache, confinement), Integer.MAX_VALUE));
        }
        if (!board.isAvr()) {
            return List.of(new Stand(Emulation.forBoard(board, cache, confinement), Integer.MAX_VALUE));
        }
        return List.of(
                new Stand(Emulation.onHost(cache, confinement), Integer.MAX_VALUE),
                new Stand(AvrCore.forBoard(board, confinement), WindowCheck.framesIn(REAL_TIME, use)));
    }
}
