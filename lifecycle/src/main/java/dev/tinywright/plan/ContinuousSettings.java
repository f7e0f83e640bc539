package dev.tinywright.plan;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a recording that never ends is looked at. What is left out is chosen on the validation recordings.
 *
 * @param strideSeconds from window to window; left out, that of the windows that were learned from, or a quarter of a window
 *     where these stand apart
 * @param averageOver windows whose shares are averaged, 1 to 32
 * @param threshold least averaged share of the likeliest class for an event, 0 to 1
 * @param refractorySeconds after an event no other is reported
 * @param quiet labels of classes that are no events; empty: those whose names say so
 * @param learnsQuiet whether a class of what is between words or gestures is made of the recordings and learned
 */
public record ContinuousSettings(
        OptionalDouble strideSeconds,
        OptionalInt averageOver,
        OptionalDouble threshold,
        OptionalDouble refractorySeconds,
        List<String> quiet,
        boolean learnsQuiet) {
    /** All is chosen. */
    public static final ContinuousSettings CHOSEN = new ContinuousSettings(
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of(),
            false);

    public ContinuousSettings {
        quiet = List.copyOf(quiet);
        require(strideSeconds.isEmpty() || strideSeconds.getAsDouble() > 0, "stride must be above 0 s");
        require(
                averageOver.isEmpty() || averageOver.getAsInt() >= 1 && averageOver.getAsInt() <= 32,
                "average must be 1 to 32 windows");
        require(
                threshold.isEmpty() || threshold.getAsDouble() >= 0 && threshold.getAsDouble() < 1,
                "threshold must be at least 0 % and below 100 %");
        require(
                refractorySeconds.isEmpty()
                        || refractorySeconds.getAsDouble() >= 0 && refractorySeconds.getAsDouble() <= 3600,
                "refractory must be 0 to 3600 s");
    }

    /** Returns the same with a class of what is between words or gestures, or without. */
    public ContinuousSettings learningQuiet(boolean learns) {
        return new ContinuousSettings(strideSeconds, averageOver, threshold, refractorySeconds, quiet, learns);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("continuous." + what);
        }
    }
}
