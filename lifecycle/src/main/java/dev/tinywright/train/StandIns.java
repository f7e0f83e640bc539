package dev.tinywright.train;

import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Stand-ins for faults: normal examples that were changed as faults might change them, mildly. They choose between models of what
 * is normal when no fault may be looked at, and say nothing of how many real faults are found.
 *
 * <p>Of windows, each channel about its mean m with its deviation s within the window: swings by half as much again, and by 0.6;
 * noise of 0.5 s; a tone of 0.5 s; a fifth faster; stretches of 8 frames in another order; channels in each other's place. Of
 * rows, with the deviations of the rows: one reading off by 3 s; each reading off by 1.5 s one way or the other; readings each
 * of another row, which are normal one by one and not together. Of pictures see {@link PictureStandIns}. Seeded: the same examples give the same stand-ins.
 */
public final class StandIns {
    private static final int MOST = 150;
    private static final int STRETCH = 8;

    private StandIns() {}

    /** Stand-ins for one kind of fault. */
    public record Kind(String name, Examples examples) {}

    /** What is done to one window: (frames, channels), row by row. */
    private interface Change {
        float[] apply(float[] window, int channels, SplittableRandom random);
    }

    /** @param normal of which the first 150 are changed */
    public static List<Kind> of(InputFormat format, Examples normal, long seed) {
        float[][] examples = new float[Math.min(MOST, normal.size())][];
        Arrays.setAll(examples, normal::get);
        return switch (format) {
            case InputFormat.Window window ->
                ofWindows(examples, window.channels().size(), seed);
            case InputFormat.Readings _ -> ofRows(examples, seed);
            case InputFormat.Picture picture -> PictureStandIns.of(picture, examples, seed);
        };
    }

    private static List<Kind> ofWindows(float[][] windows, int channels, long seed) {
        List<Kind> kinds = new ArrayList<>(List.of(
                changed("wider swings", windows, channels, seed, (x, c, r) -> aboutMean(x, c, 1.5f)),
                changed("narrower swings", windows, channels, seed, (x, c, r) -> aboutMean(x, c, 0.6f)),
                changed("noise", windows, channels, seed, StandIns::noise),
                changed("a tone", windows, channels, seed, (x, c, r) -> tone(x, c)),
                changed("faster", windows, channels, seed, (x, c, r) -> faster(x, c)),
                changed("out of order", windows, channels, seed, StandIns::shuffled)));
        if (channels > 1) {
            kinds.add(changed("channels exchanged", windows, channels, seed, (x, c, r) -> rotated(x, c)));
        }
        return kinds;
    }

    private static Kind changed(String name, float[][] windows, int channels, long seed, Change change) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Kind(
                name,
                Examples.of(Arrays.stream(windows)
                        .map(window -> change.apply(window, channels, random))
                        .toArray(float[][]::new)));
    }

    private static float[] aboutMean(float[] x, int channels, float factor) {
        float[] y = x.clone();
        for (int c = 0; c < channels; c++) {
            double mean = mean(x, c, channels);
            for (int i = c; i < x.length; i += channels) {
                y[i] = (float) (mean + factor * (x[i] - mean));
            }
        }
        return y;
    }

    private static float[] noise(float[] x, int channels, SplittableRandom random) {
        float[] y = x.clone();
        for (int c = 0; c < channels; c++) {
            double deviation = deviation(x, c, channels);
            for (int i = c; i < x.length; i += channels) {
                y[i] += (float) (0.5 * deviation * random.nextGaussian());
            }
        }
        return y;
    }

    /** A period of 7 frames, of an amplitude whose own deviation is half of that of the channel. */
    private static float[] tone(float[] x, int channels) {
        float[] y = x.clone();
        for (int c = 0; c < channels; c++) {
            double amplitude = 0.5 * Math.sqrt(2) * deviation(x, c, channels);
            for (int i = c; i < x.length; i += channels) {
                int frame = i / channels;
                y[i] += (float) (amplitude * Math.sin(2 * Math.PI * frame / 7));
            }
        }
        return y;
    }

    /** Frames at 1.2 times the pace, there and back again. */
    private static float[] faster(float[] x, int channels) {
        int frames = x.length / channels;
        float[] y = new float[x.length];
        for (int f = 0; f < frames; f++) {
            double at = 1.2 * f;
            double turned = at <= frames - 1 ? at : Math.max(0, 2 * (frames - 1) - at);
            int low = (int) turned;
            int high = Math.min(frames - 1, low + 1);
            float part = (float) (turned - low);
            for (int c = 0; c < channels; c++) {
                y[f * channels + c] = (1 - part) * x[low * channels + c] + part * x[high * channels + c];
            }
        }
        return y;
    }

    private static float[] shuffled(float[] x, int channels, SplittableRandom random) {
        int length = STRETCH * channels;
        int count = x.length / length;
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        float[] y = x.clone();
        for (int i = 0; i < count; i++) {
            System.arraycopy(x, order[i] * length, y, i * length, length);
        }
        return y;
    }

    static float[] rotated(float[] x, int channels) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i % channels;
            y[i - c + (c + 1) % channels] = x[i];
        }
        return y;
    }

    private static List<Kind> ofRows(float[][] rows, long seed) {
        int readings = rows.length == 0 ? 0 : rows[0].length;
        float[] all = new float[rows.length * readings];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, all, r * readings, readings);
        }
        double[] deviations = new double[readings];
        Arrays.setAll(deviations, c -> deviation(all, c, readings));
        SplittableRandom random = new SplittableRandom(seed);
        float[][] one = new float[rows.length][];
        float[][] each = new float[rows.length][];
        float[][] mixed = new float[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            one[r] = rows[r].clone();
            int off = random.nextInt(readings);
            one[r][off] += (float) ((random.nextBoolean() ? 3 : -3) * deviations[off]);
            each[r] = rows[r].clone();
            mixed[r] = new float[readings];
            for (int c = 0; c < readings; c++) {
                each[r][c] += (float) ((random.nextBoolean() ? 1.5 : -1.5) * deviations[c]);
                mixed[r][c] = rows[random.nextInt(rows.length)][c];
            }
        }
        List<Kind> kinds = new ArrayList<>(List.of(
                new Kind("one reading off", Examples.of(one)), new Kind("each reading off", Examples.of(each))));
        if (readings > 1) {
            kinds.add(new Kind("readings of different rows", Examples.of(mixed)));
        }
        return kinds;
    }

    /** Of one channel; missing samples are passed over. */
    private static double mean(float[] x, int channel, int channels) {
        double sum = 0;
        int count = 0;
        for (int i = channel; i < x.length; i += channels) {
            if (!Float.isNaN(x[i])) {
                sum += x[i];
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double deviation(float[] x, int channel, int channels) {
        double mean = mean(x, channel, channels);
        double sum = 0;
        int count = 0;
        for (int i = channel; i < x.length; i += channels) {
            if (!Float.isNaN(x[i])) {
                sum += (x[i] - mean) * (x[i] - mean);
                count++;
            }
        }
        return count == 0 ? 0 : Math.sqrt(sum / count);
    }
}
