package dev.tinywright.features;

import dev.tinywright.signal.MelScale;
import dev.tinywright.signal.Statistic;
import java.util.List;

/**
 * A step on a window of samples, as a plan asks for it. Filters change the window for the steps after them; extractors add
 * columns computed from the window as the filters before them left it; several extractors stand beside each other, flat. A
 * window without extractor is seen raw. Steps on columns, such as {@link Standardize}, follow.
 */
public sealed interface SignalStep extends InputStep {
    /** A step whose output is a window again. */
    sealed interface Filter extends SignalStep {}

    /** A step that makes columns. */
    sealed interface Extractor extends SignalStep {}

    /** {@code y[n] = x[n] − x[n−1]}; the first is 0. */
    record Difference() implements Filter {}

    /** Butterworth by bilinear transform, in second-order sections; order 1 to 4. */
    record HighPass(double cutoffHz, int order) implements Filter {
        public HighPass {
            require(
                    cutoffHz > 0 && order >= 1 && order <= 4,
                    "a filter takes a cutoff above 0 Hz and an order of 1 to 4");
        }
    }

    /** Butterworth by bilinear transform, in second-order sections; order 1 to 4. */
    record LowPass(double cutoffHz, int order) implements Filter {
        public LowPass {
            require(
                    cutoffHz > 0 && order >= 1 && order <= 4,
                    "a filter takes a cutoff above 0 Hz and an order of 1 to 4");
        }
    }

    /** Takes the mean of each channel over the window from its samples. */
    record RemoveMean() implements Filter {}

    /** The samples themselves: (frames, 1, channels), so that a network convolves over time. */
    record Raw() implements Extractor {}

    /** Per channel over the window; at least one. */
    record Statistics(List<Statistic> of) implements Extractor {
        public Statistics {
            of = List.copyOf(of);
            require(!of.isEmpty(), "statistics take the names of some");
        }
    }

    /**
     * Power spectrum of each channel, averaged over half-overlapping Hann segments (Welch 1967), as logarithms of the
     * energies of equal bands, with the strongest peaks.
     *
     * @param fft points, a power of two of 16 to 2048; the window is cut or padded with zeros
     * @param bands 1 to fft / 2
     * @param peaks strongest peaks whose frequency and height are added, 0 to 4
     */
    record Spectrum(int fft, int bands, int peaks) implements Extractor {
        public Spectrum {
            require(
                    fft >= 16 && fft <= 2048 && Integer.bitCount(fft) == 1,
                    "a spectrum takes a power of two of 16 to 2048 points, not " + fft);
            require(
                    bands >= 1 && bands <= fft / 2 && peaks >= 0 && peaks <= 4,
                    "a spectrum of " + fft + " points takes 1 to " + fft / 2 + " bands and 0 to 4 peaks");
        }
    }

    /**
     * Energies of an octave filter bank: the window is halved again and again by the Haar wavelet, and the energy of the
     * details of each level is taken (Mallat 1989).
     *
     * @param levels 1 to 8
     */
    record Wavelet(int levels) implements Extractor {
        public Wavelet {
            require(levels >= 1 && levels <= 8, "a wavelet takes 1 to 8 levels");
        }
    }

    /**
     * Slices of a sound, each the energies of triangular mel bands: (slices, bands, 1).
     *
     * @param frameSeconds length of a slice
     * @param strideSeconds from slice to slice
     * @param bands 8 to 80
     * @param lowHz of the lowest band
     * @param highHz of the highest band; 0 is half the rate
     * @param scale of the energies
     */
    record Mel(double frameSeconds, double strideSeconds, int bands, double lowHz, double highHz, MelScale scale)
            implements Extractor {
        public Mel {
            require(frameSeconds > 0 && strideSeconds > 0, "mel slices take a frame and a stride above 0 s");
            require(bands >= 8 && bands <= 80, "mel slices take 8 to 80 bands");
            require(
                    lowHz >= 0 && (highHz == 0 || highHz > lowHz),
                    "mel bands go from a frequency of 0 Hz or more to a higher one; 0 is half the rate");
        }
    }

    /**
     * Mel-frequency cepstral coefficients: the orthonormal DCT-II of log-mel slices (Davis and Mermelstein 1980), (slices,
     * coefficients, 1).
     */
    record Mfcc(Mel mel, int coefficients) implements Extractor {
        public Mfcc {
            require(
                    coefficients >= 1 && coefficients <= mel.bands(),
                    "there are 1 to " + mel.bands() + " coefficients of " + mel.bands() + " mel bands");
        }
    }

    private static void require(boolean met, String requirement) {
        if (!met) {
            throw new IllegalArgumentException(requirement);
        }
    }
}
