package dev.tinywright.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.data.DataStep;
import dev.tinywright.features.InputStep;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.plan.Decision.Proposal;
import dev.tinywright.plan.Situation.DataFacts;
import dev.tinywright.spec.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code keep: true} protects, in made-up worlds. */
class PinsTest {
    private static final int CLASSES = 3;
    private static final Task TASK = Attempts.task();

    private static final String PINNED = """
            version: 1
            data:
              - uses: drop-duplicates
              - {uses: impute, fill: mean, keep: true}
              - run: steps/Clean.java
                keep: true
            split: {by: row, test: 25 %, keep: true}
            features:
              - uses: min-max
                keep: true
            model:
              - dense: {units: 24, activation: relu}
                keep: true
              - dense: {units: 3}
            train: {epochs: 33, keep: true}
            quantize: {percentile: 99, keep: true}
            codegen: {optimize: size, keep: true}
            """;

    private static Plan plan(String yaml) {
        return PlanFile.parse(yaml, "plan.yaml");
    }

    private static Kept kept(String yaml) {
        return new Kept(plan("version: 1\n" + yaml));
    }

    @Test
    void marksAreReadAndWrittenWhereverTheyMayStand() {
        Plan plan = plan(PINNED);

        assertThat(plan.pins()).isEqualTo(new Pins(Set.of(1, 2), Set.of(0), Set.of(0), Set.of(Pins.Section.values())));
        assertThat(PlanFile.parse(PlanFile.text(plan), "plan.yaml")).isEqualTo(plan);
        assertThat(PlanFile.text(plan))
                .contains(
                        "{uses: impute, fill: mean, keep: true}",
                        "{run: steps/Clean.java, keep: true}",
                        "{dense: {units: 24, activation: relu}, keep: true}",
                        "{optimize: size, keep: true}");
    }

    @Test
    void withoutMarksNothingIsKept() {
        assertThat(plan(PINNED.replace("keep: true", "keep: false")).pins()).isEqualTo(Pins.none());
        assertThatThrownBy(() -> plan(PINNED.replace("keep: true", "keep: please")))
                .hasMessageContaining("must be true or false");
    }

