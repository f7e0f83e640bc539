package dev.tinywright.pipeline;

import dev.tinywright.data.Dataset;
import dev.tinywright.data.LeakAudit;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.pipeline.Lifecycle.Generated;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.plan.Plan;
import dev.tinywright.train.Metrics;
import dev.tinywright.train.Trained;
import dev.tinywright.verify.Verification;
import java.util.List;
import java.util.Optional;

/**
 * Carries out the {@link LeakAudit} where a split by window was insisted on: the chosen plan is trained once more on whole
 * recordings, and its integer network asked of those never seen. For classes alone.
 */
final class LeakTest {
    private LeakTest() {}

    /** Returns both accuracies; empty where the split has no such leak. */
    static Optional<LeakAudit> of(
            Built built, Verification verification, Source source, Lifecycle lifecycle, Training training) {
        Plan plan = built.prepared().plan();
        if (plan.split().by() != SplitSettings.By.WINDOW
                || built.prepared().dataset().target().isNumber()
                || !(source instanceof CaptureSource captures)) {
            return Optional.empty();
        }
        Plan whole = plan.withSplit(CaptureSource.whole(plan.split()));
        return Optional.of(new LeakAudit(
                accuracy(Lifecycle.prepare(captures.framed(whole), whole), lifecycle, training),
                accuracy(built.prepared().dataset(), verification.scores())));
    }

    private static double accuracy(Prepared prepared, Lifecycle lifecycle, Training training) {
        QuantizeStage quantizing = training.quantizing(lifecycle);
        Trained.Done trained =
                Training.require(training.train(List.of(prepared)).getFirst());
        Generated generated =
                lifecycle.generate(prepared, quantizing.again(prepared, quantizing.ready(prepared, trained)));
        return accuracy(
                prepared.dataset(),
                Lifecycle.expected(
                        prepared.inputs(),
                        generated.network(),
                        prepared.dataset().test().examples()));
    }

    private static double accuracy(Dataset dataset, byte[][] scores) {
        return Metrics.accuracy(Metrics.confusion(
                dataset.test().classes(),
                Lifecycle.classes(scores),
                dataset.labels().size()));
    }
}
