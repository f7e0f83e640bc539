package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.data.Dataset;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.firmware.FirmwareBuilder;
import dev.tinywright.firmware.Toolchain;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.plan.Decision;
import dev.tinywright.plan.Kept;
import dev.tinywright.plan.PinnedPlanner;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.PlanFile;
import dev.tinywright.plan.Planner;
import dev.tinywright.plan.RulesPlanner;
import dev.tinywright.plan.Situation;
import dev.tinywright.process.Confinement;
import dev.tinywright.report.ReportFacts;
import dev.tinywright.sensor.Sensors;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import dev.tinywright.train.Metrics;
import dev.tinywright.train.NumberErrors;
import dev.tinywright.train.Trained;
import dev.tinywright.verify.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Builds a project folder: what the commands {@code make}, {@code build} and {@code refine} do. */
public final class Build {
    /** Plans that a search may carry out. */
    private static final int MAXIMUM_ATTEMPTS = 14;

    /** When it has passed nothing more is tried; searches on usual tables end by themselves in seconds. */
    private static final Duration SEARCH_BUDGET = Duration.ofMinutes(10);

    private static final int WORKERS = 2;

    private Build() {}

    /**
     * @param boards built-in and the user's
     * @param sensors built-in and the user's
     * @param mayInstall whether missing compilers and emulators may be installed
     * @param confinement of programs and sketches that nobody here wrote
     * @param author proposes in the place of the rules, which finish what it cannot
     * @param searchesAnew whether what a language model wrote before is searched for again by the rules, not taken as it stands
     * @param onInterrupt is given what to do at Ctrl-C: training then ends with its best so far, and the run with that
     */
    public record Options(
            Boards boards,
            Sensors sensors,
            boolean mayInstall,
            Confinement confinement,
            Consumer<Runnable> onInterrupt,
            Optional<Author> author,
            boolean searchesAnew) {}

    /**
     * What came of it.
     *
     * @param out the folder with the result
     */
    public record Result(ReportFacts facts, Path out) {}

    /**
     * Carries a project as far as it goes: searches for a plan where there is none of the person's own, builds and verifies
     * the best, and writes {@code plan.yaml} and {@code out/}. What the cache has is not done again.
     *
     * @throws TinywrightException where something cannot be built; everything done before is kept
     */
    public static Result build(Project project, Options options, Events events) {
        project.requireTask();
        try (Project.Lock _ = project.lock()) {
            Task task = TaskFile.read(project.taskFile(), options.boards());
            Board board = options.boards().byId(task.board()).orElseThrow();
            Toolchain.ensure(board, options.mayInstall(), events::say);
            Folders.recover(project.out(), project.formerOut());
            StageCache cache = new StageCache(project.cache());
            try (Training training = new Training(cache, WORKERS, events)) {
                options.onInterrupt().accept(() -> {
                    options.author().ifPresent(Author::cancel);
                    training.cancel();
                });
                Result result = build(project, task, board, options, cache, training, events);
                if (!cache.reused().isEmpty()) {
                    events.say("reused: " + cache.reused());
                }
                return result;
            }
        }
    }

    private static Result build(
            Project project,
            Task task,
            Board board,
            Options options,
            StageCache cache,
            Training training,
            Events events) {
        Source source = Source.load(task);
        source.brief().forEach(events::say);
        Situation situation = source.situation(task, board, MAXIMUM_ATTEMPTS);
        PlanOwnership ownership = new PlanOwnership(project);
        Optional<Plan> own = ownership.personsPlan().filter(plan -> plan.pins().isEmpty());
        own.ifPresent(
                plan -> events.say("plan.yaml is yours and is built as it stands; delete it to have one searched"));
        boolean keepsWritten = own.isEmpty() && keepsWritten(project, options);
        Optional<Plan> fixed =
                own.or(() -> keepsWritten ? Optional.of(PlanFile.read(project.planFile())) : Optional.empty());
        if (keepsWritten) {
            events.say("plan.yaml and the sketch are as "
                    + RunRecord.read(project).orElseThrow().planner() + " wrote them; --planner rules searches anew");
        }
        Optional<Kept> kept = fixed.isPresent() ? Optional.empty() : ownership.kept();
        kept.ifPresent(
                k -> events.say("kept as plan.yaml says, the rest is searched: " + String.join("; ", k.lines())));
        refuseWhatCannotFit(fixed.or(() -> kept.map(k -> PinnedPlanner.smallest(k, situation))), situation);
        Plan first = fixed.orElseGet(() ->
                kept.map(k -> PinnedPlanner.smallest(k, situation)).orElseGet(() -> RulesPlanner.smallest(situation)));
        StepStage programs = new StepStage(project, options.confinement(), cache, events);
        Datasets datasets = new Datasets(source, programs);
        Dataset dataset = datasets.of(first);
        source.notUsed(dataset).forEach(events::say);
        Prepared prepared = Lifecycle.prepare(dataset, first);
        PlanCheck.requireOneUnitPerAnswer(first, prepared.dataset());
        SignalGate.require(prepared, cache);

        Measuring measuring = new Measuring(cache, board);
        Lifecycle lifecycle = new Lifecycle(project.modelName(), task, board, source.rateHz());
        Planner planner = fixed.<Planner>map(FixedPlan::new)
                .orElseGet(() -> planner(project, source, situation, datasets, lifecycle, kept, options));
        Search search = new Search(
                lifecycle,
                datasets,
                training,
                measuring,
                project.attempts(),
                events,
                SEARCH_BUDGET,
                InstantSource.system());
        Search.Found found = search.run(planner, situation);
        return new Finish(
                        project,
                        lifecycle,
                        source,
                        training,
                        measuring,
                        options.sensors(),
                        cache,
                        options.author(),
                        keepsWritten,
                        options.confinement(),
                        events)
                .finish(found, proposer(project, options, own.isPresent(), keepsWritten));
    }

