package dev.tinywright.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.answer.JsonAnswer;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.llm.AnswerSchema;
import dev.tinywright.pipeline.PlanBriefing;
import dev.tinywright.plan.Attempt;
import dev.tinywright.plan.Decision;
import dev.tinywright.plan.Decision.Proposal;
import dev.tinywright.plan.Pins;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.PlanFile;
import dev.tinywright.plan.Planner;
import dev.tinywright.plan.Situation;
import dev.tinywright.spec.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Lets a language model propose plans and, from what was measured, the next ones. Once every goal holds it is done; where the
 * model has nothing more to propose and a goal is still missed, the rules go on from there.
 */
final class LlmPlanner implements Planner {
    private static final int MOST_PLANS = 3;
    private static final int MOST_NEXT = 4;

    private final JobLoop loop;
    private final PlanBriefing briefing;
    private final Planner rules;
    private final Approval approval;
    private final Optional<StepWriter> steps;
    private final Account account;
    private final Subject subject;
    private int asked;
    private boolean rulesGoOn;

    /**
     * @param steps writes programs that clean rows of a table; empty for recordings and pictures, which have no rows
     * @param showsRows whether prompts may hold some rows of a table
     */
    LlmPlanner(
            JobLoop loop,
            PlanBriefing briefing,
            Planner rules,
            Approval approval,
            Optional<StepWriter> steps,
            boolean showsRows,
            Account account) {
        this.loop = loop;
        this.briefing = briefing;
        this.rules = rules;
        this.approval = approval;
        this.steps = steps;
        this.account = account;
        this.subject = Subject.of(briefing, showsRows);
    }

    @Override
    public Decision next(Situation situation, List<Attempt> attempts) {
        if (!rulesGoOn && isMet(situation, attempts) && isSure(situation, attempts)) {
            return choose(situation, attempts);
        }
        if (rulesGoOn || asked > MOST_NEXT || attempts.size() >= situation.maximumAttempts()) {
            return rules.next(situation, attempts);
        }
        asked++;
        List<Proposal> proposals = ask(situation, attempts).stream()
                .filter(p -> attempts.stream().noneMatch(a -> a.plan().equals(p.plan())))
                .limit(situation.maximumAttempts() - (long) attempts.size())
                .toList();
        if (!proposals.isEmpty()) {
            return new Decision.Propose(proposals);
        }
        if (!attempts.isEmpty() && missed(situation, attempts).isEmpty()) {
            return choose(situation, attempts);
        }
        rulesGoOn = true;
        account.rulesFinish("plan", attempts.isEmpty() ? "no plan of the model's passed" : "a goal was still missed");
        return rules.next(situation, attempts);
    }

    @Override
    public Decision.Done choose(Situation situation, List<Attempt> attempts) {
        return rules.choose(situation, attempts);
    }

    /** True where a goal was set and one attempt meets all of them: nothing more needs to be asked. */
    private static boolean isMet(Situation situation, List<Attempt> attempts) {
        return !situation.task().goals().isEmpty()
                && attempts.stream()
                        .anyMatch(a -> a.measurement().isPresent()
                                && situation.task().goals().stream().allMatch(a::meets));
    }

    /** Of few recordings some are met by chance: there, nothing more is asked once the rules would try no more either. */
    private boolean isSure(Situation situation, List<Attempt> attempts) {
        return situation.captures().isEmpty()
                || briefing.kept().isPresent()
                || rules.next(situation, attempts) instanceof Decision.Done;
    }

    /** Returns the goals that no attempt so far meets together with the others. */
    private static List<Goal> missed(Situation situation, List<Attempt> attempts) {
        return attempts.stream()
                .filter(a -> a.measurement().isPresent())
                .map(a -> situation.task().goals().stream()
                        .filter(goal -> !a.meets(goal))
                        .toList())
                .min(java.util.Comparator.comparingInt(List::size))
                .orElse(situation.task().goals());
    }

    private List<Proposal> ask(Situation situation, List<Attempt> attempts) {
        List<Proposal> proposals = loop.run(attempts.isEmpty() ? plan() : further(situation, attempts))
                .map(this::withSteps)
                .orElse(List.of());
        if (!proposals.isEmpty()) {
            account.didItself("plan");
        }
        return proposals;
    }

    /**
     * @param json as the model wrote it
     * @param proposals without programs that are still to be written; none where the model says it is done
     * @param programs by path, what they shall do
     */
    record Answer(JsonNode json, List<Proposal> proposals, Map<String, String> programs) {}

    /** Has the programs written that plans name, and puts them into their places; where one comes to nothing the plan goes without. */
    private List<Proposal> withSteps(Answer answer) {
        Set<String> written = new HashSet<>();
        answer.programs().forEach((path, purpose) -> {
            Optional<Plan> plan = planWith(answer.json(), path, written);
            if (plan.isPresent()
                    && steps.filter(writer -> writer.write(path, purpose, plan.get()))
                            .isPresent()) {
                written.add(path);
            }
        });
        if (written.isEmpty()) {
            return answer.proposals();
        }
        return answer.proposals().stream()
                .map(p -> withSteps(answer.json(), p, written))
                .toList();
    }

