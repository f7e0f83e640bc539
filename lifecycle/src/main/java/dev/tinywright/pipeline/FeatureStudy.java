package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.codegen.Deployable;
import dev.tinywright.codegen.FeatureCode;
import dev.tinywright.compile.Compiler;
import dev.tinywright.data.Acquisitions;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.StepRunner;
import dev.tinywright.features.Examples;
import dev.tinywright.features.FrontEnd;
import dev.tinywright.features.InputFormat;
import dev.tinywright.firmware.Cores;
import dev.tinywright.firmware.Toolchain;
import dev.tinywright.lower.Target;
import dev.tinywright.model.Activation;
import dev.tinywright.model.DenseWeights;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.plan.Decision;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.RulesPlanner;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.spec.Task;
import dev.tinywright.verify.FeatureRun;
import dev.tinywright.verify.FeatureVerifier;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The proof of the features over whole data: what the device's code makes of every example, of training, validation and test,
 * is compared with Java's, byte for byte, on each kind of core. Nothing is trained.
 */
public final class FeatureStudy {
    /** One board for each kind of core; the last is this computer, which looks for wrong addresses and undefined behaviour. */
    private static final List<String> CORES = List.of("nucleo-g071rb", "nucleo-l4r5zi", "nucleo-u575zi-q", "host");

    private static final int OUTPUTS = 2;
    private static final int CALIBRATION = 2000;
    private static final double PROGRESS = 0.1;

    private FeatureStudy() {}

    /**
     * What was found of one way to features.
     *
     * @param chain the steps, in a line
     * @param format what an example is, and how many numbers come out
     * @param seconds all of it took
     * @param where the example of the first mismatch stands in the data; empty where nothing differs
     */
    public record Proof(String chain, String format, List<FeatureRun> cores, double seconds, String where) {
        public Proof {
            cores = List.copyOf(cores);
        }

        /** Returns whether every byte is the same on every core. */
        public boolean passed() {
            return cores.stream().allMatch(core -> core.mismatches() == 0 && core.examples() > 0);
        }
    }

    /** Installs what is missing of compilers and emulators. */
    public static List<Board> cores(Boards boards, boolean mayInstall, Events events) {
        List<Board> cores =
                CORES.stream().map(id -> boards.byId(id).orElseThrow()).toList();
        cores.forEach(core -> Toolchain.ensureForNetworks(core, mayInstall, events::say));
        return cores;
    }

    /**
     * Proves the features of the plans that the rules try first, each way to them once; or of one plan.
     *
     * @param cores one board for each, as {@link #cores} gives them
     * @param folder for sources and images
     */
    public static List<Proof> run(
            Task task, Optional<Plan> own, List<Board> cores, Boards boards, Path folder, Events events) {
        return run(task, own, cores, boards, StepRunner.NONE, folder, events);
    }

    /** @param programs runs the plan's own programs */
    static List<Proof> run(
            Task task,
            Optional<Plan> own,
            List<Board> cores,
            Boards boards,
            StepRunner programs,
            Path folder,
            Events events) {
        Source source = Source.load(task);
        Board board = boards.byId(task.board()).orElseThrow();
        Map<Object, Plan> ways = new LinkedHashMap<>();
        plans(source, task, board, own).forEach(plan -> ways.putIfAbsent(Training.preparation(plan), plan));
        return ways.values().stream()
                .map(plan -> prove(source, task, plan, source.dataset(plan, programs), cores, folder, events))
                .toList();
    }

    private static List<Plan> plans(Source source, Task task, Board board, Optional<Plan> own) {
        if (own.isPresent()) {
            return List.of(own.get());
        }
        RulesPlanner rules = new RulesPlanner();
        return switch (rules.next(source.situation(task, board, 1), List.of())) {
            case Decision.Propose(List<Decision.Proposal> first) ->
                first.stream().map(Decision.Proposal::plan).toList();
            case Decision.Done _ -> List.of(RulesPlanner.smallest(source.situation(task, board, 1)));
        };
    }

    private static Proof prove(
            Source source, Task task, Plan plan, Dataset dataset, List<Board> cores, Path folder, Events events) {
        FrontEnd inputs = Lifecycle.frontEnd(dataset, plan);
        Examples training = dataset.training().examples();
        float[][] features = Lifecycle.features(
                inputs,
                training.select(
                        RowSample.of(training.size(), CALIBRATION, plan.split().seed())));
        int values = features[0].length;
        TrainedModel nothing = new TrainedModel(
                inputs.shape(),
                List.of(new DenseWeights(
                        "none", values, OUTPUTS, new float[values * OUTPUTS], new float[OUTPUTS], Activation.NONE)));
        Deployable model = new Deployable(
                "features",
                inputs,
                Quantizer.quantize(nothing, features, plan.quantize().percentile()),
                List.of("a", "b"),
                "0",
                task.ask(),
                Acquisitions.of(dataset, source.rateHz()));
        return prove(model, dataset, chain(plan), cores, folder, events);
    }

    /** Proves the features of a model on all examples of a dataset. */
    static Proof prove(Deployable model, Dataset dataset, String chain, List<Board> cores, Path folder, Events events) {
        long start = System.nanoTime();
        Target portable = Cores.target(cores.getLast(), Target.Optimize.SPEED);
        FeatureCode code = FeatureCode.of(Compiler.compile(model, portable), model.inputs());
        List<Dataset.Part> parts = List.of(dataset.training(), dataset.validation(), dataset.test());
        Examples all =
                Examples.concat(parts.stream().map(Dataset.Part::examples).toList());
        double[] next = {PROGRESS};
        List<FeatureRun> runs = FeatureVerifier.verify(code, cores, all, folder, done -> {
            if (done >= next[0] * all.size() && done < all.size()) {
                events.say("features: " + done + " of " + all.size() + " examples");
                next[0] = done / (double) all.size() + PROGRESS;
            }
        });
        return new Proof(chain, format(code), runs, (System.nanoTime() - start) / 1e9, where(parts, runs));
    }

    private static String chain(Plan plan) {
        List<String> steps = Texts.features(plan.features());
        return steps.isEmpty() ? "as they are, scaled" : String.join(", ", steps);
    }

    /** Such as "100 x 6 samples to 60 columns and 60 features". */
    private static String format(FeatureCode code) {
        String taken =
                switch (code.inputs().format()) {
                    case InputFormat.Readings table -> table.readings().size() + " readings";
                    case InputFormat.Window window ->
                        window.frames() + " x " + window.channels().size() + " samples";
                    case InputFormat.Picture picture ->
                        picture.width() + " x " + picture.height() + " x " + picture.channels() + " pixels";
                };
        return taken + " to " + (code.columns() > 0 ? code.columns() + " columns and " : "") + code.features()
                + " features";
    }

    private static String where(List<Dataset.Part> parts, List<FeatureRun> runs) {
        return runs.stream()
                .flatMap(run -> run.first().stream())
                .findFirst()
                .map(difference -> origin(parts, difference.example()))
                .orElse("");
    }

    private static String origin(List<Dataset.Part> parts, int example) {
        int before = 0;
        for (Dataset.Part part : parts) {
            if (example < before + part.size()) {
                return part.origin(example - before);
            }
            before += part.size();
        }
        throw new IllegalArgumentException("no example " + example);
    }
}
