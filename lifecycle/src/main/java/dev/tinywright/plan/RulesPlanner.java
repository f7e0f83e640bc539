package dev.tinywright.plan;

import dev.tinywright.data.DataStep;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.features.InputStep;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.plan.Decision.Proposal;
import dev.tinywright.plan.Situation.DataFacts;
import dev.tinywright.plan.Situation.TargetFacts;
import dev.tinywright.spec.Metric;
import dev.tinywright.spec.TaskKind;
import dev.tinywright.train.TrainSettings;
import dev.tinywright.train.TrainSettings.Teacher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The planner without a language model: a ladder of dense networks from none to two hidden layers, and a few ways to see
 * the data. It starts in the middle, then follows the measurements: wider and other features while accuracy is missing,
 * smaller when it is not. Deterministic: no clock, no randomness.
 */
public final class RulesPlanner implements Planner {
    /** Hidden layers from the smallest network to the largest. */
    private static final List<List<Integer>> LADDER = List.of(
            List.of(),
            List.of(4),
            List.of(8),
            List.of(16),
            List.of(32),
            List.of(32, 16),
            List.of(64, 32),
            List.of(96, 48));

    /** Steps after which a small network has learned what it can, at the usual learning rate. */
    private static final int ENOUGH_STEPS = 3000;

    private static final int MOST_EPOCHS = 1000;

    private static final double CLASSES_OVERLAP_BELOW = 0.9;

    /** What is left of the rows after test and validation part. */
    private static final double TRAINING_SHARE = 0.64;

    /** Earlier values of the number to predict that the network sees beside the latest: what it was, and how it changes. */
    private static final int LAGS = 2;

    private static final int SMALL = 2;
    private static final int MIDDLE = 3;
    private static final int LARGE = 5;

    /** With more columns the products of pairs outnumber what a small table can teach. */
    private static final int MOST_COLUMNS_FOR_PAIRS = 8;

    /** Above this share equal rows are coarse readings that repeat, not copies. */
    private static final double MOST_COPIES = 0.3;

    @Override
    public Decision next(Situation situation, List<Attempt> attempts) {
        List<Proposal> wanted = situation.captures().isPresent()
                ? ofCaptures(situation, attempts)
                : isOfNormal(situation)
                        ? ofNormal(situation, attempts)
                        : attempts.isEmpty() ? firstRound(situation) : followUp(situation, attempts);
        List<Proposal> fresh = withoutRepeats(wanted).stream()
                .filter(proposal -> attempts.stream().noneMatch(a -> a.plan().equals(proposal.plan())))
                .filter(proposal -> situation.fit().apply(proposal.plan()).isEmpty())
                .limit(Math.max(0, situation.maximumAttempts() - attempts.size()))
                .toList();
        return fresh.isEmpty() ? choose(situation, attempts) : new Decision.Propose(fresh);
    }

    private static boolean isOfNormal(Situation situation) {
        return situation.task().kind() == TaskKind.ANOMALY;
    }

    /** Distances first, which take no time to learn; a network that repeats its input where they leave something to find. */
    private static List<Proposal> ofNormal(Situation s, List<Attempt> attempts) {
        Plan plain = plan(s, List.of(), View.PLAIN, Teacher.NONE);
        if (attempts.isEmpty()) {
            return List.of(
                    new Proposal(
                            plain.withModel(List.of(new Layer.Gaussian(false))),
                            "how far each reading is from the usual: the cheapest"),
                    new Proposal(
                            plain.withModel(List.of(new Layer.Gaussian(true))),
                            "the same, with how readings go together (Mahalanobis distance)"),
                    new Proposal(
                            plain.withModel(List.of(new Layer.KMeans(8))),
                            "distance from the nearest of some usual states"),
                    new Proposal(plain.withModel(List.of(new Layer.KMeans(24))), "the same with more states"));
        }
        int readings = s.facts().readings().size();
        boolean enough = Choice.mostAccurate(s.task(), attempts)
                .filter(best -> Choice.isAsGoodAsPerfect(s.task(), best))
                .isPresent();
        return enough || readings < 3
                ? List.of()
                : List.of(new Proposal(
                        plain.withModel(List.of(
                                new Layer.Dense(4 * readings, Activation.RELU),
                                new Layer.Dense(Math.max(1, readings / 2), Activation.NONE),
                                new Layer.Dense(4 * readings, Activation.RELU),
                                new Layer.Dense(readings, Activation.NONE))),
                        "a network that repeats what is normal (autoencoder)"));
    }

    private static List<Proposal> ofCaptures(Situation situation, List<Attempt> attempts) {
        CaptureFacts facts = situation.captures().orElseThrow();
        return attempts.isEmpty()
                ? CapturePlanner.firstRound(situation, facts)
                : CapturePlanner.followUp(situation, facts, attempts);
    }

