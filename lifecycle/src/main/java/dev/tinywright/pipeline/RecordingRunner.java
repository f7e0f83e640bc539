package dev.tinywright.pipeline;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.arduino.SketchRunner;
import dev.tinywright.arduino.Trace;
import dev.tinywright.arduino.World;
import dev.tinywright.codegen.CSource;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps the trace of the run, from which the report shows the first lines. */
final class RecordingRunner implements SketchRunner {
    private final SketchRunner runner;
    private Optional<Trace> trace = Optional.empty();

    RecordingRunner(SketchRunner runner) {
        this.runner = runner;
    }

    @Override
    public Trace run(Sketch sketch, CSource model, World world, Path folder) {
        Trace run = runner.run(sketch, model, world, folder);
        trace = Optional.of(run);
        return run;
    }

    /** Returns what the last run left. */
    Trace trace() {
        return trace.orElseThrow();
    }
}
