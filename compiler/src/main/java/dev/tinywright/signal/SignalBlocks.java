package dev.tinywright.signal;

import java.util.List;

/**
 * Makes blocks of settings. The layout is that of the window as it reaches the block, (frames, channels). Settings that a
 * block cannot take for this window are an IllegalArgumentException whose message says what it can.
 */
public final class SignalBlocks {
    private SignalBlocks() {}

    /** {@code y[n] = x[n] − x[n − 1]}; a filter. */
    public static SignalBlock difference(Layout input) {
        return new Difference(samples(input));
    }

    /** Takes the mean of each channel over the window from its samples; a filter. */
    public static SignalBlock removeMean(Layout input) {
        return new RemoveMean(samples(input));
    }

    /** The samples themselves. */
    public static SignalBlock raw(Layout input) {
        return new RawSamples(samples(input));
    }

    /** Statistics of each channel over the window, flat. */
    public static SignalBlock statistics(Layout input, List<Statistic> of) {
        return new ChannelStatistics(samples(input), of);
    }

    private static Layout samples(Layout input) {
        if (input.shape().size() != 2) {
            throw new IllegalArgumentException("not (frames, channels): " + input.shape());
        }
        return input;
    }
}
