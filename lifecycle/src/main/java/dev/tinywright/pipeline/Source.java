package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.StepRunner;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.Situation;
import dev.tinywright.recording.CaptureHints;
import dev.tinywright.recording.Captures;
import dev.tinywright.report.DataSummary;
import dev.tinywright.spec.Task;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a run learns from: a table, or recordings or pictures. */
interface Source {
    /** Reads what the task points at, a table's rows or the heads of recordings and pictures. */
    static Source load(Task task) {
        CaptureHints hints = CaptureSource.hints(task);
        return Captures.looksLike(task.data().path(), hints) ? CaptureSource.load(task, hints) : TableSource.load(task);
    }

    /** Returns the data in a few lines for the person. */
    List<String> brief();

    Situation situation(Task task, Board board, int maximumAttempts);

    /** Returns what somebody may know of the data who is to propose plans. */
    PlanBriefing.Data briefing();

    /** @param programs runs the plan's own programs */
    Dataset dataset(Plan plan, StepRunner programs);

    /** Returns a line for each reason for which examples are not used that {@link #brief} could not know of. */
    List<String> notUsed(Dataset dataset);

    /** Returns rows or frames a second, where the data says so. */
    OptionalDouble rateHz();

    /** Returns the choices made while reading, each with the reason. */
    List<String> notes();

    /** Returns what the person should look at. */
    List<String> warnings();

    List<DataSummary.LeftOut> leftOut();

    /** Returns what is known of recordings and pictures; empty of a table. */
    Optional<CaptureSource.Known> known();

    /** Returns what is known of each reading; nothing of recordings and pictures. */
    List<DataSummary.Column> columns(Dataset dataset, Plan plan);
}