    /**
     * Builds the plan as it stands, with the weights that the cache has, and replays the test rows through the new image:
     * firmware and answers come from no cache. The sketch in {@code app/} is run again, too.
     *
     * @throws TinywrightException where nothing was built yet, or a stage fails
     */
    public static Replay verify(Project project, Options options, Events events) {
        project.requireTask();
        try (Project.Lock _ = project.lock()) {
            Task task = TaskFile.read(project.taskFile(), options.boards());
            Board board = options.boards().byId(task.board()).orElseThrow();
            Path image = project.out().resolve("firmware").resolve(FirmwareBuilder.image(board));
            if (!Files.exists(project.planFile()) || !Files.exists(image)) {
                throw TinywrightException.usage(
                        "nothing was built here yet", project.folder().toString(), "run tinywright build first");
            }
            Toolchain.ensure(board, options.mayInstall(), events::say);
            Source source = Source.load(task);
            StageCache cache = new StageCache(project.cache());
            StepStage programs = new StepStage(project, options.confinement(), cache, events);
            try (Training training = new Training(cache, 1, events)) {
                Prepared prepared = Lifecycle.prepare(source, PlanFile.read(project.planFile()), programs);
                Trained.Done trained =
                        Training.require(training.train(List.of(prepared)).getFirst());
                Path folder = project.state().resolve("verify");
                Lifecycle lifecycle = new Lifecycle(project.modelName(), task, board, source.rateHz());
                QuantizeStage quantizing = training.quantizing(lifecycle);
                Ready.Done chosenBy = quantizing.ready(prepared, trained);
                Ready.Done ready = quantizing.again(prepared, chosenBy);
                Optional<RunRecord> before = RunRecord.read(project);
                OptionalDouble chosenMillis =
                        RunRecord.known(before.map(RunRecord::chosenMillis).orElse(0.0));
                OptionalDouble windowMillis =
                        RunRecord.known(before.map(RunRecord::windowMillis).orElse(0.0));
                Optional<Streaming> streaming = Continuous.of(prepared, task, chosenMillis, cache)
                        .map(c ->
                                c.choose(lifecycle.generate(prepared, chosenBy)).streaming());
                Built built =
                        lifecycle.build(lifecycle.generate(prepared, ready, streaming), folder.resolve("firmware"));
                StageCache empty = new StageCache(folder.resolve("cache"));
                Application stage = new Application(
                        project,
                        lifecycle,
                        options.sensors(),
                        empty,
                        Optional.empty(),
                        true,
                        options.confinement(),
                        events);
                Replay replay = replay(
                        built,
                        image,
                        Application.isPossible(prepared.dataset())
                                ? Optional.of(stage.run(built, streaming, windowMillis)
                                        .run())
                                : Optional.empty());
                Folders.delete(folder);
                return replay;
            }
        }
    }

    /**
     * Proves the features of the plan on all data of the project, on several kinds of core: see {@link FeatureStudy}.
     *
     * @throws TinywrightException where the code does not compile, or an image does not run to its end
     */
    public static List<FeatureStudy.Proof> verifyFeatures(Project project, Options options, Events events) {
        try (Project.Lock _ = project.lock()) {
            Task task = TaskFile.read(project.taskFile(), options.boards());
            List<Board> cores = FeatureStudy.cores(options.boards(), options.mayInstall(), events);
            StepStage programs = new StepStage(project, options.confinement(), new StageCache(project.cache()), events);
            Path folder = project.state().resolve("features");
            Plan plan = PlanFile.read(project.planFile());
            List<FeatureStudy.Proof> proofs =
                    FeatureStudy.run(task, Optional.of(plan), cores, options.boards(), programs, folder, events);
            Folders.delete(folder);
            return proofs;
        }
    }

