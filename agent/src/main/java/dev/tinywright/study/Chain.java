package dev.tinywright.study;

import dev.tinywright.agent.Agent;
import dev.tinywright.agent.Approval;
import dev.tinywright.agent.Questions;
import dev.tinywright.agent.TaskWriter;
import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.Table;
import dev.tinywright.pipeline.Author;
import dev.tinywright.pipeline.Build;
import dev.tinywright.pipeline.Events;
import dev.tinywright.pipeline.PlanBriefing;
import dev.tinywright.pipeline.Project;
import dev.tinywright.pipeline.SketchBriefing;
import dev.tinywright.pipeline.SketchProposal;
import dev.tinywright.plan.Planner;
import dev.tinywright.report.Authorship;
import dev.tinywright.report.ReportFacts;
import dev.tinywright.session.Session;
import dev.tinywright.spec.DataSource;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import dev.tinywright.spec.Sentence;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.Understanding;
import dev.tinywright.trace.Recorded;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The whole chain, as {@code make} does it for a machine: from a sentence and a table to the device, by a language model. */
public final class Chain {
    /** Says nothing. */
    static final Events SILENT = new Events() {
        @Override
        public void say(String line) {}

        @Override
        public void training(int done, int total, String latest) {}

        @Override
        public void trainingDone() {}
    };

    private final Study.Settings settings;
    private final Agent agent;
    private final Recorded recorded;
    private final Project project;

    /**
     * What came of it.
     *
     * @param isOwnWork whether all that the model was asked for it brought about itself
     * @param passed whether every goal of the sentence is met on the device and the sketch behaves, by whoever's work
     * @param whyNot which part the rules finished, or what was missed; empty where neither
     * @param countedTokens of prompts and answers by a tokenizer of ours, where {@code cost} has what the server said
     * @param kinds of what was wrong with answers
     * @param repairs what rules put right at no cost, in sentences
     * @param bench where sketches of this chain can be tried
     */
    public record Done(
            boolean isOwnWork,
            boolean passed,
            String whyNot,
            StudyRun.Cost cost,
            long countedTokens,
            List<String> kinds,
            List<String> repairs,
            Optional<SketchBriefing> bench) {
        public Done {
            kinds = List.copyOf(kinds);
            repairs = List.copyOf(repairs);
        }
    }

    Chain(Study.Settings settings, Agent agent, Recorded recorded, Project project) {
        this.settings = settings;
        this.agent = agent;
        this.recorded = recorded;
        this.project = project;
    }

    /**
     * Carries out one chain.
     *
     * @param recorded has the events of the session
     * @param project a new folder
     */
    public static Done make(Study.Settings settings, Session session, Recorded recorded, Project project) {
        return new Chain(settings, agent(settings, session, recorded), recorded, project).make();
    }

    static Agent agent(Study.Settings settings, Session session, Recorded recorded) {
        return new Agent(
                session, recorded, Approval.always(), settings.confinement(), true, line -> {}, InstantSource.system());
    }

    static Build.Options options(Study.Settings settings, Optional<Author> author) {
        return new Build.Options(
                settings.boards(),
                settings.sensors(),
                settings.mayInstall(),
                settings.confinement(),
                cancel -> {},
                author,
                false);
    }

    Done make() {
        long from = System.nanoTime();
        Understanding rules = Sentence.understand(settings.sentence(), settings.boards());
        DataSource data = new DataSource(
                settings.data().toAbsolutePath().normalize(), Optional.empty(), List.of(), Optional.empty());
        Table table = DataLoader.load(
                data, new DataHints(rules.labels(), rules.labelHint().orElse(""), rules.mentionedColumns()));
        Task byRules = rules.task(data);
        TaskWriter.Brief brief = new TaskWriter.Brief(
                settings.sentence(),
                data.path(),
                Optional.of(table),
                Optional.empty(),
                rules,
                settings.boards(),
                Optional.empty(),
                project.folder());
        project.write(agent.task(brief, Questions.none()).orElse(byRules));
        Watched watched = new Watched(agent);
        ReportFacts facts = Build.build(project, options(settings, Optional.of(watched)), SILENT)
                .facts();
        return done(facts, byRules.goals(), watched.briefing, (System.nanoTime() - from) / 1e9);
    }

    private Done done(ReportFacts facts, List<Goal> wanted, Optional<SketchBriefing> bench, double seconds) {
        boolean passed = facts.passed() && wanted.stream().allMatch(goal -> isMet(goal, facts));
        List<Authorship.Part> finished =
                agent.account().parts().stream().filter(part -> !part.byModel()).toList();
        String why = finished.stream()
                .map(part -> part.name() + ": " + part.why())
                .findFirst()
                .orElse(passed ? "" : "a goal was missed");
        Story story = new Story(recorded.events());
        return new Done(
                finished.isEmpty(),
                passed,
                why,
                story.cost(seconds),
                story.countedTokens(),
                story.kinds(),
                story.repairs(),
                bench);
    }

    /**
     * A model that left a goal of the sentence out has not met it. Latency does not count here: where the sentence says how often
     * the device answers, the rules take that for a bound and models need not.
     */
    private static boolean isMet(Goal wanted, ReportFacts facts) {
        return wanted.metric() == Metric.LATENCY
                || facts.goals().stream()
                        .filter(result -> result.goal().metric() == wanted.metric())
                        .anyMatch(result -> result.measured().stream().allMatch(wanted::isMetBy));
    }

    /** Lets a model do all, and keeps the bench for sketches. */
    private static final class Watched implements Author {
        private final Agent agent;
        private Optional<SketchBriefing> briefing = Optional.empty();

        Watched(Agent agent) {
            this.agent = agent;
        }

        @Override
        public String name() {
            return agent.name();
        }

        @Override
        public Planner planner(PlanBriefing plans, Planner rules) {
            return agent.planner(plans, rules);
        }

        @Override
        public Optional<SketchProposal> sketch(SketchBriefing sketches) {
            briefing = Optional.of(sketches);
            return agent.sketch(sketches);
        }

        @Override
        public Authorship account() {
            return agent.account();
        }

        @Override
        public void cancel() {
            agent.cancel();
        }
    }
}
