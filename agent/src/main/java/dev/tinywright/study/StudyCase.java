package dev.tinywright.study;

import dev.tinywright.agent.Agent;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.llm.Reply;
import dev.tinywright.pipeline.Author;
import dev.tinywright.pipeline.Build;
import dev.tinywright.pipeline.PlanBriefing;
import dev.tinywright.pipeline.Project;
import dev.tinywright.pipeline.SketchBriefing;
import dev.tinywright.pipeline.SketchProposal;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.PlanFile;
import dev.tinywright.plan.Planner;
import dev.tinywright.report.Authorship;
import dev.tinywright.report.ReportFacts;
import dev.tinywright.session.Caps;
import dev.tinywright.spec.DataSource;
import dev.tinywright.spec.Sentence;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.Understanding;
import dev.tinywright.trace.Recorded;
import dev.tinywright.trace.TraceFile;
import dev.tinywright.trace.TraceLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The case, built once by the rules: what a model is asked for in a stage is taken out of it, and the rest of it is there. Runs share
 * one cache of stage results, so that equal trainings are not repeated; a model's answers are in no cache.
 */
final class StudyCase {
    /** Accuracy that int8 may cost. */
    private static final double MOST_LOST = 0.01;

    private static final String STEP = "steps/CleanRows.java";

    /** A plan whose first step is the program that is asked for. */
    private static final Plan PLAN = PlanFile.parse(
            "{version: 1, data: [{run: " + STEP + "}], model: [{dense: {units: 2}}]}", "the study's plan");

    private static final String PURPOSE =
            "leave out rows whose readings cannot be right: missing, or far outside of what the others are";

    private final Study.Settings settings;
    private final Path out;
    private final Task task;
    private final PlanBriefing plan;
    private final SketchBriefing sketch;

    private StudyCase(Study.Settings settings, Path out, Task task, PlanBriefing plan, SketchBriefing sketch) {
        this.settings = settings;
        this.out = out;
        this.task = task;
        this.plan = plan;
        this.sketch = sketch;
    }

    /** @param end why the model was not asked any more; empty where it was asked to the end */
    record Finished(StudyRun run, Optional<Reply.Unanswered> end) {}

    /** Builds the case by the rules. */
    static StudyCase prepare(Study.Settings settings, Path out) {
        Understanding rules = Sentence.understand(settings.sentence(), settings.boards());
        DataSource data = new DataSource(
                settings.data().toAbsolutePath().normalize(), Optional.empty(), List.of(), Optional.empty());
        Task task = rules.task(data);
        Witness witness = new Witness();
        Project project = new Project(out.resolve("reference/" + NAME), out.resolve("cache"));
        project.write(task);
        Build.build(project, Chain.options(settings, Optional.of(witness)), Chain.SILENT);
        return new StudyCase(settings, out, task, witness.plan.orElseThrow(), witness.sketch.orElseThrow());
    }

    /** The name of a project is in its C files: with one name equal firmware is built once. */
    private static final String NAME = "study";

    /** Does one run. */
    Finished run(Stage stage, Level level, int number, Study.Model model, Caps caps) {
        Path folder = out.resolve("runs/%s-%s-%d/%s".formatted(stage.id(), level.id(), number, NAME));
        delete(folder);
        Recorded recorded = new Recorded();
        TraceLog trace = TraceLog.both(recorded, new TraceFile(TraceFile.in(folder)));
        long from = System.nanoTime();
        try (LevelledSession session = new LevelledSession(model.open(caps, trace), level, settings.seed() + number)) {
            Agent agent = Chain.agent(settings, session, recorded);
            Success success = new Attempt(new Project(folder, out.resolve("cache")), agent, recorded).run(stage);
            double seconds = (System.nanoTime() - from) / 1e9;
            return new Finished(
                    run(stage, level, number, success, new Story(recorded.events()), seconds), session.end());
        } finally {
            trace.close();
        }
    }

    /**
     * @param why not, where a stage failed; else empty
     */
    private record Success(boolean theirsFirst, boolean theirs, boolean ours, String why) {}

    private static StudyRun run(Stage stage, Level level, int number, Success success, Story story, double seconds) {
        boolean ours = success.ours();
        String why = success.why().isEmpty() ? story.lastNote() : success.why();
        return new StudyRun(
                stage,
                level,
                number,
                new StudyRun.Outcome(
                        success.theirsFirst(),
                        success.theirs(),
                        ours && story.isUntouched(),
                        ours && story.isOneAnswerEach(),
                        ours),
                story.cost(seconds),
                story.kinds(),
                ours ? "" : why);
    }

    /** One run of a stage, in a project of its own. */
    private final class Attempt {
        private final Project project;
        private final Agent agent;
        private final Recorded recorded;

        Attempt(Project project, Agent agent, Recorded recorded) {
            this.project = project;
            this.agent = agent;
            this.recorded = recorded;
        }

        Success run(Stage stage) {
            try {
                return switch (stage) {
                    case DATA -> data();
                    case CONVERSION -> conversion();
                    case SKETCH -> sketch();
                    case CHAIN -> chain();
                };
            } catch (TinywrightException e) {
                return new Success(false, false, false, e.diagnosis().what());
            }
        }