    /** Returns the first plan that can be read and names a program, with it and those that are written already. */
    private static Optional<Plan> planWith(JsonNode json, String path, Set<String> written) {
        for (JsonNode plan : json.path("plans")) {
            for (JsonNode step : plan.path("plan").path("data")) {
                if (step.path("run").asText().equals(path)) {
                    JsonNode upToIt = withoutPrograms(
                            plan.path("plan"), other -> !written.contains(other) && !other.equals(path));
                    try {
                        return Optional.of(PlanFile.parse(upToIt.toString(), "plan"));
                    } catch (TinywrightException e) {
                        break; // left out for this reason already
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Proposal withSteps(JsonNode json, Proposal proposal, Set<String> written) {
        JsonNode plans = json.path("plans");
        for (int i = 0; i < plans.size(); i++) {
            if (reason(plans, i).equals(proposal.reason())) {
                JsonNode whole = withoutPrograms(plans.get(i).path("plan"), path -> !written.contains(path));
                try {
                    Plan read = fitted(
                            PlanFile.parse(
                                    whole.toString(), "plan", briefing.project().folder()),
                            new ArrayList<>());
                    return briefing.check().apply(read).isEmpty() ? new Proposal(read, proposal.reason()) : proposal;
                } catch (TinywrightException e) {
                    return proposal;
                }
            }
        }
        return proposal;
    }

    /** Returns a plan's reason, which tells it from the others. */
    private static String reason(JsonNode plans, int index) {
        String reason = plans.get(index).path("reason").asText();
        for (int i = 0; i < index; i++) {
            if (plans.get(i).path("reason").asText().equals(reason)) {
                return reason + " (" + (index + 1) + ")";
            }
        }
        return reason;
    }

    /** Returns a plan without the programs that {@code leftOut} is true for, and without what programs shall do. */
    private static JsonNode withoutPrograms(JsonNode plan, Predicate<String> leftOut) {
        JsonNode copy = plan.deepCopy();
        if (copy.path("data") instanceof ArrayNode data) {
            for (int i = data.size() - 1; i >= 0; i--) {
                if (data.get(i) instanceof ObjectNode step && step.has("run")) {
                    step.remove("does");
                    if (leftOut.test(step.path("run").asText())) {
                        data.remove(i);
                    }
                }
            }
        }
        return copy;
    }

    private Map<String, String> programs(JsonNode json) {
        Map<String, String> programs = new LinkedHashMap<>();
        for (JsonNode plan : json.path("plans")) {
            for (JsonNode step : plan.path("plan").path("data")) {
                if (step.has("run")) {
                    programs.put(step.path("run").asText(), step.path("does").asText());
                }
            }
        }
        return programs;
    }

    private Job<Answer> plan() {
        return job("plan", Map.of());
    }

    private Job<Answer> further(Situation situation, List<Attempt> attempts) {
        String missing = missed(situation, attempts).stream()
                .map(goal -> goal.metric().key() + " " + dev.tinywright.spec.Goals.text(goal))
                .collect(Collectors.joining(", "));
        return job(
                "next",
                Map.of(
                        "attempts", Facts.attempts(attempts),
                        "missing", Hole.of(missing.isEmpty() ? "nothing" : missing)));
    }

    /** What the person keeps: said before, and put back where a model changes it all the same. */
    private Hole pinned() {
        return Hole.of(briefing.kept()
                .map(kept -> "\n## Kept by the person: every plan has these parts as they are\n"
                        + String.join("\n", kept.lines()) + "\n")
                .orElse(""));
    }

    /** @param measured what was measured so far, and what is missing; nothing before the first attempt */
    private Job<Answer> job(String name, Map<String, Hole> measured) {
        boolean decides = name.equals("next");
        JsonNode schema = subject.schema(decides);
        Map<String, Hole> holes = new LinkedHashMap<>(subject.holes());
        holes.putAll(measured);
        holes.put("task", Facts.task(briefing.task()));
        holes.put("board", Facts.board(briefing.board()));
        holes.put("pinned", pinned());
        return new Job<>(
                name,
                subject.prompt(decides),
                holes,
                Optional.of(new AnswerSchema(name, schema)),
                subject.answerTokens(),
                text -> read(text, schema),
                List.of(Gate.named("static", this::check)),
                1,
                this::repair,
                answer -> answer.json().toPrettyString(),
                this::approve);
    }

    private Read<Answer> read(String text, JsonNode schema) {
        JsonAnswer json = JsonAnswer.read(text, schema);
        if (json.value().isEmpty()) {
            return Read.failed("parse", json.problems());
        }
        List<String> repairs = new ArrayList<>(json.repairs());
        return parse(json.value().get(), repairs);
    }

    private Read<Answer> parse(JsonNode json, List<String> repairs) {
        List<Proposal> proposals = new ArrayList<>();
        Map<String, String> programs = programs(json);
        List<Diagnosis> problems = new ArrayList<>(programs.keySet().stream()
                .flatMap(path -> StepWriter.problem(path).stream())
                .toList());
        if (!problems.isEmpty()) {
            return Read.failed("schema", problems);
        }
        ArrayNode plans = json.withArray("plans");
        for (int i = 0; i < Math.min(plans.size(), MOST_PLANS); i++) {
            try {
                Plan plan = fitted(
                        PlanFile.parse(
                                withoutPrograms(plans.get(i).path("plan"), path -> true)
                                        .toString(),
                                "plan " + (i + 1)),
                        repairs);
                proposals.add(new Proposal(plan, reason(plans, i)));
            } catch (TinywrightException e) {
                problems.add(e.diagnosis());
            }
        }
        boolean done = json.path("decision").asText().equals("done");
        if (proposals.isEmpty() && !done) {
            return Read.failed(
                    "schema",
                    problems.isEmpty()
                            ? List.of(new Diagnosis("there is no plan in the answer", "plans", "give at least one"))
                            : problems);
        }
        problems.forEach(d -> repairs.add("left out a plan that cannot be: " + d.what()));
        return Read.of(new Answer(json, proposals, programs), repairs);
    }

    /** What follows from the data, or is kept, is put right at no cost. */
    private Plan fitted(Plan proposed, List<String> repairs) {
        Plan plan = subject.fitted(proposed.withPins(Pins.none()), repairs);
        if (briefing.kept().isEmpty()) {
            return plan;
        }
        Plan held =
                briefing.kept().get().into(plan, briefing.situation().facts().outputs());
        if (!held.withPins(Pins.none()).equals(plan)) {
            repairs.add("put back what the person keeps of the plan");
        }
        return held;
    }

    /** Returns why plans cannot be carried out, each with its number. */
    private List<Diagnosis> check(Answer answer) {
        List<Diagnosis> problems = new ArrayList<>();
        for (int i = 0; i < answer.proposals().size(); i++) {
            int number = i + 1;
            briefing.check()
                    .apply(answer.proposals().get(i).plan())
                    .ifPresent(
                            d -> problems.add(new Diagnosis("plan " + number + ": " + d.what(), d.where(), d.hint())));
        }
        return problems;
    }

    /** A plan that cannot be is left out where another can; where none can, the model hears why. */
    private Job.Repaired<Answer> repair(Answer answer, List<Diagnosis> problems) {
        List<Proposal> possible = answer.proposals().stream()
                .filter(p -> briefing.check().apply(p.plan()).isEmpty())
                .toList();
        return possible.isEmpty()
                ? new Job.Repaired<>(answer, List.of())
                : new Job.Repaired<>(
                        new Answer(answer.json(), possible, answer.programs()),
                        problems.stream()
                                .map(d -> "left out a plan that cannot be: " + d.what())
                                .toList());
    }

    /** Shows the person each plan beside the one in use. */
    private Job.Approved<Answer> approve(Answer answer) {
        List<Proposal> accepted = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        boolean changed = false;
        for (Proposal proposal : answer.proposals()) {
            Proposal shown = proposal;
            String text = PlanFile.text(proposal.plan());
            String why = proposal.reason();
            boolean isOpen = true;
            while (isOpen) {
                isOpen = false;
                switch (approval.ask(new Approval.Proposed(Approval.Kind.PLAN, "plan.yaml", inUse(), text, why))) {
                    case Approval.Verdict.Accepted() -> accepted.add(shown); // what cannot be read is not taken
                    case Approval.Verdict.Rejected(String reason) -> reasons.add(reason);
                    case Approval.Verdict.Edited(String edited) -> {
                        try {
                            Plan plan = PlanFile.parse(
                                    edited, "plan.yaml", briefing.project().folder());
                            accepted.add(new Proposal(plan, EDITED));
                            changed = true;
                        } catch (TinywrightException e) { // the edit is shown again, nothing of it is lost
                            text = edited;
                            why = "this cannot be read: " + e.diagnosis().what() + " ("
                                    + e.diagnosis().where() + ")";
                            isOpen = true;
                        }
                    }
                }
            }
        }
        boolean isRejected = accepted.isEmpty() && !reasons.isEmpty();
        return new Job.Approved<>(
                isRejected ? answer : new Answer(answer.json(), accepted, answer.programs()),
                changed,
                isRejected ? Optional.of(String.join("; ", reasons)) : Optional.empty());
    }

    private static final String EDITED = "as you changed it";

    private String inUse() {
        Path file = briefing.project().planFile();
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
