package dev.tinywright.pipeline;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.Layer;
import dev.tinywright.plan.Attempt;
import dev.tinywright.plan.Plan;
import dev.tinywright.report.AlarmResult;
import dev.tinywright.report.ApplicationResult;
import dev.tinywright.report.NumberResult;
import dev.tinywright.report.Report;
import dev.tinywright.report.ReportFacts;
import dev.tinywright.spec.Goal;
import dev.tinywright.train.TrainSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

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

    static List<String> lines(ReportFacts facts, Search.Found found, List<String> inputs, Proposer proposer) {
        List<String> lines = new ArrayList<>();
        lines.add(Report.headline(facts));
        lines.add("");
        data(facts, found.prepared().dataset().account().things(), lines);
        String examples = found.chosen().plan().framing().examples();
        lines.add("Input. All " + examples + " are prepared in the same way for training and on the device.");
        inputs.forEach(step -> lines.add("  " + step));
        lines.add("Model. " + network(found.chosen().plan()) + " " + choice(found, proposer));
        found.attempts().forEach(attempt -> lines.add("  " + tried(attempt, found.chosen())));
        lines.add("Training. " + training(found));
        lines.add("Quantization. " + quantization(facts, examples));
        facts.device()
                .alarms()
                .ifPresentOrElse(
                        alarms -> alarms(alarms, examples, lines),
                        () -> lines.add("Compared. On the same test " + examples + " " + compared(facts)));
        facts.application().ifPresent(application -> application(application, lines));
        goals(facts, lines);
        return lines;
    }

    private static void alarms(AlarmResult alarms, String examples, List<String> lines) {
        lines.add("Alarm. " + alarms.method());
        lines.add(
                "  No fault was looked at before the test. Plans were compared by the share of stand-ins for faults that they"
                        + " find: validation examples with wider or narrower swings, noise, a tone, another pace or order, or"
                        + " readings that are off or of different rows.");
        lines.add(
                alarms.auc().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "  On the test %s faults score higher than what is normal with probability %.4g (AUC).",
                                examples,
                                alarms.auc().getAsDouble())
                        : "  The data has no fault, so whether faults are found is not known.");
    }

    private static String compared(ReportFacts facts) {
        Optional<NumberResult> number = facts.number();
        if (number.isPresent()) {
            String unit = number.get().unit();
            return number.get().yardsticks().stream()
                            .map(y -> "%s is off by %s"
                                    .formatted(y.name(), amount(y.errors().mae(), unit)))
                            .collect(Collectors.joining(" and "))
                    + " on average, this model by "
                    + amount(number.get().device().mae(), unit) + ".";
        }
        return facts.yardsticks().stream()
                        .map(y -> "%s reaches %s".formatted(y.name(), percent(y.accuracy())))
                        .collect(Collectors.joining(" and "))
                + ", this model " + percent(facts.accuracy()) + ".";
    }

    private static String amount(double value, String unit) {
        return String.format(Locale.ROOT, "%.3g %s", value, unit).strip();
    }

    private static void application(ApplicationResult application, List<String> lines) {
        lines.add("Application. " + application.sketch()
                + (application.own()
                        ? ", yours or judged by an expect.yaml of yours"
                        : ", written from the task's wish")
                + "; its readings come from: " + application.inputs() + ".");
        application.expected().stream().limit(8).forEach(line -> lines.add("  " + line));
        application.notes().forEach(note -> lines.add("  " + note));
        if (!application.passed()) {
            lines.add("  It fails: " + application.cause() + ". " + application.hint());
        }
    }

    private static void data(ReportFacts facts, String things, List<String> lines) {
        lines.add("Data. %d %s were read and %d used%s."
                .formatted(facts.data().rowsRead(), things, facts.data().rowsUsed(), dropped(facts)));
        lines.add("  " + facts.split().how() + (facts.split().how().endsWith(".") ? "" : "."));
        facts.data().steps().forEach(step -> lines.add("  " + step + "."));
        facts.data()
                .leftOut()
                .forEach(c -> lines.add("  Column '%s' was left out, because %s.".formatted(c.column(), c.reason())));
    }

    private static String dropped(ReportFacts facts) {
        List<String> reasons = facts.data().rowsDropped().stream()
                .map(d -> d.count() + " (" + d.reason() + ")")
                .toList();
        return reasons.isEmpty() ? "" : "; left out were " + String.join(", ", reasons);
    }

    private static String network(Plan plan) {
        if (!plan.model().stream().allMatch(Layer.Dense.class::isInstance)) {
            return "The model is %s.".formatted(Texts.model(plan));
        }
        List<Integer> units = plan.model().stream()
                .map(layer -> ((Layer.Dense) layer).units())
                .toList();
        List<String> hidden =
                units.subList(0, units.size() - 1).stream().map(String::valueOf).toList();
        String layers =
                switch (hidden.size()) {
                    case 0 -> "no hidden layer";
                    case 1 -> "a hidden layer of " + hidden.getFirst() + " units";
                    default -> hidden.size() + " hidden layers of " + String.join(" and ", hidden) + " units";
                };
        return units.getLast() == 1
                ? "The network has %s and one output, the number.".formatted(layers)
                : "The network has %s and %d outputs, one per class.".formatted(layers, units.getLast());
    }

    private static String choice(Search.Found found, Proposer proposer) {
        int tried = found.attempts().size();
        return proposer.isPerson()
                ? "plan.yaml was built as you wrote it; nothing else was tried."
                : "%s tried %d %s: %s.".formatted(proposer.text(), tried, tried == 1 ? "plan" : "plans", found.why());
    }

    private static String tried(Attempt attempt, Attempt chosen) {
        String result =
                switch (attempt.outcome()) {
                    case Attempt.Measured(var m, var _) ->
                        "%s on %d validation %s, %d bytes of flash"
                                .formatted(
                                        Texts.quality(m).strip(),
                                        m.rows(),
                                        attempt.plan().framing().examples(),
                                        m.flashBytes());
                    case Attempt.Failed(var diagnosis) -> "failed, " + diagnosis.what();
                };
        return "%d. %s (%s): %s%s"
                .formatted(
                        attempt.number(),
                        Texts.model(attempt.plan()),
                        attempt.reason(),
                        result,
                        attempt.number() == chosen.number() ? "  <- chosen" : "");
    }

    private static String training(Search.Found found) {
        TrainSettings train = found.chosen().plan().train();
        String examples = found.chosen().plan().framing().examples();
        List<String> sentences = new ArrayList<>();
        sentences.add("Up to %d epochs of %s in batches of %d, seed %d."
                .formatted(
                        train.epochs(),
                        train.optimizer().name().toLowerCase(Locale.ROOT),
                        train.batchSize(),
                        train.seed()));
        sentences.add("The weights are those of epoch %d, the best on the validation %s; %d were run."
                .formatted(
                        found.trained().bestEpoch(),
                        examples,
                        found.trained().curve().size()));
        if (Training.trainsAgain(found.prepared())) {
            sentences.add(
                    "The network that ships learned once more, as long, with the validation " + examples + " too.");
        }
        found.trained().notes().forEach(note -> sentences.add(capital(note) + "."));
        return String.join(" ", sentences);
    }

    private static String quantization(ReportFacts facts, String examples) {
        Optional<NumberResult> number = facts.number();
        if (number.isPresent()) {
            return "With int8 instead of float the mean error on the test " + examples + " went from "
                    + amount(number.get().inFloat().mae(), number.get().unit()) + " to "
                    + amount(number.get().device().mae(), number.get().unit()) + ".";
        }
        String before = percent(facts.quantized().floatAccuracy());
        String after = percent(facts.quantized().int8Accuracy());
        return before.equals(after)
                ? "With int8 instead of float the accuracy on the test " + examples + " stayed at " + after + "."
                : "With int8 instead of float the accuracy on the test " + examples + " went from " + before + " to "
                        + after + ".";
    }

    private static void goals(ReportFacts facts, List<String> lines) {
        lines.add(facts.goals().isEmpty() ? "Goals. The task sets none." : "Goals.");
        facts.goals().forEach(goal -> lines.add("  " + goal(goal)));
        if (!facts.relaxation().isEmpty()) {
            lines.add("  What would meet them: " + facts.relaxation() + ".");
        }
    }

    private static String goal(ReportFacts.GoalResult result) {
        Goal goal = result.goal();
        String wanted = goal.metric().key() + " " + Texts.bound(goal) + ": ";
        return wanted
                + (result.measured().isEmpty()
                        ? result.note()
                        : Texts.value(goal, result.measured().getAsDouble())
                                + (result.met().orElse(false) ? ", met" : ", MISSED"));
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
