package dev.tinywright.data;

import dev.tinywright.features.InputFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What a device is given between recordings that are joined: faint noise, about nothing where it is sound, else about a straight
 * line from the last sample of the recording before to the first of the one after.
 */
final class Pause {
    /** Of a quiet microphone, in steps of 16 bits. */
    private static final float MICROPHONE = 8;

    /** A share of the pieces of the recordings that are no louder than their quiet. */
    private static final double QUIETEST = 0.1;

    private static final int PIECES = 50;
    private static final int SHORTEST_PIECE = 8;
    private static final int MOST_RECORDINGS = 200;
    private static final int MOST_FRAMES = 1 << 17;

    private Pause() {}

    /**
     * How loud pauses are: even noise of up to so many steps or units either way, drawn for each pause between these.
     *
     * @param least of each channel
     * @param most of each channel
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on within this package, for reading only
    record Noise(float[] least, float[] most) {
        /** Returns what a quiet microphone gives, or a sensor that lies still. */
        static Noise faint(Dataset.Part part, InputFormat.Window format) {
            if (format.element() == InputFormat.Element.INT16) {
                float[] steps = new float[format.channels().size()];
                Arrays.fill(steps, MICROPHONE);
                return new Noise(steps, steps);
            }
            float[] level = ofRecordings(part, format);
            return new Noise(level, level);
        }

        /** Returns all from a quarter of what a quiet microphone gives, or of the noise of the recordings, to twice their noise. */
        static Noise varied(Dataset.Part part, InputFormat.Window format) {
            float[] least = faint(part, format).least.clone();
            float[] most = ofRecordings(part, format);
            for (int c = 0; c < least.length; c++) {
                most[c] = 2 * Math.max(least[c], most[c]);
                least[c] /= 4;
            }
            return new Noise(least, most);
        }

        float[] draw(Random random) {
            double at = random.nextDouble();
            float[] level = new float[least.length];
            for (int c = 0; c < level.length; c++) {
                level[c] = least[c] <= 0 ? (float) at * most[c] : (float) (least[c] * Math.pow(most[c] / least[c], at));
            }
            return level;
        }
    }

    /** Returns the noise of recordings, even noise of whose quietest pieces' deviation goes so far either way, for each channel. */
    private static float[] ofRecordings(Dataset.Part part, InputFormat.Window format) {
        int channels = format.channels().size();
        List<Stretch> some = part.stretches().stream().limit(MOST_RECORDINGS).toList();
        double[][] deviations = some.stream()
                .map(s -> s.source().read(0, (int) Math.min(MOST_FRAMES, s.frames())))
                .flatMap(samples -> pieces(samples, format).stream())
                .toArray(double[][]::new);
        float[] noise = new float[channels];
        for (int c = 0; c < channels; c++) {
            int channel = c;
            double[] sorted = Arrays.stream(deviations)
                    .mapToDouble(d -> d[channel])
                    .filter(d -> !Double.isNaN(d))
                    .sorted()
                    .toArray();
            double quiet = sorted.length == 0 ? 0 : sorted[(int) (QUIETEST * (sorted.length - 1))];
            noise[c] = (float) (Math.sqrt(3) * quiet); // the deviation of even noise is its reach by the root of 3
        }
        return noise;
    }

    /** Returns the deviation of each channel in each fiftieth of a window. */
    private static List<double[]> pieces(float[] samples, InputFormat.Window format) {
        int channels = format.channels().size();
        int frames = Math.max(SHORTEST_PIECE, format.frames() / PIECES);
        int count = samples.length / channels / frames;
        double[][] deviations = new double[count][channels];
        for (int p = 0; p < count; p++) {
            for (int c = 0; c < channels; c++) {
                deviations[p][c] = deviation(samples, (p * frames) * channels + c, frames, channels);
            }
        }
        return List.of(deviations);
    }

    private static double deviation(float[] samples, int from, int count, int step) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double x = samples[from + i * step];
            sum += x;
            squares += x * x;
        }
        double mean = sum / count;
        return Math.sqrt(Math.max(0, squares / count - mean * mean));
    }

    static Stretch between(
            Optional<Stretch> before,
            Optional<Stretch> after,
            int frames,
            InputFormat.Window format,
            Noise noise,
            Random random) {
        int channels = format.channels().size();
        boolean sound = format.element() == InputFormat.Element.INT16;
        float[] level = noise.draw(random);
        int seed = random.nextInt();
        return new Stretch("quiet", Stretch.QUIET, frames, (from, count) -> {
            float[] samples = sound ? new float[count * channels] : line(before, after, from, count, frames, channels);
            for (int i = 0; i < samples.length; i++) {
                float x = level[i % channels] * even(from * channels + i + seed);
                samples[i] += sound ? Math.round(x) : x;
            }
            return samples;
        });
    }

    /** Returns a number from -1 to 1 that is always the same for {@code position}. */
    private static float even(long position) {
        return ((position * 0x9E3779B97F4A7C15L >>> 40) - (1 << 23)) / (float) (1 << 23);
    }

    private static float[] line(
            Optional<Stretch> before, Optional<Stretch> after, long from, int count, int frames, int channels) {
        float[] last = before.map(s -> WindowExamples.held(s.source().read(s.frames() - 1, 1), channels))
                .or(() -> after.map(s -> first(s, channels)))
                .orElseGet(() -> new float[channels]);
        float[] next = after.map(s -> first(s, channels)).orElse(last);
        float[] samples = new float[count * channels];
        for (int i = 0; i < samples.length; i++) {
            float part = (from + i / channels + 1) / (float) (frames + 1);
            samples[i] = last[i % channels] + part * (next[i % channels] - last[i % channels]);
        }
        return samples;
    }

    private static float[] first(Stretch stretch, int channels) {
        return WindowExamples.held(stretch.source().read(0, 1), channels);
    }
}
