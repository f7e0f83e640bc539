package dev.tinywright.train;

import dev.tinywright.train.Augmentation.Kind;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes single examples, row-major over (height, width, channels); a flat example is one place of many channels. Time is
 * the height.
 */
final class ExampleChanges {
    private final int height;
    private final int width;
    private final int channels;
    private final Augmenter.Columns columns;
    private final SplittableRandom random;
    private final float[] before;

    ExampleChanges(List<Integer> shape, Augmenter.Columns columns, SplittableRandom random) {
        boolean places = shape.size() == 3;
        height = places ? shape.get(0) : 1;
        width = places ? shape.get(1) : 1;
        channels = shape.getLast();
        this.columns = columns;
        this.random = random;
        before = new float[height * width * channels];
    }

    /** Changes row {@code row} of a batch, in the order of the changes but where things are first. */
    void change(float[] batch, int row, List<Augmentation> changes) {
        int at = row * before.length;
        Affine affine = new Affine();
        for (Augmentation change : changes) {
            place(affine, change);
        }
        if (!affine.isIdentity()) {
            resample(batch, at, affine);
        }
        for (Augmentation change : changes) {
            change(batch, at, change.kind(), change.strength());
        }
    }

    /** Adds what moves a picture's places to one mapping, so that it is interpolated once. */
    private void place(Affine affine, Augmentation change) {
        switch (change.kind()) {
            case MOVE -> affine.move(around(change.strength()) * height, around(change.strength()) * width);
            case FLIP -> {
                if (random.nextDouble() < change.strength()) {
                    affine.flip();
                }
            }
            case ZOOM -> affine.zoom(1 + around(change.strength()));
            case TURN -> affine.turn(Math.toRadians(around(change.strength())));
            default -> {} // changes numbers, not places
        }
    }

    private void change(float[] batch, int at, Kind kind, double strength) {
        switch (kind) {
            case SHIFT -> overTime(batch, at, new Shift(Math.round(around(strength) * height)));
            case STRETCH -> overTime(batch, at, new Stretch(1 + around(strength), (height - 1) / 2.0));
            case WARP -> overTime(batch, at, warp(strength));
            case NOISE -> noise(batch, at, random.nextDouble() * strength);
            case SCALE -> scale(batch, at, (float) (1 + around(strength)));
            case GAIN -> gain(batch, at, strength);
            case ROTATE -> rotate(batch, at, Math.toRadians(around(strength)));
            case TIME_MASK -> twice(() -> maskTime(batch, at, length(strength, height)));
            case BAND_MASK -> twice(() -> maskBands(batch, at, length(strength, width)));
            case BRIGHTNESS -> brightness(batch, at, around(strength));
            case CONTRAST -> contrast(batch, at, (float) (1 + around(strength)));
            case COLOR -> color(batch, at, strength);
            case ERASE -> {
                if (random.nextBoolean()) {
                    erase(batch, at, random.nextDouble() * strength);
                }
            }
            case MOVE, FLIP, ZOOM, TURN, MIXUP -> {} // done before, or by batches
            case COPIES, RAW_SHIFT, RAW_GAIN, RAW_SPEED, RAW_NOISE, RAW_BACKGROUND, RAW_ROTATE -> {} // before features
        }
    }

    /** Draws between −strength and strength. */
    private double around(double strength) {
        return (2 * random.nextDouble() - 1) * strength;
    }

    /** Draws a length from 0 to a share of {@code whole}. */
    private int length(double share, int whole) {
        return random.nextInt((int) (share * whole) + 1);
    }

    private static void twice(Runnable change) {
        change.run();
        change.run();
    }

    /** From when each slice comes. */
    private interface TimeMap {
        double from(int time);
    }

    private record Shift(long by) implements TimeMap {
        @Override
        public double from(int time) {
            return time - by;
        }
    }

    private record Stretch(double factor, double middle) implements TimeMap {
        @Override
        public double from(int time) {
            return middle + (time - middle) * factor;
        }
    }

    private TimeMap warp(double strength) {
        double once = around(strength) * height / 2;
        double again = around(strength) * height / 4;
        double step = Math.PI / Math.max(1, height - 1);
        return time -> time + once * Math.sin(step * time) + again * Math.sin(2 * step * time);
    }

    /** Takes each slice from between two others; the first and the last go on for ever. */
    private void overTime(float[] batch, int at, TimeMap map) {
        System.arraycopy(batch, at, before, 0, before.length);
        int slice = width * channels;
        for (int i = 0; i < height; i++) {
            double from = Math.clamp(map.from(i), 0.0, height - 1.0);
            int low = Math.min((int) from, Math.max(0, height - 2));
            float share = (float) (from - low);
            int next = Math.min(low + 1, height - 1) * slice;
            for (int j = 0; j < slice; j++) {
                float x = before[low * slice + j];
                batch[at + i * slice + j] = x + share * (before[next + j] - x);
            }
        }
    }

    private void noise(float[] batch, int at, double amount) {
        int period = columns.deviations().length;
        for (int i = 0; i < before.length; i++) {
            batch[at + i] += (float) (amount * columns.deviations()[i % period] * random.nextGaussian());
        }
    }

