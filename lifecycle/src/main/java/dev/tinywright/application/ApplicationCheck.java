package dev.tinywright.application;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.arduino.SketchRunner;
import dev.tinywright.arduino.Trace;
import dev.tinywright.arduino.World;
import dev.tinywright.codegen.CSource;
import dev.tinywright.contract.Contract;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.sensor.Binding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Proves an application: runs its sketch with rows of data before its sensors, and judges what it does. */
public final class ApplicationCheck {
    /** More rows than these are not shown: each takes seconds of the device's virtual time. */
    public static final int MOST_ROWS = 1000;

    private ApplicationCheck() {}

    /**
     * Rows with their true classes.
     *
     * @param readings (rows, inputs), as the model takes them
     * @param classes true class of each row
     * @param origins where each row comes from, "fruit.csv line 7"; may be empty
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    public record Rows(float[][] readings, int[] classes, List<String> origins) {
        public Rows {
            origins = List.copyOf(origins);
        }

        private Rows of(int[] chosen) {
            return new Rows(
                    RowChoice.rows(readings, chosen),
                    RowChoice.classes(classes, chosen),
                    origins.isEmpty()
                            ? List.of()
                            : Arrays.stream(chosen).mapToObj(origins::get).toList());
        }
    }

    /**
     * Runs and judges {@code sketch} on at most {@code mostRows} of {@code rows}, in an order in which classes change.
     *
     * @param model scores for readings: the host's integer reference
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
            Rows rows,
            int mostRows,
            Function<float[], byte[]> model,
            Path folder) {
        expectations.requireFits(contract, "expect.yaml");
        if (expectations.once()) {
            throw TinywrightException.usage(
                    "'once' is for windows of recordings, and this model is asked with a row of readings",
                    "expect.yaml, once",
                    "remove the line");
        }
        int seed = 7;
        Rows shown = rows.of(RowChoice.of(rows.classes(), mostRows, seed));
        World world = WorldMaker.of(shown.readings(), contract, binding, expectations, seed);
        Trace trace = runner.run(sketch, source, world, folder);
        return Judge.judge(expectations, trace, contract, binding, world, model, shown.classes(), shown.origins());
    }

    /** Returns how many rows are shown in {@code time} of the device. */
    public static int rowsIn(Duration time, Expectations expectations) {
        return Math.toIntExact(time.dividedBy(WorldMaker.dwell(expectations)));
    }
}
