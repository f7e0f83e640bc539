package dev.tinywright.application;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.arduino.SketchRunner;
import dev.tinywright.arduino.Trace;
import dev.tinywright.arduino.World;
import dev.tinywright.codegen.CSource;
import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Proves an application of windows: runs its sketch with recordings before its sensors, frame by frame, and judges it. */
public final class WindowCheck {
    private static final int SEED = 7;
    /** The last recording is to be answered, too: its last frame stays for so many windows. */
    private static final int MORE_WINDOWS = 2;

    private WindowCheck() {}

    /**
     * A recording that is shown, or a pause.
     *
     * @param name of the recording, as the data has it; may be empty
     * @param label its class; below 0 where there is nothing to tell
     * @param frames (frames, channels), as the model takes them
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    public record Piece(String name, int label, float[][] frames) {}

    /**
     * Runs and judges {@code sketch} on {@code pieces}, one after another.
     *
     * @param model scores for a window: the host's integer reference
     * @param folder for the build and the run's record
     * @throws dev.tinywright.diag.TinywrightException where expectations do not fit the model, or the sketch does not compile
     */
    public static ApplicationVerdict run(
            SketchRunner runner,
            Sketch sketch,
            CSource source,
            Expectations expectations,
            Contract contract,
            Binding binding,
            WindowUse use,
            List<Piece> pieces,
            Function<float[], byte[]> model,
            Path folder) {
        expectations.requireFits(contract, "expect.yaml");
        World world = world(pieces, contract, binding, use);
        Trace trace = runner.run(sketch, source, world, folder);
        return new WindowJudge(expectations, trace, contract, binding, use, model, pieces, world).judge();
    }

    private static World world(List<Piece> pieces, Contract contract, Binding binding, WindowUse use) {
        List<float[]> frames = new ArrayList<>();
        pieces.forEach(piece -> frames.addAll(Arrays.asList(piece.frames())));
        float[] last = frames.getLast();
        for (int i = 0;
                i
                        < use.streaming().strideFrames()
                                * (MORE_WINDOWS + use.streaming().averageOver());
                i++) {
            frames.add(last);
        }
        return WorldMaker.ofFrames(frames.toArray(float[][]::new), contract, binding, use, SEED);
    }

    /** Returns how many frames are shown in {@code time} of the device. */
    public static int framesIn(Duration time, WindowUse use) {
        return Math.toIntExact(time.dividedBy(use.frame()));
    }
}