    private void scale(float[] batch, int at, float factor) {
        for (int i = 0; i < before.length; i++) {
            batch[at + i] *= factor;
        }
    }

    private void gain(float[] batch, int at, double strength) {
        for (int c = 0; c < channels; c++) {
            float factor = (float) (1 + around(strength));
            for (int i = c; i < before.length; i += channels) {
                batch[at + i] *= factor;
            }
        }
    }

    /** Turns each group of three channels about the same random axis (Rodrigues' formula). */
    private void rotate(float[] batch, int at, double angle) {
        Rotation.about(random, angle).turn(batch, at, at + before.length);
    }

    private void maskTime(float[] batch, int at, int length) {
        int slice = width * channels;
        int from = random.nextInt(height - length + 1);
        for (int i = from; i < from + length; i++) {
            System.arraycopy(columns.means(), 0, batch, at + i * slice, slice);
        }
    }

    private void maskBands(float[] batch, int at, int length) {
        int slice = width * channels;
        int from = random.nextInt(width - length + 1) * channels;
        for (int i = 0; i < height; i++) {
            System.arraycopy(columns.means(), from, batch, at + i * slice + from, length * channels);
        }
    }

    private void brightness(float[] batch, int at, double deviations) {
        double mean = 0;
        for (float deviation : columns.channelDeviations()) {
            mean += deviation / channels;
        }
        for (int i = 0; i < before.length; i++) {
            batch[at + i] += (float) (deviations * mean);
        }
    }

    private void contrast(float[] batch, int at, float factor) {
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            sum += batch[at + i];
        }
        float mean = (float) (sum / before.length);
        for (int i = 0; i < before.length; i++) {
            batch[at + i] = mean + factor * (batch[at + i] - mean);
        }
    }

    private void color(float[] batch, int at, double strength) {
        for (int c = 0; c < channels; c++) {
            float added = (float) (around(strength) * columns.channelDeviations()[c]);
            for (int i = c; i < before.length; i += channels) {
                batch[at + i] += added;
            }
        }
    }

    private void erase(float[] batch, int at, double share) {
        double shape = Math.pow(2, around(1)); // twice as high as wide, to twice as wide as high
        int rows = Math.clamp(Math.round(Math.sqrt(share * shape) * height), 0, height);
        int across = Math.clamp(Math.round(Math.sqrt(share / shape) * width), 0, width);
        int top = random.nextInt(height - rows + 1);
        int left = random.nextInt(width - across + 1);
        for (int i = top; i < top + rows; i++) {
            for (int j = left; j < left + across; j++) {
                System.arraycopy(columns.channelMeans(), 0, batch, at + (i * width + j) * channels, channels);
            }
        }
    }

    /** Takes each place from between four others. */
    private void resample(float[] batch, int at, Affine affine) {
        System.arraycopy(batch, at, before, 0, before.length);
        double middleY = (height - 1) / 2.0;
        double middleX = (width - 1) / 2.0;
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                double y = Math.clamp(middleY + affine.y(i - middleY, j - middleX), 0.0, height - 1.0);
                double x = Math.clamp(middleX + affine.x(i - middleY, j - middleX), 0.0, width - 1.0);
                interpolate(batch, at + (i * width + j) * channels, y, x);
            }
        }
    }

    private void interpolate(float[] batch, int to, double y, double x) {
        int top = (int) y;
        int left = (int) x;
        int down = top + 1 < height ? width * channels : 0;
        int right = left + 1 < width ? channels : 0;
        float dy = (float) (y - top);
        float dx = (float) (x - left);
        int from = (top * width + left) * channels;
        for (int c = 0; c < channels; c++) {
            float above = before[from + c] + dx * (before[from + right + c] - before[from + c]);
            float below = before[from + down + c] + dx * (before[from + down + right + c] - before[from + down + c]);
            batch[to + c] = above + dy * (below - above);
        }
    }

    /** From where a place comes, both counted from the middle. */
    private static final class Affine {
        private double yy = 1;
        private double yx;
        private double xy;
        private double xx = 1;
        private double up;
        private double across;

        boolean isIdentity() {
            return yy == 1 && yx == 0 && xy == 0 && xx == 1 && up == 0 && across == 0;
        }

        double y(double i, double j) {
            return yy * i + yx * j + up;
        }

        double x(double i, double j) {
            return xy * i + xx * j + across;
        }

        void move(double rows, double places) {
            up += rows;
            across += places;
        }

        void flip() {
            xy = -xy;
            xx = -xx;
            across = -across;
        }

        void zoom(double factor) {
            yy /= factor;
            yx /= factor;
            xy /= factor;
            xx /= factor;
        }

        void turn(double angle) {
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            double oldYy = yy;
            double oldXx = xx;
            yy = cos * oldYy - sin * yx;
            yx = sin * oldYy + cos * yx;
            double oldXy = xy;
            xy = cos * oldXy - sin * oldXx;
            xx = sin * oldXy + cos * oldXx;
        }
    }
}