    /** The rules hold to what is kept of their own accord, so that an author who lets them finish does, too. */
    private static Planner planner(
            Project project,
            Source source,
            Situation situation,
            Datasets datasets,
            Lifecycle lifecycle,
            Optional<Kept> kept,
            Options options) {
        Planner rules = held(new RulesPlanner(), kept);
        if (options.author().isEmpty()) {
            return rules;
        }
        PlanCheck check =
                new PlanCheck(datasets, situation, lifecycle, project.state().resolve("check"));
        PlanBriefing briefing = new PlanBriefing(
                project, situation.task(), lifecycle.board(), source.briefing(), situation, check::whyNot, kept);
        return held(options.author().get().planner(briefing, rules), kept);
    }

    private static Planner held(Planner planner, Optional<Kept> kept) {
        return kept.<Planner>map(k -> new PinnedPlanner(planner, k)).orElse(planner);
    }

    /** What a language model wrote stays until the task changes or somebody plans anew: the next build may have no model. */
    private static boolean keepsWritten(Project project, Options options) {
        return options.author().isEmpty()
                && !options.searchesAnew()
                && Files.exists(project.planFile())
                && RunRecord.read(project)
                        .filter(record -> !new Proposer(record.planner()).isRules())
                        .filter(record -> !new Proposer(record.planner()).isPerson())
                        .filter(record -> record.task().equals(Finish.taskHash(project)))
                        .isPresent();
    }

    private static Proposer proposer(Project project, Options options, boolean own, boolean keepsWritten) {
        if (own) {
            return Proposer.PERSON;
        }
        return keepsWritten
                ? new Proposer(RunRecord.read(project).orElseThrow().planner())
                : options.author().map(author -> new Proposer(author.name())).orElse(Proposer.RULES);
    }

    private static Replay replay(Built built, Path image, Optional<SketchRun> sketch) {
        Dataset.Part test = built.prepared().dataset().test();
        Verification verification = Lifecycle.verify(built, test.examples());
        boolean number = built.prepared().dataset().target().isNumber();
        boolean sameImage = ContentHash.ofFiles(built.firmware().elf()).equals(ContentHash.ofFiles(image));
        return new Replay(
                verification.core(),
                verification.rows(),
                verification.mismatches(),
                number ? 0 : accuracy(test, verification, built),
                number ? error(test, verification, built) : "",
                sameImage,
                sketch.map(SketchRun::rows).orElse(0),
                sketch.map(SketchRun::cause).orElse(""));
    }

    private static double accuracy(Dataset.Part test, Verification verification, Built built) {
        int classes = built.prepared().dataset().labels().size();
        return Metrics.accuracy(Metrics.confusion(test.classes(), Lifecycle.classes(verification.scores()), classes));
    }

    private static String error(Dataset.Part test, Verification verification, Built built) {
        NumberErrors errors = NumberErrors.of(test.numbers(), Quantities.ofDevice(built, verification));
        String unit = built.source().contract().quantity().orElseThrow().unit();
        return String.format(Locale.ROOT, "mean error %.3g %s", errors.mae(), unit)
                .strip();
    }

    private static void refuseWhatCannotFit(Optional<Plan> own, Situation situation) {
        Optional<Diagnosis> reason =
                own.isPresent() ? situation.fit().apply(own.get()) : RulesPlanner.whyNothingFits(situation);
        reason.ifPresent(d -> {
            throw TinywrightException.failed(d.what(), d.where(), d.hint());
        });
    }

    /** The planner for a plan of the person's own: this one and no other. */
    private record FixedPlan(Plan plan) implements Planner {
        @Override
        public Decision next(Situation situation, List<dev.tinywright.plan.Attempt> attempts) {
            return attempts.isEmpty()
                    ? new Decision.Propose(List.of(new Decision.Proposal(plan, "plan.yaml as you wrote it")))
                    : choose(situation, attempts);
        }

        @Override
        public Decision.Done choose(Situation situation, List<dev.tinywright.plan.Attempt> attempts) {
            return new Decision.Done(
                    attempts.stream().filter(a -> a.measurement().isPresent()).findFirst(), "plan.yaml says so");
        }
    }
}
