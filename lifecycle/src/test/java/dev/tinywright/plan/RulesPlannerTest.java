package dev.tinywright.plan;

import static dev.tinywright.plan.Attempts.goal;
import static dev.tinywright.spec.Metric.ACCURACY;
import static dev.tinywright.spec.Metric.FLASH;
import static dev.tinywright.spec.Metric.MACRO_F1;
import static dev.tinywright.spec.Metric.RAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.features.InputStep;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.plan.Situation.DataFacts;
import dev.tinywright.spec.Task;
import dev.tinywright.train.TrainSettings.Teacher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The planner in made-up worlds, where accuracy and bytes follow from the plan by a formula. */
class RulesPlannerTest {
    private static final int MAXIMUM = 14;
    private static final Task ANY = Attempts.task();

    @Test
    void beginsWithSeveralSizesFromNoHiddenLayerOn() {
        List<Plan> round = firstRound(situation(ANY));

        assertThat(round).extracting(RulesPlannerTest::hidden).contains(List.of(), List.of(16), List.of(32, 16));
        assertThat(round).filteredOn(plan -> !isOfTrees(plan)).allSatisfy(plan -> assertThat(plan.features())
                .containsExactly(new InputStep.Standardize()));
    }

    @Test
    void triesAForestAndATreeBesideThem() {
        assertThat(firstRound(situation(ANY)))
                .flatExtracting(Plan::model)
                .contains(new Layer.Forest(20, 10, 64), new Layer.Forest(1, 8, 32));
    }

    @Test
    void triesSmallerTreesWhereTheBoardIsSmall() {
        Situation small = new Situation(ANY, facts(4000), fits(plan -> weights(plan) < 1000), MAXIMUM);

        assertThat(firstRound(small))
                .flatExtracting(Plan::model)
                .contains(new Layer.Forest(5, 6, 12))
                .doesNotContain(new Layer.Forest(20, 10, 64));
    }

    @Test
    void widensAndAsksATeacherWhereAccuracyIsMissing() {
        List<Attempt> attempts = search(situation(ANY), plan -> 0.5 + Math.min(0.3, weights(plan) / 10_000.0));

        assertThat(attempts).extracting(a -> hidden(a.plan())).contains(List.of(64, 32));
        assertThat(attempts).extracting(a -> a.plan().train().teacher()).contains(Teacher.FOREST);
    }

    @Test
    void shrinksWhereNoValidationRowIsMissed() {
        List<Attempt> attempts = search(situation(ANY), plan -> hidden(plan).isEmpty() ? 0.8 : 1.0);

        assertThat(attempts).extracting(a -> hidden(a.plan())).contains(List.of(4));
        assertThat(chosen(situation(ANY), attempts))
                .satisfies(a -> assertThat(hidden(a.plan())).isEqualTo(List.of(4)));
    }

    @Test
    void stopsAtOnceWhereTheSmallestIsPerfect() {
        assertThat(search(situation(ANY), plan -> 1.0)).hasSize(6);
    }

    @Test
    void neverProposesAPlanTwiceAndKeepsTheNumberOfAttempts() {
        for (int maximum : List.of(1, 3, 7, MAXIMUM)) {
            Situation situation = new Situation(ANY, facts(4000), fits(plan -> true), maximum);
            List<Plan> plans =
                    search(situation, plan -> 0.6).stream().map(Attempt::plan).toList();

            assertThat(plans).hasSizeLessThanOrEqualTo(maximum);
            assertThat(new HashSet<>(plans)).hasSameSizeAs(plans);
        }
    }

    @Test
    void whateverItProposesCanBeReadAgain() {
        DataFacts skewed = new DataFacts(4000, 3, List.of("a", "b"), true, true, 0.1, true, 2, List.of("a"));
        List<Attempt> attempts =
                search(new Situation(ANY, skewed, fits(plan -> true), 40), plan -> 0.5 + weights(plan) / 100_000.0);

        assertThat(attempts).extracting(a -> a.plan().features().toString()).anyMatch(f -> f.contains("ClipOutliers"));
        assertThat(attempts).allSatisfy(a -> assertThat(PlanFile.parse(PlanFile.text(a.plan()), "plan.yaml"))
                .isEqualTo(a.plan()));
    }

    @Test
    void aNetworkOfSomebodyElsesIsFollowedByOnesOfItsSize() {
        Situation situation = situation(ANY);
        Plan own = firstRound(situation)
                .getFirst()
                .withModel(List.of(
                        new Layer.Dense(60, Activation.RELU),
                        new Layer.Dense(30, Activation.RELU),
                        new Layer.Dense(3, Activation.NONE)));
        Attempt attempt = new Attempt(1, own, "mine", new Attempt.Measured(measure(own, 0.6)));

        Decision next = new RulesPlanner().next(situation, List.of(attempt));

        assertThat(((Decision.Propose) next).proposals())
                .extracting(p -> hidden(p.plan()))
                .contains(List.of(32, 16));
    }

    @Test
    void theSameMeasurementsLeadToTheSameSearch() {
        Function<Plan, Double> world = plan -> 0.5 + (weights(plan) % 97) / 300.0;

        assertThat(search(situation(ANY), world)).isEqualTo(search(situation(ANY), world));
    }

    @Test
    void proposesOnlyWhatCanFit() {
        Situation situation = new Situation(ANY, facts(4000), fits(plan -> weights(plan) < 60), MAXIMUM);

        assertThat(search(situation, plan -> 0.7)).isNotEmpty().allSatisfy(a -> assertThat(weights(a.plan()))
                .isLessThan(60));
    }

