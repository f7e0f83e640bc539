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
     * @param curve every epoch that was run
     * @param bestEpoch the epoch whose weights these are, from 1
     * @param stoppedEarly whether it ended before the last epoch of the settings
     * @param validationAccuracy of the best epoch, in [0, 1]
     * @param validationLoss of the best epoch
     * @param notes what a reader of the result should know, one sentence each: limits that were reached
     */
    record Done(
            Candidate candidate,
            TrainedModel model,
            List<EpochRecord> curve,
            int bestEpoch,
            boolean stoppedEarly,
            double validationAccuracy,
            double validationLoss,
            List<String> notes)
            implements Trained {
        public Done {
            curve = List.copyOf(curve);
            notes = List.copyOf(notes);
        }
    }

    /** A candidate that came to nothing: its worker crashed, hung or ran out of memory, or its loss was not finite. */
    record Failed(Candidate candidate, Diagnosis diagnosis) implements Trained {}
}
