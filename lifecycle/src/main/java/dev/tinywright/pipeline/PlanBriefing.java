package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.data.Profile;
import dev.tinywright.data.Table;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.plan.Kept;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.Situation;
import dev.tinywright.spec.Task;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an author may know before it proposes plans.
 *
 * @param project the folder; steps and plan in use are there
 * @param check why a plan cannot be carried out, before anything is trained: its steps on this data, its layers for these
 *     classes, its size on this board; empty where nothing speaks against it
 * @param kept what of a plan the person keeps; it is put back into whatever is proposed
 */
public record PlanBriefing(
        Project project,
        Task task,
        Board board,
        Table table,
        Profile profile,
        Situation situation,
        Function<Plan, Optional<Diagnosis>> check,
        Optional<Kept> kept) {}
