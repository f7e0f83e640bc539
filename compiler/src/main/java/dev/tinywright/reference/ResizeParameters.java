package dev.tinywright.reference;

import dev.tinywright.graph.Op;

/** Which row or column each row or column of a resized picture is a copy of. */
public final class ResizeParameters {
    private ResizeParameters() {}

    /** Returns, for each of {@code output} rows, one of {@code input}; computed in float32 as the reference kernel does. */
    public static int[] sources(int input, int output, Op.ResizeNearest op) {
        boolean corners = op.alignCorners() && output > 1;
        float scale = corners ? (input - 1) / (float) (output - 1) : input / (float) output;
        float offset = op.halfPixelCenters() ? 0.5f : 0;
        int[] sources = new int[output];
        for (int i = 0; i < output; i++) {
            float at = (i + offset) * scale;
            double whole = op.alignCorners() ? Math.floor(at + 0.5) : Math.floor(at);
            sources[i] = Math.min((int) whole, input - 1);
        }
        return sources;
    }
}
