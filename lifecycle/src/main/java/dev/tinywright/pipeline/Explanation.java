package dev.tinywright.pipeline;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.plan.Attempt;
import dev.tinywright.plan.Plan;
import dev.tinywright.report.Report;
import dev.tinywright.report.ReportFacts;
import dev.tinywright.spec.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why the plan is as it is, in plain words: composed from what the run measured, kept in its record, read back. */
public final class Explanation {
    private Explanation() {}

    /**
     * Returns the sentences of the last build.
     *
     * @throws TinywrightException where nothing was built yet
     */
    public static List<String> read(Project project) {
        return RunRecord.read(project)
                .orElseThrow(() -> TinywrightException.usage(
                        "nothing was built here yet, so there is nothing to explain",
                        project.folder().toString(),
                        "run tinywright build first, or name the project folder"))
                .explanation();
    }

    static List<String> lines(ReportFacts facts, Search.Found found, List<String> inputs, boolean ownPlan) {
        Plan plan = found.chosen().plan();
        List<String> lines = new ArrayList<>();
        lines.add(Report.headline(facts));
        lines.add("");
        lines.add("Data. %d rows were read and %d used%s. %s."
                .formatted(
                        facts.data().rowsRead(),
                        facts.data().rowsUsed(),
                        dropped(facts),
                        facts.split().how()));
        facts.data()
                .leftOut()
                .forEach(c -> lines.add("  Column '%s' was left out, because %s.".formatted(c.column(), c.reason())));
        lines.add("Input. Each row is prepared the same way for training and on the device:");
        inputs.forEach(step -> lines.add("  " + step));
        lines.add("Model. " + choice(found, ownPlan));
        found.attempts().forEach(attempt -> lines.add("  " + tried(attempt, found.chosen())));
        lines.add(
                "Training. %s, %d epochs at most, batches of %d, seed %d; the weights are those of epoch %d, the best on validation rows%s."
                        .formatted(
                                plan.train().optimizer().name().toLowerCase(Locale.ROOT),
                                plan.train().epochs(),
                                plan.train().batchSize(),
                                plan.train().seed(),
                                found.trained().bestEpoch(),
                                Training.trainsAgain(found.prepared())
                                        ? ", learned once more with these rows among the training rows"
                                        : ""));
        lines.add("Quantization. int8 instead of float changed the accuracy on test rows from %s to %s."
                .formatted(
                        percent(facts.quantized().floatAccuracy()),
                        percent(facts.quantized().int8Accuracy())));
        facts.yardsticks()
                .forEach(y -> lines.add(
                        "Compared with. %s: %s on the same rows.".formatted(y.name(), percent(y.accuracy()))));
        facts.goals().forEach(goal -> lines.add("Goal. " + goal(goal)));
        if (!facts.relaxation().isEmpty()) {
            lines.add("What would meet the goals: " + facts.relaxation() + ".");
        }
        return lines;
    }

    private static String dropped(ReportFacts facts) {
        return facts.data().rowsDropped().isEmpty()
                ? ""
                : "; dropped: "
                        + String.join(
                                ", ",
                                facts.data().rowsDropped().stream()
                                        .map(d -> d.count() + " (" + d.reason() + ")")
                                        .toList());
    }

    private static String choice(Search.Found found, boolean ownPlan) {
        return ownPlan
                ? "plan.yaml was built as you wrote it; nothing else was tried."
                : "The rules planner tried %d plans; %s."
                        .formatted(found.attempts().size(), found.why());
    }

    private static String tried(Attempt attempt, Attempt chosen) {
        String result = attempt.measurement()
                .map(m -> "%s on %d validation rows, %d bytes of flash"
                        .formatted(percent(m.accuracy()), m.rows(), m.flashBytes()))
                .orElse("failed");
        return "%d. %s (%s): %s%s"
                .formatted(
                        attempt.number(),
                        Texts.model(attempt.plan()),
                        attempt.reason(),
                        result,
                        attempt.number() == chosen.number() ? "  <- chosen" : "");
    }

    private static String goal(ReportFacts.GoalResult result) {
        Goal goal = result.goal();
        String wanted = goal.metric().key() + " " + Texts.bound(goal);
        return result.measured().isEmpty()
                ? wanted + ": " + result.note()
                : "%s: %s, %s"
                        .formatted(
                                wanted,
                                result.met().orElse(false) ? "met" : "MISSED",
                                Texts.value(goal, result.measured().getAsDouble()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
