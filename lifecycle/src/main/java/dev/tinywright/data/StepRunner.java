package dev.tinywright.data;

import dev.tinywright.diag.TinywrightException;

/** Runs the programs that a plan's data steps name. */
@FunctionalInterface
public interface StepRunner {
    /** For plans that name none. */
    StepRunner NONE = (step, rows) -> {
        throw new IllegalStateException("nothing here runs " + step.path());
    };

    /**
     * Returns what the program made of {@code rows}, checked.
     *
     * @throws TinywrightException where it fails, or does what a step may not
     */
    StepResult run(DataStep.Run step, StepRows rows);
}