    @Override
    public Decision.Done choose(Situation situation, List<Attempt> attempts) {
        return Choice.choose(situation.task(), attempts);
    }

    /** Returns why not even the smallest plan fits the board or the budgets; empty where one does. */
    public static Optional<Diagnosis> whyNothingFits(Situation situation) {
        return situation.fit().apply(smallest(situation));
    }

    /** Returns the plan with the fewest weights, compiled for size. */
    public static Plan smallest(Situation situation) {
        if (situation.captures().isPresent()) {
            return CapturePlanner.smallest(situation, situation.captures().get());
        }
        if (isOfNormal(situation)) {
            return forSize(
                    plan(situation, List.of(), View.PLAIN, Teacher.NONE).withModel(List.of(new Layer.Gaussian(false))));
        }
        List<Integer> fewest = LADDER.stream()
                .min(Comparator.comparingInt(hidden -> weights(situation.facts(), hidden)))
                .orElseThrow();
        return forSize(plan(situation, fewest, View.PLAIN, Teacher.NONE));
    }

    /** With many columns and classes a narrow hidden layer needs fewer weights than none. */
    private static int weights(DataFacts facts, List<Integer> hidden) {
        int inputs = facts.readings().size();
        int weights = 0;
        for (int units : hidden) {
            weights += (inputs + 1) * units;
            inputs = units;
        }
        return weights + (inputs + 1) * facts.outputs();
    }

    private static List<Proposal> withoutRepeats(List<Proposal> proposals) {
        Map<Plan, Proposal> byPlan = new LinkedHashMap<>();
        proposals.forEach(proposal -> byPlan.putIfAbsent(proposal.plan(), proposal));
        return List.copyOf(byPlan.values());
    }

    /** How the readings are prepared for the network. */
    private enum View {
        PLAIN("standardized readings"),
        LOG("logarithms of the columns with long tails"),
        ROBUST("scaling by quartiles, which outliers do not move"),
        PAIRS("products of pairs of readings beside the readings");

        private final String text;

        View(String text) {
            this.text = text;
        }
    }

    private static final List<Layer.Forest> FORESTS =
            List.of(new Layer.Forest(20, 10, 64), new Layer.Forest(10, 8, 24), new Layer.Forest(5, 6, 12));

    private static final List<Layer.Forest> TREES = List.of(new Layer.Forest(1, 8, 32), new Layer.Forest(1, 4, 8));

    /** On many tables trees are better than networks, or as good and smaller; they take no time to train. */
    private static List<Proposal> trees(Situation s) {
        List<Proposal> round = new ArrayList<>();
        first(s, FORESTS).ifPresent(plan -> round.add(new Proposal(plan, "a random forest: on tables often as good")));
        first(s, TREES).ifPresent(plan -> round.add(new Proposal(plan, "one tree: the smallest and fastest there is")));
        return round;
    }

    /** Returns the largest that fits. */
    private static Optional<Plan> first(Situation s, List<Layer.Forest> sizes) {
        View view = s.facts().skewed().isEmpty() ? View.PLAIN : View.LOG;
        return sizes.stream()
                .map(size -> plan(s, List.of(), view, Teacher.NONE).withModel(List.of(size)))
                .filter(plan -> s.fit().apply(plan).isEmpty())
                .findFirst();
    }

    private static boolean isNetwork(Attempt attempt) {
        return !(attempt.plan().model().getFirst() instanceof Layer.Whole);
    }

    private static List<Proposal> firstRound(Situation s) {
        List<Proposal> round = new ArrayList<>();
        round.add(propose(s, MIDDLE, View.PLAIN, Teacher.NONE, "a usual size for a table"));
        round.add(propose(s, SMALL, View.PLAIN, Teacher.NONE, "half that size, to see whether it is enough"));
        round.add(propose(s, LARGE, View.PLAIN, Teacher.NONE, "two hidden layers, to see whether more helps"));
        round.add(propose(
                s,
                0,
                View.PLAIN,
                Teacher.NONE,
                "no hidden layer: " + (s.facts().target().isPresent() ? "linear" : "logistic")
                        + " regression, the yardstick"));
        round.addAll(trees(s));
        if (round.stream().filter(p -> s.fit().apply(p.plan()).isEmpty()).count() < 2) {
            round.add(propose(s, 1, View.PLAIN, Teacher.NONE, "the budget leaves room for little"));
            round.add(new Proposal(smallest(s), "the smallest there is, compiled for size"));
        }
        return round;
    }