    @Test
    void saysWhyWhereNothingFits() {
        Situation roomy = situation(ANY);
        Situation tiny = new Situation(ANY, facts(4000), fits(plan -> false), MAXIMUM);

        assertThat(RulesPlanner.whyNothingFits(roomy)).isEmpty();
        assertThat(RulesPlanner.whyNothingFits(tiny)).isPresent();
        assertThat(search(tiny, plan -> 1.0)).isEmpty();
    }

    @Test
    void theSmallestPlanHasFewestWeightsAndIsCompiledForSize() {
        List<String> columns =
                java.util.stream.IntStream.range(0, 200).mapToObj(i -> "c" + i).toList();
        Situation wide = new Situation(
                ANY, new DataFacts(4000, 10, columns, false, false, 0, false, 1, List.of()), fits(p -> true), MAXIMUM);

        assertThat(hidden(RulesPlanner.smallest(situation(ANY)))).isEmpty();
        assertThat(hidden(RulesPlanner.smallest(wide))).isEqualTo(List.of(4));
        assertThat(RulesPlanner.smallest(wide).codegen().optimize()).isEqualTo(Plan.Optimize.SIZE);
    }

    @Test
    void aTightFlashGoalIsMetByTheSmallestCompiledForSize() {
        Task task = Attempts.task(goal(FLASH, 2600));

        Attempt shipped = chosen(situation(task), search(situation(task), plan -> 0.9));

        assertThat(shipped.meets(goal(FLASH, 2600))).isTrue();
        assertThat(shipped.plan().codegen().optimize()).isEqualTo(Plan.Optimize.SIZE);
    }

    @Test
    void aTightRamGoalIsMetByASmallerNetwork() {
        Task task = Attempts.task(goal(RAM, 305), goal(ACCURACY, 0.5));

        assertThat(chosen(situation(task), search(situation(task), plan -> 0.6 + weights(plan) / 100_000.0))
                        .meets(goal(RAM, 305)))
                .isTrue();
    }

    @Test
    void classesWeighTheSameWhereF1IsTheGoal() {
        assertThat(firstRound(situation(Attempts.task(goal(MACRO_F1, 0.8)))))
                .allSatisfy(plan -> assertThat(plan.train().classWeights()).isTrue());
        assertThat(firstRound(situation(ANY)))
                .noneSatisfy(plan -> assertThat(plan.train().classWeights()).isTrue());
    }

    @Test
    void asksNoTeacherForLargeTables() {
        Situation large = new Situation(ANY, facts(1_000_000), fits(plan -> true), MAXIMUM);

        assertThat(search(large, plan -> 0.6))
                .extracting(a -> a.plan().train().teacher())
                .containsOnly(Teacher.NONE);
    }

    private static Situation situation(Task task) {
        return new Situation(task, facts(4000), fits(plan -> true), MAXIMUM);
    }

    private static DataFacts facts(int rows) {
        return new DataFacts(rows, 3, List.of("a", "b", "c", "d"), false, false, 0, false, 1, List.of("d"));
    }

    private static Function<Plan, Optional<Diagnosis>> fits(Predicate<Plan> fits) {
        return plan -> fits.test(plan) ? Optional.empty() : Optional.of(new Diagnosis("too large", "fit", ""));
    }

    private static List<Plan> firstRound(Situation situation) {
        return switch (new RulesPlanner().next(situation, List.of())) {
            case Decision.Propose(List<Decision.Proposal> proposals) ->
                proposals.stream().map(Decision.Proposal::plan).toList();
            case Decision.Done done -> throw new AssertionError(done.why());
        };
    }

    /** Carries out what the planner proposes, until it is done. */
    private static List<Attempt> search(Situation situation, Function<Plan, Double> accuracy) {
        List<Attempt> attempts = new ArrayList<>();
        while (new RulesPlanner().next(situation, List.copyOf(attempts))
                instanceof Decision.Propose(List<Decision.Proposal> proposals)) {
            proposals.forEach(proposal -> attempts.add(new Attempt(
                    attempts.size() + 1,
                    proposal.plan(),
                    proposal.reason(),
                    new Attempt.Measured(measure(proposal.plan(), accuracy.apply(proposal.plan()))))));
        }
        return attempts;
    }

    private static Attempt chosen(Situation situation, List<Attempt> attempts) {
        return new RulesPlanner().choose(situation, attempts).chosen().orElseThrow();
    }

    private static Measurement measure(Plan plan, double accuracy) {
        boolean small = plan.codegen().optimize() == Plan.Optimize.SIZE;
        int widest = hidden(plan).stream().mapToInt(units -> units).max().orElse(0);
        return Attempts.measurement(
                accuracy, accuracy, (small ? 2500 : 2700) + weights(plan), 300 + widest, OptionalDouble.of(0.1));
    }

    private static boolean isOfTrees(Plan plan) {
        return plan.model().getFirst() instanceof Layer.Forest;
    }

    private static int weights(Plan plan) {
        if (plan.model().getFirst() instanceof Layer.Forest forest) {
            return 9 * forest.trees() * forest.leaves();
        }
        int inputs = 4;
        int weights = 0;
        for (Layer layer : plan.model()) {
            int units = ((Layer.Dense) layer).units();
            weights += (inputs + 1) * units;
            inputs = units;
        }
        return weights;
    }

    private static List<Integer> hidden(Plan plan) {
        if (plan.model().getFirst() instanceof Layer.Forest forest) {
            return List.of(forest.trees(), forest.leaves());
        }
        return plan.model().stream()
                .limit(plan.model().size() - 1L)
                .map(layer -> ((Layer.Dense) layer).units())
                .toList();
    }
}
