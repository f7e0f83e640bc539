package dev.tinywright.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.data.Framing;
import dev.tinywright.pipeline.PlanBriefing;
import dev.tinywright.plan.CaptureFacts;
import dev.tinywright.plan.ContinuousSettings;
import dev.tinywright.plan.Decision;
import dev.tinywright.plan.Decision.Proposal;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.RulesPlanner;
import dev.tinywright.plan.Situation;
import dev.tinywright.spec.TaskKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Plans for recordings, sounds or pictures. How they are divided is not a model's to choose: the rules' split keeps windows of
 * one recording, and people who are to be new, on one side.
 */
record CaptureSubject(PlanBriefing briefing, PlanBriefing.Recorded recorded) implements Subject {
    private static final int PLAN_TOKENS = 1800;
    private static final int SHOWN_EXAMPLES = 3;

    @Override
    public Prompt prompt(boolean decides) {
        return Prompt.load(decides ? "capture-next" : "capture-plan");
    }

    @Override
    public Map<String, Hole> holes() {
        return Map.of(
                "data", Facts.captures(recorded, situation()),
                "blocks", Hole.of(blocks()),
                "examples", examples(),
                "ends", Hole.of(ends()));
    }

    private Situation situation() {
        return briefing.situation();
    }

    private CaptureFacts facts() {
        return situation().captures().orElseThrow();
    }

    private String blocks() {
        String kind =
                switch (facts().kind()) {
                    case SIGNALS -> "blocks-signals";
                    case SOUND -> "blocks-sound";
                    case PICTURES -> "blocks-pictures";
                };
        return Prompt.fragment(kind) + "\n" + Prompt.fragment("blocks-network");
    }

    /** What the last layer must be. */
    private String ends() {
        if (isOfNormal()) {
            return "Learned is what is normal: the model is gaussian or kmeans alone, or dense layers that repeat their features,"
                    + " the last with as many units as there are features.";
        }
        int units = situation().facts().outputs();
        String quiet = facts().isListening()
                ? ", the last for the class of what is between events, which \"continuous\": {\"learn_quiet\": true} makes"
                : "";
        return "The last layer is dense with " + units + (units == 1 ? " unit" : " units") + " and no activation"
                + quiet + "; a forest stands alone.";
    }

    private boolean isOfNormal() {
        return briefing.task().kind() == TaskKind.ANOMALY;
    }

    /** Plans as the rules would begin with them on this data: of each family of models one. */
    private Hole examples() {
        List<String> lines =
                worked(situation()).stream().map(plan -> Schemas.example(plan)).toList();
        return new Hole(Stream.iterate(lines.size(), n -> n > 0, n -> n - 1)
                .map(n -> String.join("\n", lines.subList(0, n)))
                .toList());
    }

    /** Returns plans that can be carried out on data like this, the cheapest first, at most three. */
    static List<Plan> worked(Situation situation) {
        if (!(new RulesPlanner().next(situation, List.of()) instanceof Decision.Propose(List<Proposal> proposals))) {
            return List.of(RulesPlanner.smallest(situation));
        }
        List<Plan> plans = proposals.stream().map(Proposal::plan).toList();
        List<Plan> chosen = new ArrayList<>();
        plans.stream()
                .filter(plan -> chosen.stream().noneMatch(other -> family(other).equals(family(plan))))
                .forEach(chosen::add);
        plans.stream()
                .filter(plan -> chosen.size() < 2 && !chosen.contains(plan))
                .findFirst()
                .ifPresent(chosen::add);
        return chosen.subList(0, Math.min(SHOWN_EXAMPLES, chosen.size()));
    }

    private static Class<?> family(Plan plan) {
        return plan.model().getFirst().getClass();
    }

    @Override
    public JsonNode schema(boolean decides) {
        return Schemas.plans(
                switch (facts().kind()) {
                    case SIGNALS -> Schemas.Scope.SIGNALS;
                    case SOUND -> Schemas.Scope.SOUND;
                    case PICTURES -> Schemas.Scope.PICTURES;
                },
                decides);
    }

    @Override
    public int answerTokens() {
        return PLAN_TOKENS;
    }

    @Override
    public Plan fitted(Plan proposed, List<String> repairs) {
        Plan usual = RulesPlanner.smallest(situation());
        Plan framed = proposed.withSplit(usual.split()).withFraming(framing(proposed, usual, repairs));
        Plan heard = listening(framed, repairs);
        return isOfNormal() ? heard : Subject.withUnits(heard, units(heard), repairs);
    }

    private Framing framing(Plan proposed, Plan usual, List<String> repairs) {
        Framing framing = proposed.framing();
        if (!framing.getClass().equals(usual.framing().getClass())) {
            repairs.add("the plan did not say what one example is: it is as the rules would have it");
            return usual.framing();
        }
        if (framing instanceof Framing.Window window && window.rateHz() >= facts().rateHz() && window.rateHz() > 0) {
            if (window.rateHz() > facts().rateHz()) {
                repairs.add("recordings stay at their own rate: a higher one adds nothing");
            }
            return new Framing.Window(window.seconds(), window.strideSeconds(), 0);
        }
        return framing;
    }

    /** Where events are to be heard in recordings that never end, what is between them is learned unless a plan says how else. */
    private Plan listening(Plan plan, List<String> repairs) {
        if (!facts().isListening() || !plan.continuous().equals(ContinuousSettings.CHOSEN)) {
            return plan;
        }
        repairs.add("continuous.learn_quiet is true, as events are to be heard in recordings that never end");
        return plan.withContinuous(ContinuousSettings.CHOSEN.learningQuiet(true));
    }

    /** Returns the units of the last layer: a class of what is between events is one more. */
    private int units(Plan plan) {
        int outputs = situation().facts().outputs();
        boolean without = facts().isListening() && !plan.continuous().learnsQuiet();
        boolean more = !facts().isListening()
                && plan.continuous().learnsQuiet()
                && situation().facts().target().isEmpty();
        return outputs + (without ? -1 : more ? 1 : 0);
    }
}
