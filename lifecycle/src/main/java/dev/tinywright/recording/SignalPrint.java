package dev.tinywright.recording;

import java.io.IOException;
import java.util.Arrays;

/**
 * What recordings that repeat each other have in common, in a few numbers, of the first samples of a recording:
 *
 * <ul>
 *   <li>of exact copies a hash, also where more or less of the constant stretch at the ends was kept;
 *   <li>of near copies, such as one with another gain or a little noise, most of 256 bits: the signs of random projections of
 *       its channels, each about its mean and over its deviation (Charikar 2002, §3), so that the share of bits that differ is
 *       the angle between two recordings over π;
 *   <li>of recordings that overlap some of the smallest hashes of runs of frames (Broder 1997, §4).
 * </ul>
 */
public final class SignalPrint {
    /** Frames looked at. */
    private static final int SEARCHED = 1 << 15;
    /** Hashed for exact copies, less where the recording is shorter. */
    private static final int HASHED = 4096;
    /** Fewer frames of change may well be equal by chance. */
    private static final int FEWEST = 16;
    /** A sound is silent while it stays within this many of 32768 steps. */
    private static final float SILENCE = 64;

    private static final int NEAR_LONGS = 4;
    /** Sums of samples with random signs, of which the projections are made. */
    private static final int SUMS = 512;
    /** Frames of a run. */
    private static final int RUN = 16;
    /** Different frames that a run has at least: fewer may well come again by chance. */
    private static final int FEWEST_DIFFERENT = 8;

    private static final int MOST_RUNS = 64;
    private static final long PRIME = 0x100000001b3L;

    private SignalPrint() {}

    /** Returns a print, or nothing where too little changes. */
    static long[] of(Signal signal, boolean sound) throws IOException {
        int channels = signal.channels().size();
        int frames = (int) Math.min(SEARCHED, signal.frames());
        float[] samples = signal.samples().read(0, frames);
        int first = 0;
        while (first < frames && isQuiet(samples, first, channels, sound)) {
            first++;
        }
        int last = frames;
        while (last > first && isQuietEnd(samples, last - 1, frames, channels, sound)) {
            last--;
        }
        if (last - first < FEWEST) {
            return new long[0];
        }
        long[] runs = runs(samples, frames, channels);
        long[] print = Arrays.copyOf(
                new long[] {hash(samples, first * channels, Math.min(last, first + HASHED) * channels)},
                1 + NEAR_LONGS + runs.length);
        System.arraycopy(near(samples, frames, channels), 0, print, 1, NEAR_LONGS);
        System.arraycopy(runs, 0, print, 1 + NEAR_LONGS, runs.length);
        return print;
    }

    /** Returns what exact copies share. */
    public static long exact(long[] print) {
        return print[0];
    }

    /** Returns 256 bits of which near copies share most. */
    public static long[] near(long[] print) {
        return Arrays.copyOfRange(print, 1, 1 + NEAR_LONGS);
    }

    /** Returns hashes of runs of frames, ascending, of which recordings that overlap share some. */
    public static long[] runs(long[] print) {
        return Arrays.copyOfRange(print, 1 + NEAR_LONGS, print.length);
    }

    private static boolean isQuiet(float[] x, int frame, int channels, boolean sound) {
        return isNear(x, frame, 0, channels, sound);
    }

    private static boolean isQuietEnd(float[] x, int frame, int frames, int channels, boolean sound) {
        return isNear(x, frame, frames - 1, channels, sound);
    }

    private static boolean isNear(float[] x, int frame, int rest, int channels, boolean sound) {
        for (int c = 0; c < channels; c++) {
            float value = x[frame * channels + c];
            boolean near = sound ? Math.abs(value) <= SILENCE : Float.compare(value, x[rest * channels + c]) == 0;
            if (!near) {
                return false;
            }
        }
        return true;
    }

    /** FNV-1a over the bits. */
    private static long hash(float[] x, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ Float.floatToIntBits(x[i])) * PRIME;
        }
        return hash ^ (to - from);
    }

    /** Sums with random signs first, then a Hadamard transform of the sums: both keep angles. */
    private static long[] near(float[] x, int frames, int channels) {
        double[] sums = new double[SUMS];
        for (int c = 0; c < channels; c++) {
            double mean = mean(x, c, frames, channels);
            double deviation = deviation(x, c, frames, channels, mean);
            for (int i = c; deviation > 0 && i < frames * channels; i += channels) {
                long random = mixed(i);
                double value = Float.isNaN(x[i]) ? 0 : (x[i] - mean) / deviation;
                sums[(int) (random >>> 1) & (SUMS - 1)] += random < 0 ? -value : value;
            }
        }
        hadamard(sums);
        long[] bits = new long[NEAR_LONGS];
        for (int i = 0; i < NEAR_LONGS * Long.SIZE; i++) {
            bits[i / Long.SIZE] |= sums[i] > 0 ? 1L << i : 0;
        }
        return bits;
    }

    private static double mean(float[] x, int channel, int frames, int channels) {
        double sum = 0;
        int there = 0;
        for (int i = channel; i < frames * channels; i += channels) {
            sum += Float.isNaN(x[i]) ? 0 : x[i];
            there += Float.isNaN(x[i]) ? 0 : 1;
        }
        return sum / Math.max(1, there);
    }

    private static double deviation(float[] x, int channel, int frames, int channels, double mean) {
        double squares = 0;
        for (int i = channel; i < frames * channels; i += channels) {
            squares += Float.isNaN(x[i]) ? 0 : (x[i] - mean) * (x[i] - mean);
        }
        return Math.sqrt(squares / frames);
    }

    private static void hadamard(double[] x) {
        for (int half = 1; half < x.length; half *= 2) {
            for (int from = 0; from < x.length; from += 2 * half) {
                for (int i = from; i < from + half; i++) {
                    double sum = x[i] + x[i + half];
                    x[i + half] = x[i] - x[i + half];
                    x[i] = sum;
                }
            }
        }
    }

    /** Returns the smallest hashes of runs in which enough changes, ascending. */
    private static long[] runs(float[] x, int frames, int channels) {
        long[] frame = new long[frames];
        for (int f = 0; f < frames; f++) {
            frame[f] = mixed(hash(x, f * channels, (f + 1) * channels));
        }
        long[] least = new long[MOST_RUNS];
        int found = 0;
        for (int f = 0; f + RUN <= frames; f++) {
            long run = 0;
            for (int i = f; i < f + RUN; i++) {
                run = run * PRIME + frame[i];
            }
            run = mixed(run);
            if ((found < MOST_RUNS || run < least[found - 1]) && tells(frame, f)) {
                found = insert(run, least, found);
            }
        }
        return Arrays.copyOf(least, found);
    }

    private static boolean tells(long[] frame, int from) {
        return Arrays.stream(frame, from, from + RUN).distinct().count() >= FEWEST_DIFFERENT;
    }

    /** Puts a number into its place among {@code found} ascending ones, and returns how many there are then. */
    private static int insert(long number, long[] ascending, int found) {
        int place = Arrays.binarySearch(ascending, 0, found, number);
        if (place >= 0) {
            return found;
        }
        int at = -place - 1;
        int kept = Math.min(found, MOST_RUNS - 1);
        System.arraycopy(ascending, at, ascending, at + 1, kept - at);
        ascending[at] = number;
        return kept + 1;
    }

    /** Mixes bits as SplittableRandom does (Steele et al. 2014, §3). */
    private static long mixed(long z) {
        long sum = z + 0x9e3779b97f4a7c15L;
        long once = (sum ^ (sum >>> 30)) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
        return twice ^ (twice >>> 31);
    }
}
