package dev.tinywright.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The dimensions of a tensor, outermost first: of a picture (1, height, width, channels). A scalar has none.
 *
 * @param dims each at least 1
 */
public record Shape(List<Integer> dims) {
    public Shape {
        dims = List.copyOf(dims);
        long elements = 1;
        for (int dim : dims) {
            elements *= dim;
            if (dim < 1 || elements > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("not a shape: " + dims);
            }
        }
    }

    public static Shape of(int... dims) {
        return new Shape(Arrays.stream(dims).boxed().toList());
    }

    public int rank() {
        return dims.size();
    }

    /** Returns a dimension; negative ones count from the last, −1. */
    public int dim(int axis) {
        return dims.get(axis < 0 ? dims.size() + axis : axis);
    }

    public int elements() {
        return dims.stream().reduce(1, (a, b) -> a * b);
    }

    /** Second of four dimensions. */
    public int height() {
        return dim(1);
    }

    /** Third of four dimensions. */
    public int width() {
        return dim(2);
    }

    /** The last dimension. */
    public int channels() {
        return dim(-1);
    }

    /** As {@code 1x32x32x3}. */
    @Override
    public String toString() {
        return dims.isEmpty() ? "scalar" : dims.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
