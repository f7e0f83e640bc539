package dev.tinywright.pipeline;

import dev.tinywright.data.Dataset;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.Situation;
import dev.tinywright.train.Candidate;
import dev.tinywright.train.TrainerPool;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why a plan cannot be carried out, found in a second or two, before minutes are spent on training: on a few examples its steps,
 * features, layers and augmentations are tried, and what it would need of the board is compiled.
 */
final class PlanCheck {
    private final Datasets datasets;
    private final Situation situation;
    private final Rehearsal rehearsal;
    private final Map<Plan, Optional<Diagnosis>> known = new HashMap<>();

    /** @param folder for firmware that is thrown away */
    PlanCheck(Datasets datasets, Situation situation, Lifecycle lifecycle, Path folder) {
        this.datasets = datasets;
        this.situation = situation;
        this.rehearsal = new Rehearsal(lifecycle, folder);
    }

    /** Returns why not; empty where nothing speaks against it. */
    synchronized Optional<Diagnosis> whyNot(Plan plan) {
        // a step of a plan for a table may be written between two looks
        return plan.data().isEmpty() ? known.computeIfAbsent(plan, this::looked) : looked(plan);
    }

    private Optional<Diagnosis> looked(Plan plan) {
        try {
            situation.captures().ifPresent(facts -> new FramingCheck(facts).require(plan.framing()));
            Dataset dataset = datasets.of(plan);
            requireOneUnitPerAnswer(plan, dataset);
            Prepared few = Lifecycle.sample(dataset, plan);
            if (!(plan.model().getFirst() instanceof Layer.Whole)) {
                TrainerPool.check(new Candidate("plan", plan.model(), plan.train()), few.data());
            }
            return situation.fit().apply(plan).or(() -> rehearsal.whyNot(few).map(Rehearsal.Refusal::diagnosis));
        } catch (TinywrightException e) {
            return Optional.of(e.diagnosis());
        }
    }

    /** A person's plan may have been written for other data. */
    static void requireOneUnitPerAnswer(Plan plan, Dataset dataset) {
        boolean distance =
                plan.model().getFirst() instanceof Layer.KMeans || plan.model().getFirst() instanceof Layer.Gaussian;
        if (distance != dataset.target().isNormal() && (distance || plan.model().getFirst() instanceof Layer.Forest)) {
            throw TinywrightException.usage(
                    distance
                            ? "a distance from what is normal is for the kind anomaly, and the task is another"
                            : "trees tell classes apart, and what is normal is to be learned",
                    "plan.yaml, model",
                    distance ? "use dense layers or trees" : "use gaussian or k-means");
        }
        if (dataset.target().isNormal() && !distance) {
            return; // a network that repeats its input: its features are not known yet
        }
        if (plan.model().getLast() instanceof Layer.Whole && plan.model().size() == 1) {
            return; // it has an output for each class by itself
        }
        boolean number = dataset.target().isNumber();
        int answers = number ? 1 : dataset.labels().size();
        if (!(plan.model().getLast() instanceof Layer.Dense last)) {
            throw TinywrightException.usage(
                    "the last layer is not dense",
                    "plan.yaml, model",
                    "make its last line: - dense: {units: " + answers + "}");
        }
        if (last.units() != answers || last.activation() != Activation.NONE) {
            String activation = last.activation() == Activation.NONE ? "" : " and an activation";
            String data = number
                    ? "one number is to be predicted"
                    : "the data has %d classes: %s".formatted(answers, String.join(", ", dataset.labels()));
            throw TinywrightException.usage(
                    "the last layer has %d units%s, %s".formatted(last.units(), activation, data),
                    "plan.yaml, model",
                    "make its last line: - dense: {units: " + answers + "}");
        }
    }
}
