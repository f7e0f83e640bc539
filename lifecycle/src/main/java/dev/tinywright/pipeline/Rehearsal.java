package dev.tinywright.pipeline;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputFormat;
import dev.tinywright.model.Layer;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.plan.Plan;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import dev.tinywright.train.UntrainedModel;
import dev.tinywright.verify.LatencyModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a plan for windows or pictures would need of the board, before minutes are spent on training: its features and its network with
 * random weights are compiled and linked, and run once where time counts. Plans that take far less than there is are not asked.
 */
final class Rehearsal {
    /** What plans are refused for that fit the board. */
    static final List<Metric> GOALS = List.of(Metric.FLASH, Metric.RAM, Metric.LATENCY);

    private static final long SEED = 7;

    /** Of what is allowed: a plan that by its numbers alone stays below fits. */
    private static final double FAR_LESS = 0.4;

    /** Code and tables of a usual front end and network. */
    private static final long USUAL_CODE_BYTES = 16_000;

    private static final double CYCLES_PER_MAC = 12;

    /** What training may still change. */
    private static final double LEEWAY = 1.03;

    private final Lifecycle lifecycle;
    private final Path folder;

    /**
     * Why a plan is not trained.
     *
     * @param forGoals whether it fits the board, and only what the task allows is less
     * @param shortfall by how much its bytes and time are over the goals, each relative to its bound, added up
     */
    record Refusal(Diagnosis diagnosis, boolean forGoals, double shortfall) {}

    /** @param folder for firmware that is thrown away */
    Rehearsal(Lifecycle lifecycle, Path folder) {
        this.lifecycle = lifecycle;
        this.folder = folder;
    }

    /** Returns why a plan cannot meet the goals or fit the board, as it would turn out; empty where it may. */
    Optional<Refusal> whyNot(Prepared prepared) {
        Plan plan = prepared.plan();
        boolean table = prepared.dataset().format() instanceof InputFormat.Readings;
        if (table
                || lifecycle.board().isHost()
                || prepared.dataset().target().isNormal()
                || plan.model().getFirst() instanceof Layer.Whole) {
            return Optional.empty();
        }
        try {
            TrainedModel model = UntrainedModel.of(prepared.data().shape(), plan.model(), SEED);
            return takesFarLess(prepared, model) ? Optional.empty() : built(prepared, model);
        } catch (TinywrightException e) {
            return Optional.of(new Refusal(e.diagnosis(), false, 0));
        } finally {
            Folders.delete(folder);
        }
    }

    private boolean takesFarLess(Prepared prepared, TrainedModel model) {
        InputFormat format = prepared.dataset().format();
        long widest = model.flat().stream()
                .mapToLong(layer -> size(layer.inputShape()) + size(layer.outputShape()))
                .max()
                .orElse(0);
        double ram = widest + 2.0 * format.values() * format.element().bytes();
        double millis =
                1000.0 * CYCLES_PER_MAC * model.macs() / lifecycle.board().clockHz();
        return 1.2 * model.parameters() + USUAL_CODE_BYTES < FAR_LESS * limit(Metric.FLASH, flash())
                && ram < FAR_LESS * limit(Metric.RAM, ram())
                && millis < FAR_LESS * limit(Metric.LATENCY, Double.POSITIVE_INFINITY);
    }

    private static long size(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    private double flash() {
        return lifecycle.board().sketchFlashBytes();
    }

    private double ram() {
        return lifecycle.board().sketchRamBytes();
    }

    private double limit(Metric metric, double otherwise) {
        return Math.min(
                otherwise, lifecycle.task().goal(metric).map(Goal::bound).orElse(Double.POSITIVE_INFINITY));
    }

    private Optional<Refusal> built(Prepared prepared, TrainedModel model) {
        Built built = lifecycle.build(lifecycle.rehearsed(prepared, model), folder);
        double flash = (double) built.firmware().memory().flashBytes();
        double ram =
                (double) built.firmware().memory().ramBytes() + built.source().continuousBytes();
        return over(prepared.plan(), flash, "bytes of flash", flash())
                .or(() -> over(prepared.plan(), ram, "bytes of RAM", ram()))
                .map(diagnosis -> new Refusal(diagnosis, false, 0))
                .or(() -> overGoals(
                        prepared.plan(),
                        List.of(
                                new Need(Metric.FLASH, flash, "bytes of flash"),
                                new Need(Metric.RAM, ram, "bytes of RAM"),
                                new Need(Metric.LATENCY, timed(built), "ms"))));
    }

    /** What a plan would take of something that a goal may bound. */
    private record Need(Metric metric, double value, String of) {}

    private Optional<Refusal> overGoals(Plan plan, List<Need> needs) {
        Optional<Diagnosis> first = Optional.empty();
        double shortfall = 0;
        for (Need need : needs) {
            double bound = limit(need.metric(), Double.POSITIVE_INFINITY);
            Optional<Diagnosis> over = over(plan, need.value(), need.of(), bound);
            shortfall += over.isPresent() ? need.value() / bound - 1 : 0;
            first = first.or(() -> over);
        }
        double sum = shortfall;
        return first.map(diagnosis -> new Refusal(diagnosis, true, sum));
    }

    /** Returns milliseconds for one answer; 0 where no goal asks for them. */
    private double timed(Built built) {
        return lifecycle.task().goal(Metric.LATENCY).isPresent() ? millis(built) : 0;
    }

    private static double millis(Built built) {
        var verification =
                Lifecycle.verify(built, built.prepared().validationExamples().select(new int[] {0}));
        return verification.instructionsPerInference().isEmpty()
                ? 0
                : LatencyModel.estimate(
                                built.firmware().board(),
                                verification,
                                built.firmware().memory().weightBytes())
                        .millis();
    }

    private static Optional<Diagnosis> over(Plan plan, double needed, String of, double allowed) {
        return needed <= LEEWAY * allowed
                ? Optional.empty()
                : Optional.of(
                        new Diagnosis(
                                String.format(
                                        Locale.ROOT,
                                        "%s would need %.0f %s, and %.0f are allowed",
                                        Texts.model(plan),
                                        needed,
                                        of,
                                        allowed),
                                "fit, before training",
                                "use fewer filters or layers, a shorter window or a smaller picture, or choose a larger board"));
    }
}
