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

    /** Butterworth of order 1 to 4, cutoff of a ten-thousandth to 45 hundredths of the rate; a filter. */
    public static SignalBlock highPass(Layout input, double rateHz, double cutoffHz, int order) {
        return new Butterworth(samples(input), rateHz, cutoffHz, order, false);
    }

    /** Butterworth of order 1 to 4, cutoff of a ten-thousandth to 45 hundredths of the rate; a filter. */
    public static SignalBlock lowPass(Layout input, double rateHz, double cutoffHz, int order) {
        return new Butterworth(samples(input), rateHz, cutoffHz, order, true);
    }

    /**
     * Energies of equal bands of the power spectrum of each channel and its strongest peaks, flat (Welch 1967).
     *
     * @param points a power of two of 16 to 2048
     * @param bands 1 to points / 2
     * @param peaks 0 to 4
     */
    public static SignalBlock spectrum(Layout input, double rateHz, int points, int bands, int peaks, Taper taper) {
        return new Spectrum(samples(input), rateHz, points, bands, peaks, taper);
    }

    /** Energies of the details of 1 to 8 levels of the Haar wavelet of each channel, flat. */
    public static SignalBlock wavelet(Layout input, int levels) {
        return new HaarWavelet(samples(input), levels);
    }

    /** Slices of mel bands: (slices, bands), several channels beside each other. */
    public static SliceBlock mel(Layout input, double rateHz, MelSettings settings) {
        return new MelSlices(samples(input), rateHz, settings, 0);
    }

    /** Slices of mel-frequency cepstral coefficients: (slices, coefficients), at most as many as bands. */
    public static SliceBlock mfcc(Layout input, double rateHz, MelSettings settings, int coefficients) {
        if (coefficients < 1) {
            throw new IllegalArgumentException("there is at least 1 coefficient");
        }
        return new MelSlices(samples(input), rateHz, settings, coefficients);
    }

    private static Layout samples(Layout input) {
        if (input.shape().size() != 2) {
            throw new IllegalArgumentException("not (frames, channels): " + input.shape());
        }
        return input;
    }
}
