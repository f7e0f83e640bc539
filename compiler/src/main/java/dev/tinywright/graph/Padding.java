package dev.tinywright.graph;

/** Rows and columns of zero points around a picture. */
public record Padding(int top, int bottom, int left, int right) {
    public static final Padding NONE = new Padding(0, 0, 0, 0);

    public Padding {
        if (top < 0 || bottom < 0 || left < 0 || right < 0) {
            throw new IllegalArgumentException("negative padding");
        }
    }

    /** Returns the padding of TensorFlow's SAME along one axis: all of it, of which half, rounded down, comes before. */
    public static int same(int input, int filter, int stride, int dilation) {
        int output = (input + stride - 1) / stride;
        return Math.max(0, (output - 1) * stride + (filter - 1) * dilation + 1 - input);
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