    @Test
    void keptPartsComeBackIntoAProposal() {
        Plan proposal = Attempts.plan(16, PlanDefaults.TRAIN);
        Plan plan = new Kept(plan(PINNED)).into(proposal, CLASSES);

        assertThat(plan.data())
                .containsExactly(
                        new DataStep.OnDevice(new InputStep.Impute(InputStep.Fill.MEAN)),
                        new DataStep.Run("steps/Clean.java", ""));
        assertThat(plan.features()).containsExactly(new InputStep.MinMax());
        assertThat(plan.model()).containsExactly(relu(24), last());
        assertThat(plan.train().epochs()).isEqualTo(33);
        assertThat(plan.split().test()).isEqualTo(0.25);
        assertThat(plan.codegen().optimize()).isEqualTo(Plan.Optimize.SIZE);
        assertThat(plan.pins().data()).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void puttingThemBackTwiceIsPuttingThemBackOnce() {
        Kept kept = new Kept(plan(PINNED));
        for (Plan proposal : List.of(Attempts.plan(16, PlanDefaults.TRAIN), plan(PINNED), smallest())) {
            Plan once = kept.into(proposal, CLASSES);
            assertThat(kept.into(once, CLASSES)).isEqualTo(once);
        }
    }

    @Test
    void aKeptStepTakesThePlaceOfOneThatDoesTheSameAndElseStandsAtItsOwn() {
        Kept kept = kept("features: [{uses: pairs}, {uses: robust-scale, keep: true}]\nmodel: [{dense: {units: 3}}]\n");

        assertThat(kept.into(with("[{uses: log}, {uses: standardize}]"), CLASSES)
                        .features())
                .containsExactly(new InputStep.Log(List.of()), new InputStep.RobustScale());
        assertThat(kept.into(with("[{uses: standardize}]"), CLASSES).features())
                .containsExactly(new InputStep.RobustScale());
        assertThat(kept.into(with("[{uses: standardize}, {uses: pairs}, {uses: standardize}]"), CLASSES)
                        .features())
                .containsExactly(
                        new InputStep.Pairs(List.of()), new InputStep.RobustScale(), new InputStep.Standardize());
    }

    @Test
    void aKeptLayerStandsAtItsIndexWithThePersonsLayersBeforeIt() {
        Kept kept = kept(
                "model: [{dense: {units: 9, activation: relu}}, {dense: {units: 5, activation: relu}, keep: true}, "
                        + "{dense: {units: 4}, keep: true}]\n");

        assertThat(kept.into(smallest(), CLASSES).model()).containsExactly(relu(9), relu(5), last());
        Plan wide = kept.into(Attempts.plan(16, PlanDefaults.TRAIN), CLASSES);
        assertThat(wide.model()).as("the last layer is the data's").containsExactly(relu(16), relu(5), last());
        assertThat(wide.pins().model()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void theRulesSearchAroundWhatIsKeptAndEnd() {
        List<Attempt> attempts = search(new RulesPlanner(), new Kept(plan(PINNED)), 14);

        assertThat(attempts).hasSizeBetween(3, 14);
        assertThat(attempts).allSatisfy(attempt -> {
            assertThat(attempt.plan().model().getFirst()).isEqualTo(relu(24));
            assertThat(attempt.plan().train().epochs()).isEqualTo(33);
            assertThat(attempt.plan().features()).contains(new InputStep.MinMax());
            assertThat(attempt.plan().pins().isEmpty()).isFalse();
        });
        assertThat(new HashSet<>(attempts.stream().map(Attempt::plan).toList())).hasSameSizeAs(attempts);
        assertThat(attempts).extracting(a -> a.plan().model()).contains(List.of(relu(24), relu(16), last()));
    }

    @Test
    void whereEverythingIsKeptThereIsOneAttempt() {
        Kept kept = kept("""
                features: [{uses: robust-scale, keep: true}]
                model: [{dense: {units: 2, activation: relu}, keep: true}, {dense: {units: 3}, keep: true}]
                train: {keep: true}
                split: {keep: true}
                codegen: {keep: true}
                quantize: {keep: true}
                """);

        List<Attempt> attempts = search(proposing(List.of(smallest(), Attempts.plan(7, PlanDefaults.TRAIN))), kept, 14);

        assertThat(attempts).hasSize(1);
    }

    @Test
    void aPlannerThatProposesTheSameForEverEnds() {
        Kept kept = kept("model: [{dense: {units: 5, activation: relu}, keep: true}, {dense: {units: 3}}]\n");

        assertThat(search(proposing(List.of(Attempts.plan(7, PlanDefaults.TRAIN))), kept, 14))
                .hasSize(1);
    }

    @Test
    void aPlannerThatAlwaysInventsOnlyWhatFallsTogetherEnds() {
        Kept kept = kept("model: [{dense: {units: 5, activation: relu}, keep: true}, {dense: {units: 3}}]\n");
        int[] units = {6};
        Planner inventive = new Planner() {
            @Override
            public Decision next(Situation situation, List<Attempt> attempts) {
                return new Decision.Propose(
                        List.of(new Proposal(Attempts.plan(units[0]++, PlanDefaults.TRAIN), "another")));
            }

            @Override
            public Decision.Done choose(Situation situation, List<Attempt> attempts) {
                return new Decision.Done(attempts.stream().findFirst(), "");
            }
        };

        assertThat(search(inventive, kept, 14)).hasSize(1);
    }

    /** Proposes the same whatever came of it. */
    private static Planner proposing(List<Plan> plans) {
        return new Planner() {
            @Override
            public Decision next(Situation situation, List<Attempt> attempts) {
                return new Decision.Propose(
                        plans.stream().map(plan -> new Proposal(plan, "again")).toList());
            }

            @Override
            public Decision.Done choose(Situation situation, List<Attempt> attempts) {
                return new Decision.Done(attempts.stream().findFirst(), "");
            }
        };
    }

    private static List<Attempt> search(Planner planner, Kept kept, int maximum) {
        Situation situation = new Situation(
                TASK,
                new DataFacts(4000, CLASSES, List.of("a", "b", "c"), true, false, 0.1, false, 1, List.of("a")),
                plan -> Optional.empty(),
                maximum);
        PinnedPlanner pinned = new PinnedPlanner(planner, kept);
        List<Attempt> attempts = new ArrayList<>();
        while (pinned.next(situation, List.copyOf(attempts)) instanceof Decision.Propose(var proposals)) {
            assertThat(proposals).isNotEmpty();
            proposals.forEach(p -> attempts.add(
                    new Attempt(attempts.size() + 1, p.plan(), p.reason(), new Attempt.Measured(measured(p.plan())))));
            assertThat(attempts).hasSizeLessThanOrEqualTo(maximum);
        }
        return attempts;
    }

    private static Measurement measured(Plan plan) {
        int layers = plan.model().size();
        return Attempts.measurement(0.7 + layers / 100.0, 4000 + 100L * layers);
    }

    private static Plan smallest() {
        return plan("version: 1\nmodel: [{dense: {units: 3}}]\n");
    }

    private static Plan with(String features) {
        return plan("version: 1\nfeatures: " + features + "\nmodel: [{dense: {units: 3}}]\n");
    }

    private static Layer relu(int units) {
        return new Layer.Dense(units, Activation.RELU);
    }

    private static Layer last() {
        return new Layer.Dense(CLASSES, Activation.NONE);
    }
}
