package dev.tinywright.features;

import dev.tinywright.signal.Layout;
import dev.tinywright.signal.SignalBlock;
import dev.tinywright.signal.SignalBlocks;

/** From a step as a plan asks for it to the computation. */
final class WindowBlocks {
    private WindowBlocks() {}

    /**
     * @param layout of the samples that reach the step
     * @throws IllegalArgumentException where the settings are not for such a window
     */
    static SignalBlock of(SignalStep step, Layout layout, double rateHz) {
        return switch (step) {
            case SignalStep.Difference _ -> SignalBlocks.difference(layout);
            case SignalStep.RemoveMean _ -> SignalBlocks.removeMean(layout);
            case SignalStep.Raw _ -> SignalBlocks.raw(layout);
            case SignalStep.Statistics statistics -> SignalBlocks.statistics(layout, statistics.of());
            default -> throw new IllegalArgumentException("there is no computation for it yet, at " + rateHz + " Hz");
        };
    }
}
