package dev.tinywright.train;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.model.TrainedModel;
import java.util.List;

/** What became of a candidate. */
public sealed interface Trained {
    Candidate candidate();

    /**
     * A trained network, with the weights of its best epoch.
     *
     * @param curve every epoch that was run; those with rounding, if any, come last
     * @param bestEpoch the epoch whose weights these are, from 1; of those before rounding
     * @param stoppedEarly whether it ended before the last epoch of the settings
     * @param validationAccuracy of these weights, rounded where that was trained, as {@link EpochRecord} has it
     * @param validationLoss of these weights
     * @param notes what a reader of the result should know, one sentence each: limits that were reached
     * @param ranges that activations were rounded to in training: of the input, then of each layer in the order of {@link
     *     TrainedModel#flat}; empty where rounding was not trained. Weights were rounded symmetrically by the largest of each
     *     output channel
     */
    record Done(
            Candidate candidate,
            TrainedModel model,
            List<EpochRecord> curve,
            int bestEpoch,
            boolean stoppedEarly,
            double validationAccuracy,
            double validationLoss,
            List<String> notes,
            List<ActivationRange> ranges)
            implements Trained {
        public Done {
            curve = List.copyOf(curve);
            notes = List.copyOf(notes);
            ranges = List.copyOf(ranges);
        }

        /** A model that was trained without rounding. */
        public Done(
                Candidate candidate,
                TrainedModel model,
                List<EpochRecord> curve,
                int bestEpoch,
                boolean stoppedEarly,
                double validationAccuracy,
                double validationLoss,
                List<String> notes) {
            this(
                    candidate,
                    model,
                    curve,
                    bestEpoch,
                    stoppedEarly,
                    validationAccuracy,
                    validationLoss,
                    notes,
                    List.of());
        }
    }

    /** A candidate that came to nothing: its worker crashed, hung or ran out of memory, or its loss was not finite. */
    record Failed(Candidate candidate, Diagnosis diagnosis) implements Trained {}
}