    private static List<Proposal> followUp(Situation s, List<Attempt> all) {
        List<Attempt> attempts = all.stream().filter(RulesPlanner::isNetwork).toList();
        Optional<Attempt> best = Choice.mostAccurate(s.task(), attempts);
        if (best.isEmpty()) {
            return List.of();
        }
        Plan plan = best.get().plan();
        int rung = rung(plan);
        View view = view(plan);
        Teacher teacher = plan.train().teacher();
        List<Proposal> round = new ArrayList<>(squeeze(s, best.get(), view, teacher));
        if (Choice.isAsGoodAsPerfect(s.task(), best.get())) {
            round.addAll(shrink(s, attempts, view, teacher));
            return round;
        }
        boolean numbers = s.facts().target().isPresent();
        if (!numbers && s.facts().rows() <= TrainSettings.MOST_TAUGHT_ROWS && classesOverlap(s, best.get())) {
            for (int size : List.of(MIDDLE, SMALL, LARGE, LARGE + 1)) {
                round.add(propose(s, size, View.PLAIN, Teacher.FOREST, "classes overlap: taught by a random forest"));
            }
        }
        round.add(propose(s, LARGE + 1, View.PLAIN, Teacher.NONE, "a wider network, in case there is more to learn"));
        for (View other : otherViews(s.facts())) {
            round.add(
                    propose(s, Math.min(rung, LARGE), other, Teacher.NONE, "the best size so far with " + other.text));
        }
        round.add(propose(s, Math.max(0, rung - 1), view, teacher, "a size smaller with what worked best"));
        return round;
    }

    /** What may bring the most accurate attempt so far within bytes and milliseconds that it misses. */
    private static List<Proposal> squeeze(Situation s, Attempt best, View view, Teacher teacher) {
        List<Proposal> round = new ArrayList<>();
        boolean flash = misses(s, best, Metric.FLASH);
        if (flash) {
            round.add(new Proposal(forSize(best.plan()), "the best so far misses the flash goal: compiled for size"));
        }
        if (flash || misses(s, best, Metric.RAM) || misses(s, best, Metric.LATENCY)) {
            for (int smaller = rung(best.plan()) - 1; smaller >= 0; smaller--) {
                Proposal proposal =
                        propose(s, smaller, view, teacher, "smaller, because the best so far misses a budget");
                round.add(proposal);
                if (flash) {
                    round.add(new Proposal(forSize(proposal.plan()), "the same compiled for size"));
                }
            }
        }
        return round;
    }

    /** A teacher costs ten times the training: it is asked where networks alone leave much to gain, or miss the goal. */
    private static boolean classesOverlap(Situation s, Attempt best) {
        return Choice.quality(s.task(), best) < CLASSES_OVERLAP_BELOW
                || misses(s, best, Metric.ACCURACY)
                || misses(s, best, Metric.MACRO_F1);
    }

    private static boolean misses(Situation s, Attempt attempt, Metric metric) {
        return s.task().goal(metric).stream().anyMatch(goal -> !attempt.meets(goal));
    }

    private static Plan forSize(Plan plan) {
        return plan.withCodegen(new Plan.CodegenSettings(Plan.Optimize.SIZE));
    }

    private static List<Proposal> shrink(Situation s, List<Attempt> attempts, View view, Teacher teacher) {
        int smallest = attempts.stream()
                .filter(a -> Choice.isAsGoodAsPerfect(s.task(), a))
                .mapToInt(a -> rung(a.plan()))
                .min()
                .orElse(0);
        return smallest == 0
                ? List.of()
                : List.of(propose(s, smallest - 1, view, teacher, "smaller, because there is accuracy to spare"));
    }

    private static List<View> otherViews(DataFacts facts) {
        List<View> views = new ArrayList<>();
        if (facts.readings().size() <= MOST_COLUMNS_FOR_PAIRS) {
            views.add(View.PAIRS);
        }
        if (!facts.skewed().isEmpty()) {
            views.add(View.LOG);
            views.add(View.ROBUST);
        }
        return views;
    }

    private static Proposal propose(Situation s, int rung, View view, Teacher teacher, String reason) {
        return new Proposal(plan(s, LADDER.get(rung), view, teacher), reason);
    }

    private static Plan plan(Situation s, List<Integer> hidden, View view, Teacher teacher) {
        return new Plan(
                dataSteps(s.facts()),
                new SplitSettings(by(s.facts()), 0.2, 0.2, 7),
                features(s.facts(), view),
                layers(hidden, s.facts().outputs()),
                training(s, teacher),
                PlanDefaults.QUANTIZE,
                new Plan.CodegenSettings(Plan.Optimize.SPEED));
    }

