package dev.tinywright.train;

import java.util.SplittableRandom;

/**
 * A rotation in space: Rodrigues' formula.
 *
 * @param x of the axis, of length 1 with {@code y} and {@code z}
 */
record Rotation(double x, double y, double z, double cos, double sin) {
    /** Returns a rotation about an axis that is drawn evenly from the sphere. */
    static Rotation about(SplittableRandom random, double angle) {
        double z = 2 * random.nextDouble() - 1;
        double turn = (2 * random.nextDouble() - 1) * Math.PI;
        double radius = Math.sqrt(1 - z * z);
        return new Rotation(radius * Math.cos(turn), radius * Math.sin(turn), z, Math.cos(angle), Math.sin(angle));
    }

    /** Turns each three numbers from {@code from} to {@code to}. */
    void turn(float[] values, int from, int to) {
        for (int i = from; i + 2 < to; i += 3) {
            double a = values[i];
            double b = values[i + 1];
            double c = values[i + 2];
            double along = (x * a + y * b + z * c) * (1 - cos);
            values[i] = (float) (a * cos + (y * c - z * b) * sin + x * along);
            values[i + 1] = (float) (b * cos + (z * a - x * c) * sin + y * along);
            values[i + 2] = (float) (c * cos + (x * b - y * a) * sin + z * along);
        }
    }
}
