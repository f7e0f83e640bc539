package dev.tinywright.signal;

/** What {@link ChannelStatistics} computes of each channel over a window. */
public enum Statistic {
    MEAN,
    /** Root of the mean square, about zero. */
    RMS,
    /** Root of the mean square about the mean, of the window itself: divided by its length. */
    DEVIATION,
    PEAK_TO_PEAK,
    MINIMUM,
    MAXIMUM,
    /** Third moment about the mean over the third power of the deviation; 0 where that is 0. */
    SKEW,
    /** Fourth moment about the mean over the fourth power of the deviation, less 3; 0 where the deviation is 0. */
    KURTOSIS,
    /** How often the samples cross their mean, without hysteresis; a sample on the mean is on the side of the one before. */
    ZERO_CROSSINGS,
    /** {@code log2(1 + mean square)}, about zero, in squared steps of the samples. */
    ENERGY
}
