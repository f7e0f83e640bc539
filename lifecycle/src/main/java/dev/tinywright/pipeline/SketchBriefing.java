package dev.tinywright.pipeline;

import dev.tinywright.application.Expectations;
import dev.tinywright.application.Wish;
import dev.tinywright.board.Board;
import dev.tinywright.codegen.CSource;
import dev.tinywright.contract.Contract;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.sensor.Binding;
import dev.tinywright.spec.Task;
import java.util.Optional;

/**
 * What an author may know before it writes a sketch, and where it can try one.
 *
 * @param wish what the rules made of the task's application
 * @param source the generated library that the sketch includes
 * @param name that the sketch must have
 * @param expectations what the rules expect, or the person, who then has the last word
 * @param areFixed true where {@code expectations} are the person's
 * @param bench where sketches are tried
 */
public record SketchBriefing(
        Project project,
        Task task,
        Board board,
        Wish wish,
        Contract contract,
        CSource source,
        Binding binding,
        String name,
        Expectations expectations,
        boolean areFixed,
        Bench bench) {

    /** As many rows as the verdict takes, of the test set. */
    public static final int WHOLE = Integer.MAX_VALUE;

    /** Builds and runs sketches as the application stage does. */
    public interface Bench {
        /** @param rows of the validation set that are shown at most, or {@link #WHOLE} */
        Trial run(SketchProposal proposal, int rows);
    }

    /**
     * What came of trying a sketch.
     *
     * @param compiled whether it came as far as running
     * @param isTheSketchs false where it could not be tried for a reason that no other sketch would change
     * @param problem why it does not compile, or not do what is expected of it; empty where it does
     */
    public record Trial(boolean compiled, boolean isTheSketchs, Optional<Diagnosis> problem) {}
}
