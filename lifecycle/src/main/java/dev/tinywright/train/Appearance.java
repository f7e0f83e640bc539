package dev.tinywright.train;

import java.util.List;

/**
 * What a picture looks like, wherever in it the things are: mean and deviation of each channel, and how strong its edges are in each
 * direction (Dalal and Triggs 2005, over the whole picture). A test that compares pixels place by place sees nothing of what may
 * stand anywhere; a convolution does.
 */
public final class Appearance {
    private static final int DIRECTIONS = 8;

    private Appearance() {}

    /**
     * @param pictures (rows, height · width · channels)
     * @param shape height, width and channels
     * @return (rows, 2 · channels + 8)
     */
    public static float[][] of(float[][] pictures, List<Integer> shape) {
        float[][] all = new float[pictures.length][];
        for (int i = 0; i < all.length; i++) {
            all[i] = of(pictures[i], shape.get(0), shape.get(1), shape.get(2));
        }
        return all;
    }

    private static float[] of(float[] picture, int height, int width, int channels) {
        float[] seen = new float[2 * channels + DIRECTIONS];
        int pixels = height * width;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double squares = 0;
            for (int p = 0; p < pixels; p++) {
                double value = picture[p * channels + c];
                sum += value;
                squares += value * value;
            }
            double mean = sum / pixels;
            seen[2 * c] = (float) mean;
            seen[2 * c + 1] = (float) Math.sqrt(Math.max(0, squares / pixels - mean * mean));
        }
        for (int y = 1; y + 1 < height; y++) {
            for (int x = 1; x + 1 < width; x++) {
                double right = grey(picture, (y * width + x + 1) * channels, channels)
                        - grey(picture, (y * width + x - 1) * channels, channels);
                double down = grey(picture, ((y + 1) * width + x) * channels, channels)
                        - grey(picture, ((y - 1) * width + x) * channels, channels);
                double direction = Math.atan2(down, right) / Math.PI + 1; // 0 to 2; edges of either sign are alike
                int bin = (int) Math.rint(direction * DIRECTIONS) % DIRECTIONS;
                seen[2 * channels + bin] += (float) (Math.hypot(right, down) / pixels);
            }
        }
        return seen;
    }

    private static double grey(float[] picture, int at, int channels) {
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += picture[at + c];
        }
        return sum / channels;
    }
}
