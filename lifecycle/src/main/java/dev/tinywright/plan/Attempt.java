package dev.tinywright.plan;

import dev.tinywright.contract.Contract;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.spec.Goal;
import java.util.Optional;

/**
 * A plan that was carried out, and what came of it.
 *
 * @param number from 1, in order of proposal
 * @param reason why the planner proposed it
 */
public record Attempt(int number, Plan plan, String reason, Outcome outcome) {

    /** What came of a plan. */
    public sealed interface Outcome {}

    /**
     * The firmware was built and ran the validation rows.
     *
     * @param contract with whatever calls the model
     */
    public record Measured(Measurement measurement, Optional<Contract> contract) implements Outcome {
        public Measured(Measurement measurement) {
            this(measurement, Optional.empty());
        }
    }

    /** A stage could not do its work. */
    public record Failed(Diagnosis diagnosis) implements Outcome {}

    public Optional<Measurement> measurement() {
        return switch (outcome) {
            case Measured(Measurement measurement, var _) -> Optional.of(measurement);
            case Failed ignored -> Optional.empty();
        };
    }

    /** True where the attempt was measured and {@code goal} holds, or is not judged, on its validation rows. */
    public boolean meets(Goal goal) {
        return measurement()
                .map(m -> m.of(goal.metric()).stream().allMatch(goal::isMetBy))
                .orElse(false);
    }
}