    private static SplitSettings.By by(DataFacts facts) {
        if (facts.target().filter(TargetFacts::ahead).isPresent()) {
            return SplitSettings.By.TIME;
        }
        return facts.hasGroups() ? SplitSettings.By.GROUP : SplitSettings.By.ROW;
    }

    private static List<DataStep> dataSteps(DataFacts facts) {
        List<DataStep> steps = new ArrayList<>();
        facts.target().filter(TargetFacts::ahead).ifPresent(target -> {
            steps.add(new DataStep.PredictAhead(1));
            steps.add(new DataStep.Lag(List.of(target.name()), LAGS));
        });
        if (facts.hasLabelVariants()) {
            steps.add(new DataStep.NormalizeLabels());
        }
        boolean inTime = facts.target().filter(TargetFacts::ahead).isPresent();
        if (!inTime && facts.duplicateShare() > 0 && facts.duplicateShare() <= MOST_COPIES) {
            steps.add(new DataStep.DropDuplicates());
        }
        if (facts.hasMissing() || inTime) {
            steps.add(new DataStep.OnDevice(new InputStep.Impute(InputStep.Fill.MEDIAN)));
        }
        return steps;
    }

    private static List<InputStep> features(DataFacts facts, View view) {
        return switch (view) {
            case PLAIN -> List.of(new InputStep.Standardize());
            case LOG -> List.of(new InputStep.Log(facts.skewed()), new InputStep.Standardize());
            case ROBUST -> List.of(new InputStep.ClipOutliers(1, 99), new InputStep.RobustScale());
            case PAIRS ->
                List.of(new InputStep.Standardize(), new InputStep.Pairs(List.of()), new InputStep.Standardize());
        };
    }

    private static List<Layer> layers(List<Integer> hidden, int classes) {
        return Stream.concat(
                        hidden.stream().map(units -> (Layer) new Layer.Dense(units, Activation.RELU)),
                        Stream.of(new Layer.Dense(classes, Activation.NONE)))
                .toList();
    }

    private static TrainSettings training(Situation s, Teacher teacher) {
        boolean classWeights = s.task().goal(Metric.MACRO_F1).isPresent();
        long seed = PlanDefaults.TRAIN.seed();
        TrainSettings usual = teacher == Teacher.FOREST ? TrainSettings.taught(seed) : TrainSettings.plain(seed);
        int batchSize = Math.max(usual.batchSize(), batchSize(s.facts().rows()));
        return new TrainSettings(
                teacher == Teacher.FOREST
                        ? usual.epochs()
                        : epochs(usual, s.facts().rows(), batchSize),
                batchSize,
                usual.optimizer(),
                usual.learningRate(),
                usual.weightDecay(),
                usual.dropout(),
                classWeights,
                usual.patience(),
                teacher,
                seed);
    }

    /** A small table has few steps an epoch: it takes more epochs to learn, which cost next to nothing. */
    private static int epochs(TrainSettings usual, int rows, int batchSize) {
        int stepsPerEpoch = Math.max(1, (int) (rows * TRAINING_SHARE / batchSize));
        return Math.clamp(ENOUGH_STEPS / stepsPerEpoch, usual.epochs(), MOST_EPOCHS);
    }

    /** Steps cost the same whatever their size: large tables take large ones. */
    private static int batchSize(int rows) {
        return Math.clamp(Integer.highestOneBit(rows / 20), 16, 512);
    }

    private static int rung(Plan plan) {
        List<Integer> hidden = plan.model().stream()
                .limit(plan.model().size() - 1L)
                .filter(Layer.Dense.class::isInstance)
                .map(layer -> ((Layer.Dense) layer).units())
                .toList();
        int rung = LADDER.indexOf(hidden);
        return rung >= 0 ? rung : nearest(hidden);
    }

    /** A network of somebody else's counts as the rung that is as deep and about as wide. */
    private static int nearest(List<Integer> hidden) {
        return IntStream.range(0, LADDER.size())
                .boxed()
                .min(Comparator.comparingInt(
                                (Integer i) -> Math.abs(LADDER.get(i).size() - hidden.size()))
                        .thenComparingInt(i -> Math.abs(units(LADDER.get(i)) - units(hidden))))
                .orElseThrow();
    }

    private static int units(List<Integer> hidden) {
        return hidden.stream().mapToInt(units -> units).sum();
    }

    private static View view(Plan plan) {
        List<Class<?>> kinds =
                plan.features().stream().<Class<?>>map(Object::getClass).toList();
        if (kinds.contains(InputStep.Log.class)) {
            return View.LOG;
        }
        if (kinds.contains(InputStep.Pairs.class)) {
            return View.PAIRS;
        }
        return kinds.contains(InputStep.RobustScale.class) ? View.ROBUST : View.PLAIN;
    }
}
