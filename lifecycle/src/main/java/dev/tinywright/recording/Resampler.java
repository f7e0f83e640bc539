package dev.tinywright.recording;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Changes the rate of a recording by a fraction {@code up / down} with a windowed sinc in polyphase form (Crochiere and Rabiner
 * 1981; window and its parameter: Kaiser 1974). Above half the lower rate everything is at least {@value #STOP_BAND_DB} dB down;
 * up to 0.39 of it nothing changes by more than 0.01 dB. Any stretch can be computed by itself and gives the same numbers.
 */
final class Resampler {
    static final int STOP_BAND_DB = 80;
    /** Zero crossings of the sinc on each side. */
    private static final int CROSSINGS = 24;

    private static final double BETA = 0.1102 * (STOP_BAND_DB - 8.7);
    /** Width between pass and stop band in parts of the lower rate: Kaiser's formula. */
    private static final double TRANSITION = (STOP_BAND_DB - 8) / (14.36 * 2 * CROSSINGS);

    private static final int MOST_PHASES = 4096;

    private final Samples from;
    private final long frames;
    private final int channels;
    private final long up;
    private final long down;
    private final int half;
    private final double scale;
    private final boolean sound;
    private final Map<Long, float[]> taps = new ConcurrentHashMap<>();

    private Resampler(Samples from, long frames, int channels, long up, long down, boolean sound) {
        this.from = from;
        this.frames = frames;
        this.channels = channels;
        this.up = up;
        this.down = down;
        this.scale = Math.min(1, (double) up / down);
        this.half = (int) Math.ceil(CROSSINGS / scale);
        this.sound = sound;
    }

    /**
     * Returns {@code signal} at another rate. A sound is silent before and after and comes out in whole int16 units; another
     * recording goes on as it begins and ends.
     */
    static Signal resampled(Signal signal, double toHz, boolean sound) {
        // Rates of clocks are no whole numbers; a thousandth of a hertz is near enough.
        long to = Math.round(toHz * 1000);
        long was = Math.round(signal.rateHz() * 1000);
        long common = greatestDivisor(to, was);
        Resampler resampler = new Resampler(
                signal.samples(), signal.frames(), signal.channels().size(), to / common, was / common, sound);
        long frames = Math.max(1, (signal.frames() * (to / common) + was / common - 1) / (was / common));
        return new Signal(
                signal.channels(), toHz, frames, signal.label(), signal.group(), signal.firstFrame(), resampler::read);
    }

    private static long greatestDivisor(long a, long b) {
        return b == 0 ? a : greatestDivisor(b, a % b);
    }

    private float[] read(long first, int count) throws IOException {
        long start = first * down / up - half;
        long end = (first + count) * down / up + half + 2;
        long have = Math.max(0, Math.min(frames, start));
        long until = Math.max(have, Math.min(frames, end));
        float[] source = from.read(have, (int) (until - have));
        float[] out = new float[count * channels];
        for (int i = 0; i < count; i++) {
            long position = (first + i) * down;
            float[] weights = taps(position % up);
            long middle = position / up;
            for (int c = 0; c < channels; c++) {
                out[i * channels + c] = sum(source, have, middle, weights, c);
            }
        }
        return out;
    }

    private float sum(float[] source, long have, long middle, float[] weights, int channel) {
        int length = source.length / channels;
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            long at = middle + k - half + 1 - have;
            boolean inside = at >= 0 && at < length;
            if (inside || !sound) {
                int frame = (int) Math.max(0, Math.min(length - 1, at));
                float x = source[frame * channels + channel];
                sum += weights[k] * (Float.isNaN(x) ? 0 : x);
            }
        }
        return sound ? WavFile.int16(sum) : (float) sum;
    }

    private float[] taps(long phase) {
        return up <= MOST_PHASES ? taps.computeIfAbsent(phase, this::made) : made(phase);
    }

    /** Weights of the {@code 2 half} frames around a point that lies {@code phase / up} after the middle one; they sum to 1. */
    private float[] made(long phase) {
        double offset = (double) phase / up;
        double cutoff = scale * (1 - TRANSITION);
        double[] weights = new double[2 * half];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            double t = k - half + 1 - offset;
            weights[k] = cutoff * sinc(cutoff * t) * kaiser(t / half);
            sum += weights[k];
        }
        float[] rounded = new float[weights.length];
        for (int k = 0; k < rounded.length; k++) {
            rounded[k] = (float) (weights[k] / sum);
        }
        return rounded;
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-12 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
    }

    /** The modified Bessel function of order 0, by its series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-15 * sum; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
