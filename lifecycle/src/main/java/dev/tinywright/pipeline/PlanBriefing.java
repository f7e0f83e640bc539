package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.data.Normality;
import dev.tinywright.data.Profile;
import dev.tinywright.data.Table;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.plan.Kept;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.Situation;
import dev.tinywright.recording.Captures;
import dev.tinywright.spec.Task;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an author may know before it proposes plans.
 *
 * @param project the folder; steps and plan in use are there
 * @param check why a plan cannot be carried out, before anything is trained: its steps or its windows on this data, its features
 *     and layers, its size on this board; empty where nothing speaks against it
 * @param kept what of a plan the person keeps; it is put back into whatever is proposed
 */
public record PlanBriefing(
        Project project,
        Task task,
        Board board,
        Data data,
        Situation situation,
        Function<Plan, Optional<Diagnosis>> check,
        Optional<Kept> kept) {
    /** What is learned from. */
    public sealed interface Data {}

    /** Rows of readings. */
    public record Rows(Table table, Profile profile) implements Data {}

    /**
     * Recordings, sounds or pictures; what they are like in numbers is in {@link Situation#captures}.
     *
     * @param normality which of them are normal, where that is what is learned
     */
    public record Recorded(Captures captures, Optional<Normality> normality) implements Data {}
}