        /** The program ran where it came to the accounting; that it passed it is our criterion. */
        private Success data() {
            PlanBriefing briefing = new PlanBriefing(
                    project, plan.task(), plan.board(), plan.data(), plan.situation(), plan.check(), plan.kept());
            boolean ours = agent.step(briefing, PLAN, STEP, PURPOSE);
            List<Story.Turn> turns = new Story(recorded.events()).answers();
            return new Success(
                    !turns.isEmpty() && turns.getFirst().reached("accounting"),
                    ours || turns.stream().anyMatch(turn -> turn.reached("accounting")),
                    ours,
                    "");
        }

        private Success conversion() {
            project.write(task);
            ReportFacts facts = Build.build(
                            project, Chain.options(settings, Optional.of(new PlansOnly(agent))), Chain.SILENT)
                    .facts();
            Optional<Authorship.Part> part = part("plan");
            boolean converted = !new Story(recorded.events()).answers().isEmpty() && wasProposed();
            boolean own = part.map(Authorship.Part::byModel).orElse(false);
            double lost = facts.quantized().floatAccuracy() - facts.accuracy();
            boolean ours = own && lost <= MOST_LOST && meetsGoals(facts);
            return new Success(converted && wasProposedFirst(), converted, ours, ours ? "" : whyNot(own, lost, facts));
        }

        private String whyNot(boolean own, double lost, ReportFacts facts) {
            return !own
                    ? part("plan").map(Authorship.Part::why).orElse("")
                    : !meetsGoals(facts)
                            ? "a goal was missed"
                            : "int8 lost %.1f points of accuracy".formatted(100 * lost);
        }

        /** A plan of the model's passed its checks, and so was trained and converted. */
        private boolean wasProposed() {
            return new Story(recorded.events())
                    .answers().stream()
                            .filter(turn -> List.of("plan", "next")
                                    .contains(turn.exchange().request().job()))
                            .anyMatch(turn -> turn.reached("static") && lastPassed(turn));
        }

        private static boolean lastPassed(Story.Turn turn) {
            return turn.gates().getLast().diagnoses().isEmpty();
        }

        /** The first answer with a plan passed its checks. */
        private boolean wasProposedFirst() {
            return new Story(recorded.events())
                    .answers().stream()
                            .filter(turn -> turn.exchange().request().job().equals("plan"))
                            .limit(1)
                            .anyMatch(turn -> turn.reached("static") && lastPassed(turn));
        }

        private Optional<Authorship.Part> part(String name) {
            return agent.account().parts().stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst();
        }

        private Success sketch() {
            Optional<SketchProposal> written = agent.sketch(sketch);
            Story story = new Story(recorded.events());
            boolean first = written.isPresent() && story.isUntouched() || compiles(story, 1, sketch);
            return new Success(
                    first,
                    first || written.isPresent() || compiles(story, Integer.MAX_VALUE, sketch),
                    written.isPresent(),
                    "");
        }

        /** Compiles the first block of each answer as it came, as the paper's framework did, until one passes. */
        private boolean compiles(Story story, int answers, SketchBriefing briefing) {
            return story.answers().stream()
                    .filter(turn -> turn.exchange().request().job().equals("sketch"))
                    .limit(answers)
                    .anyMatch(turn -> FirstBlock.sketch(turn.exchange(), briefing)
                            .map(proposal -> briefing.bench().run(proposal, 1).compiled())
                            .orElse(false));
        }

        private Success chain() {
            Chain.Done done = new Chain(settings, agent, recorded, project).make();
            Story story = new Story(recorded.events());
            boolean ours = done.isOwnWork() && done.passed();
            if (ours && story.isUntouched()) {
                return new Success(true, true, true, "");
            }
            boolean ran = wasProposed();
            boolean first = ran && wasProposedFirst() && compiles(story, 1, done);
            boolean any = first || ours || ran && compiles(story, Integer.MAX_VALUE, done);
            return new Success(first, any, ours, done.whyNot());
        }

        private boolean compiles(Story story, int answers, Chain.Done done) {
            return done.bench().filter(bench -> compiles(story, answers, bench)).isPresent();
        }
    }

    private static boolean meetsGoals(ReportFacts facts) {
        return facts.device().mismatches() == 0
                && facts.goals().stream().allMatch(goal -> goal.met().orElse(true));
    }

    /** Keeps what an author may know, and proposes nothing. */
    private static final class Witness implements Author {
        private Optional<PlanBriefing> plan = Optional.empty();
        private Optional<SketchBriefing> sketch = Optional.empty();

        @Override
        public String name() {
            return "nobody";
        }

        @Override
        public Planner planner(PlanBriefing briefing, Planner rules) {
            plan = Optional.of(briefing);
            return rules;
        }

        @Override
        public Optional<SketchProposal> sketch(SketchBriefing briefing) {
            sketch = Optional.of(briefing);
            return Optional.empty();
        }

        @Override
        public Authorship account() {
            return new Authorship(name(), List.of(), List.of(), List.of());
        }

        @Override
        public void cancel() {}
    }

    /** Lets a model plan, and the rules write the sketch. */
    private record PlansOnly(Agent agent) implements Author {
        @Override
        public String name() {
            return agent.name();
        }

        @Override
        public Planner planner(PlanBriefing briefing, Planner rules) {
            return agent.planner(briefing, rules);
        }

        @Override
        public Optional<SketchProposal> sketch(SketchBriefing briefing) {
            return Optional.empty();
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

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
