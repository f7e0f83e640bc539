package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.data.ColumnProfile;
import dev.tinywright.data.DataStep;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Preparation;
import dev.tinywright.data.Profile;
import dev.tinywright.data.Table;
import dev.tinywright.data.Target;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.Reading;
import dev.tinywright.firmware.FitPredictor;
import dev.tinywright.firmware.FitPredictor.Prediction;
import dev.tinywright.model.Layer;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.RulesPlanner;
import dev.tinywright.plan.Situation;
import dev.tinywright.plan.Situation.DataFacts;
import dev.tinywright.plan.Situation.TargetFacts;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import dev.tinywright.spec.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a planner may know: the data's profile in a few facts, and which plans cannot fit. */
final class Situations {
    /** Pearson's second skewness coefficient above which a column has a long upper tail. */
    private static final int NODE_BYTES = 6;

    private static final double LONG_TAIL = 0.6;

    /** Share of rows that are left when much more than the usual part is for testing. */
    private static final double MOSTLY_TESTED = 0.75;

    private Situations() {}

    static Situation of(Task task, Board board, Table table, Profile profile, int maximumAttempts) {
        DataFacts facts = withReadingsOfPlans(task, table, facts(task, table, profile));
        return new Situation(task, facts, plan -> whyNot(task, board, facts, plan), maximumAttempts);
    }

    private static DataFacts facts(Task task, Table table, Profile profile) {
        int most = profile.classes().stream()
                .mapToInt(Profile.ClassCount::rows)
                .max()
                .orElse(1);
        int least = profile.classes().stream()
                .mapToInt(Profile.ClassCount::rows)
                .min()
                .orElse(1);
        return new DataFacts(
                table.rowCount(),
                table.labels().size(),
                table.readings().stream().map(Reading::name).toList(),
                profile.incompleteRows() > 0,
                !profile.variants().isEmpty(),
                (double) profile.duplicates() / table.rowCount(),
                table.hasGroups(),
                (double) most / Math.max(1, least),
                profile.columns().stream()
                        .filter(Situations::hasLongTail)
                        .map(ColumnProfile::name)
                        .toList(),
                table.target() instanceof Target.Quantity quantity
                        ? Optional.of(
                                new TargetFacts(quantity.name(), task.data().ahead()))
                        : Optional.empty());
    }

    /**
     * Cleaning may merge classes or leave rare ones out: what is left is what a plan's last layer must have units for. Looking back
     * adds readings.
     */
    private static DataFacts withReadingsOfPlans(Task task, Table table, DataFacts facts) {
        Plan plan = RulesPlanner.smallest(new Situation(task, facts, any -> Optional.empty(), 1));
        Dataset dataset = Preparation.prepare(table, plan.data(), plan.split());
        return facts.withRows(rows(facts.rows(), dataset, plan))
                .withClasses(dataset.labels().size());
    }

    /** Where the data says what to test on, that may be nearly all of it: what is left counts as if the usual share were tested. */
    private static int rows(int all, Dataset dataset, Plan plan) {
        double learned = dataset.training().size() + dataset.validation().size();
        int usual = (int) Math.rint(learned / (1 - plan.split().test()));
        return usual < MOSTLY_TESTED * all ? usual : all;
    }

    private static boolean hasLongTail(ColumnProfile column) {
        return column.deviation() > 0 && 3 * (column.mean() - column.median()) / column.deviation() > LONG_TAIL;
    }

    /** Returns why a plan cannot fit, from its sizes alone: before an hour of training, not after. */
    private static Optional<Diagnosis> whyNot(Task task, Board board, DataFacts facts, Plan plan) {
        if (board.isHost()) {
            return Optional.empty();
        }
        boolean whole = plan.model().getFirst() instanceof Layer.Whole;
        Prediction network = FitPredictor.predict(
                board,
                facts.readings().size() + added(plan),
                inputSteps(plan),
                whole ? List.of(facts.classes()) : units(plan),
                plan.codegen().optimize() == Plan.Optimize.SIZE);
        Prediction predicted = withTrees(network, plan, facts.classes());
        return over(task, Metric.FLASH, board.sketchFlashBytes(), predicted.flashBytes(), predicted.flashError(), plan)
                .or(() -> over(
                        task, Metric.RAM, board.sketchRamBytes(), predicted.ramBytes(), predicted.ramError(), plan));
    }

    private static Optional<Diagnosis> over(
            Task task, Metric metric, long boardBytes, long predicted, long error, Plan plan) {
        double limit =
                Math.min((double) boardBytes, task.goal(metric).map(Goal::bound).orElse((double) boardBytes));
        if (predicted - error <= limit) {
            return Optional.empty();
        }
        String name = metric == Metric.FLASH ? "flash" : "RAM";
        return Optional.of(new Diagnosis(
                "%s would need about %d bytes of %s, and %.0f are allowed"
                        .formatted(Texts.model(plan), predicted, name, limit),
                "fit, before training",
                "allow %d bytes of %s, use fewer units in plan.yaml model or fewer columns, or choose a larger board"
                        .formatted(predicted + error, name)));
    }

    /** How many of the leaves that trees may have they will have, the data says: half, give or take as much. */
    private static Prediction withTrees(Prediction of, Plan plan, int classes) {
        if (!(plan.model().getFirst() instanceof Layer.Forest forest)) {
            return of;
        }
        long half = (long) forest.trees() * forest.leaves() * (NODE_BYTES + classes) / 2;
        return new Prediction(of.flashBytes() + half, of.flashError() + half, of.ramBytes(), of.ramError());
    }

    /** Readings that data steps add to those of the table. */
    private static int added(Plan plan) {
        return plan.data().stream()
                .mapToInt(step -> switch (step) {
                    case DataStep.PredictAhead _ -> 1;
                    case DataStep.Lag lag -> lag.columns().size() * lag.rows();
                    default -> 0;
                })
                .sum();
    }

    private static List<Integer> units(Plan plan) {
        return plan.model().stream().map(layer -> ((Layer.Dense) layer).units()).toList();
    }

    /** The steps that run on the device, in order. */
    private static List<InputStep> inputSteps(Plan plan) {
        Stream<InputStep> ofData = plan.data().stream()
                .filter(DataStep.OnDevice.class::isInstance)
                .map(step -> ((DataStep.OnDevice) step).step());
        return Stream.concat(ofData, plan.features().stream()).toList();
    }
}
