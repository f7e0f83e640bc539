package dev.tinywright.spec;

/**
 * One bound that the result is judged by.
 *
 * @param bound in the metric's unit: a share of 1, bytes, milliseconds, hours, or the unit of what is predicted; positive and
 *     finite
 * @param unit of what is predicted, for an error in it; may be empty, and is for all other metrics
 */
public record Goal(Metric metric, double bound, String unit) {
    public Goal {
        if (!(bound > 0) || Double.isInfinite(bound)) {
            throw new IllegalArgumentException("goal for " + metric.key() + " must be positive, is " + bound);
        }
        if (!unit.isEmpty() && !metric.isInUnitOfTarget()) {
            throw new IllegalArgumentException("a goal for " + metric.key() + " has a unit of its own, not " + unit);
        }
    }

    public Goal(Metric metric, double bound) {
        this(metric, bound, "");
    }

    public boolean isMetBy(double measured) {
        return metric.atLeast() ? measured >= bound : measured <= bound;
    }
}
