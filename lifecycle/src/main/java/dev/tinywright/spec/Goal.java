package dev.tinywright.spec;

/**
 * One bound that the result is judged by.
 *
 * @param bound in the metric's unit: a share of 1, bytes, milliseconds or hours; positive and finite
 */
public record Goal(Metric metric, double bound) {
    public Goal {
        if (!(bound > 0) || Double.isInfinite(bound)) {
            throw new IllegalArgumentException("goal for " + metric.key() + " must be positive, is " + bound);
        }
    }

    public boolean isMetBy(double measured) {
        return metric.atLeast() ? measured >= bound : measured <= bound;
    }
}
