package dev.tinywright.picture;

import dev.tinywright.picture.PictureFile.Fit;

/** Scales pictures: by the mean of the covered area where smaller, linearly between neighbours where larger. */
final class Scaling {
    private Scaling() {}

    /** What each target pixel of one side takes: from {@code first}, so many weights that sum to 1. */
    @SuppressWarnings("ArrayRecordComponent") // local to the hot loop
    private record Taps(int[] first, float[][] weights) {}

    static float[] scale(Pixels from, int height, int width, int channels, Fit fit) {
        double across = (double) width / from.width();
        double down = (double) height / from.height();
        double factor = fit == Fit.PAD ? Math.min(across, down) : Math.max(across, down);
        boolean stretch = fit == Fit.STRETCH;
        Taps columns = taps(from.width(), width, stretch ? across : factor);
        Taps rows = taps(from.height(), height, stretch ? down : factor);
        float[] out = new float[height * width * channels];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                mean(from, rows, y, columns, x, out, (y * width + x) * channels, channels);
            }
        }
        return out;
    }

    private static void mean(Pixels from, Taps rows, int y, Taps columns, int x, float[] out, int at, int channels) {
        double red = 0;
        double green = 0;
        double blue = 0;
        float[] down = rows.weights[y];
        float[] across = columns.weights[x];
        for (int i = 0; i < down.length; i++) {
            for (int j = 0; j < across.length; j++) {
                int colour = from.get(rows.first[y] + i, columns.first[x] + j);
                double weight = (double) down[i] * across[j];
                red += weight * (colour >> 16);
                green += weight * ((colour >> 8) & 0xFF);
                blue += weight * (colour & 0xFF);
            }
        }
        int r = rounded(red);
        int g = rounded(green);
        int b = rounded(blue);
        if (channels == 1) {
            out[at] = (77 * r + 150 * g + 29 * b + 128) >> 8;
        } else {
            out[at] = r;
            out[at + 1] = g;
            out[at + 2] = b;
        }
    }

    private static int rounded(double value) {
        return (int) Math.max(0, Math.min(255, Math.rint(value)));
    }

    /** The middles of both sides lie on each other; a target pixel outside of the picture takes nothing. */
    private static Taps taps(int from, int to, double factor) {
        int[] first = new int[to];
        float[][] weights = new float[to][];
        double offset = (from - to / factor) / 2;
        for (int t = 0; t < to; t++) {
            double start = offset + t / factor;
            double end = offset + (t + 1) / factor;
            if (end <= 1e-9 || start >= from - 1e-9) {
                weights[t] = new float[0];
            } else if (factor < 1) {
                area(from, Math.max(0, start), Math.min(from, end), t, first, weights);
            } else {
                between(from, (start + end) / 2 - 0.5, t, first, weights);
            }
        }
        return new Taps(first, weights);
    }

    private static void area(int from, double start, double end, int t, int[] first, float[][] weights) {
        first[t] = (int) start;
        int last = Math.min(from - 1, (int) Math.ceil(end) - 1);
        weights[t] = new float[last - first[t] + 1];
        for (int i = 0; i < weights[t].length; i++) {
            double covered = Math.min(end, first[t] + i + 1) - Math.max(start, first[t] + i);
            weights[t][i] = (float) (covered / (end - start));
        }
    }

    private static void between(int from, double position, int t, int[] first, float[][] weights) {
        double clamped = Math.max(0, Math.min(from - 1, position));
        first[t] = Math.min((int) clamped, Math.max(0, from - 2));
        float right = (float) (clamped - first[t]);
        weights[t] = from == 1 ? new float[] {1} : new float[] {1 - right, right};
    }
}
