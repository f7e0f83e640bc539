package dev.tinywright.train;

import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Stand-ins for faults of what pictures show, each at a place of its own in every picture: a spot, a scratch, a patch that another place
 * of the same picture covers (CutPaste, Li et al. 2021, arXiv:2104.04015), the picture turned by ten degrees, and of coloured pictures
 * the colours in each other's place. Pixels stay whole numbers of 0 to 255.
 */
final class PictureStandIns {
    /** Of the smaller side. */
    private static final double SPOT_RADIUS = 0.07;

    private static final double SCRATCH_LENGTH = 0.45;
    private static final double SCRATCH_WIDTH = 0.035;
    private static final double PATCH = 0.2;

    /** What a spot or a scratch is brighter or darker by, of 255. */
    private static final float DIFFERENCE = 70;

    private static final double DEGREES = 10;

    private final InputFormat.Picture format;
    private final double side;

    private PictureStandIns(InputFormat.Picture format) {
        this.format = format;
        side = Math.min(format.height(), format.width());
    }

    /** What is done to one picture. */
    private interface Change {
        float[] apply(float[] picture, SplittableRandom random);
    }

    /** Says how much of a pixel is changed, 0 to 1, by its centre. */
    private interface Cover {
        double at(double row, double column);
    }

    static List<StandIns.Kind> of(InputFormat.Picture format, float[][] pictures, long seed) {
        PictureStandIns change = new PictureStandIns(format);
        List<StandIns.Kind> kinds = new ArrayList<>(List.of(
                changed("a spot", pictures, seed, change::spot),
                changed("a scratch", pictures, seed, change::scratch),
                changed("a patch from elsewhere", pictures, seed, change::patch),
                changed("turned", pictures, seed, (x, _) -> change.turned(x))));
        if (Arrays.stream(pictures).anyMatch(change::hasColours)) {
            kinds.add(changed("colours exchanged", pictures, seed, (x, _) -> StandIns.rotated(x, format.channels())));
        }
        return kinds;
    }

    private static StandIns.Kind changed(String name, float[][] pictures, long seed, Change change) {
        SplittableRandom random = new SplittableRandom(seed);
        return new StandIns.Kind(
                name,
                Examples.of(Arrays.stream(pictures)
                        .map(picture -> change.apply(picture, random))
                        .toArray(float[][]::new)));
    }

    private boolean hasColours(float[] x) {
        for (int i = 0; format.channels() == 3 && i < x.length; i += 3) {
            if (x[i] != x[i + 1] || x[i] != x[i + 2]) {
                return true;
            }
        }
        return false;
    }

    private float[] spot(float[] x, SplittableRandom random) {
        double row = format.height() * random.nextDouble(0.15, 0.85);
        double column = format.width() * random.nextDouble(0.15, 0.85);
        double radius = Math.max(1, SPOT_RADIUS * side);
        return shaded(x, (r, c) -> radius + 0.5 - Math.hypot(r - row, c - column), row, column);
    }

    private float[] scratch(float[] x, SplittableRandom random) {
        double row = format.height() * random.nextDouble(0.25, 0.75);
        double column = format.width() * random.nextDouble(0.25, 0.75);
        double angle = random.nextDouble(Math.PI);
        double down = Math.sin(angle);
        double right = Math.cos(angle);
        double half = SCRATCH_WIDTH * side / 2;
        double reach = SCRATCH_LENGTH * side / 2;
        return shaded(
                x,
                (r, c) -> {
                    double along = Math.abs(down * (r - row) + right * (c - column));
                    double across = Math.abs(right * (r - row) - down * (c - column));
                    // what one pixel sees of a line that is thinner than it
                    double covered = Math.min(1, Math.min(half + 0.5 - across, 2 * half));
                    return Math.min(covered, reach + 0.5 - along);
                },
                row,
                column);
    }

    /** Darker where the picture is bright about a place, and brighter where it is dark. */
    private float[] shaded(float[] x, Cover cover, double row, double column) {
        int channels = format.channels();
        float difference = x[at((int) row, (int) column)] > 127 ? -DIFFERENCE : DIFFERENCE;
        float[] y = x.clone();
        for (int r = 0; r < format.height(); r++) {
            for (int c = 0; c < format.width(); c++) {
                double share = Math.clamp(cover.at(r + 0.5, c + 0.5), 0, 1);
                for (int k = at(r, c); share > 0 && k < at(r, c) + channels; k++) {
                    y[k] = pixel(x[k] + share * difference);
                }
            }
        }
        return y;
    }

    private float[] patch(float[] x, SplittableRandom random) {
        int size = Math.max(2, (int) Math.rint(PATCH * side));
        int fromRow = random.nextInt(format.height() - size + 1);
        int fromColumn = random.nextInt(format.width() - size + 1);
        int toRow = other(fromRow, format.height() - size, size, random);
        int toColumn = random.nextInt(format.width() - size + 1);
        float[] y = x.clone();
        for (int r = 0; r < size; r++) {
            System.arraycopy(x, at(fromRow + r, fromColumn), y, at(toRow + r, toColumn), size * format.channels());
        }
        return y;
    }

    /** Draws a place of 0 to {@code last} that is at least half a patch away from another. */
    private static int other(int from, int last, int size, SplittableRandom random) {
        int drawn = random.nextInt(last + 1);
        return Math.abs(drawn - from) >= size / 2 ? drawn : from > last / 2 ? 0 : last;
    }

    /** Linear between pixels; what was outside is as the pixel at the edge. */
    private float[] turned(float[] x) {
        double cosine = Math.cos(Math.toRadians(DEGREES));
        double sine = Math.sin(Math.toRadians(DEGREES));
        double middleRow = (format.height() - 1) / 2.0;
        double middleColumn = (format.width() - 1) / 2.0;
        float[] y = new float[x.length];
        for (int r = 0; r < format.height(); r++) {
            for (int c = 0; c < format.width(); c++) {
                double down = r - middleRow;
                double right = c - middleColumn;
                double row = Math.clamp(middleRow + cosine * down - sine * right, 0, format.height() - 1.0);
                double column = Math.clamp(middleColumn + sine * down + cosine * right, 0, format.width() - 1.0);
                for (int k = 0; k < format.channels(); k++) {
                    y[at(r, c) + k] = pixel(between(x, row, column, k));
                }
            }
        }
        return y;
    }

    private double between(float[] x, double row, double column, int channel) {
        int top = (int) row;
        int left = (int) column;
        int bottom = Math.min(format.height() - 1, top + 1);
        int right = Math.min(format.width() - 1, left + 1);
        double down = row - top;
        double along = column - left;
        double above = (1 - along) * x[at(top, left) + channel] + along * x[at(top, right) + channel];
        double below = (1 - along) * x[at(bottom, left) + channel] + along * x[at(bottom, right) + channel];
        return (1 - down) * above + down * below;
    }

    private int at(int row, int column) {
        return (row * format.width() + column) * format.channels();
    }

    private static float pixel(double value) {
        return (float) Math.clamp(Math.rint(value), 0.0, 255.0);
    }
}
