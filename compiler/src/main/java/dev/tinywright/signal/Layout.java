package dev.tinywright.signal;

import java.util.List;

/**
 * Where the numbers that go into or come out of a block stand.
 *
 * @param shape row-major; (frames, channels) for samples, (slices, bands) for spectra over time, (n) for anything flat
 * @param points binary digits after the point, one for each index of the last axis: {@code real = value · 2^−point}
 * @param names one for each index of the last axis, for reports and comments
 */
public record Layout(List<Integer> shape, List<Integer> points, List<String> names) {
    public Layout {
        shape = List.copyOf(shape);
        points = List.copyOf(points);
        names = List.copyOf(names);
        if (shape.isEmpty() || points.size() != shape.getLast() || names.size() != shape.getLast()) {
            throw new IllegalArgumentException(
                    "not a layout: " + shape + " with " + points.size() + " points and " + names.size() + " names");
        }
    }

    /** Returns how many numbers there are. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** Returns the length of the last axis, after which points repeat. */
    public int period() {
        return shape.getLast();
    }

    /** Returns the point of the number at an index of the flat array. */
    public int point(int index) {
        return points.get(index % period());
    }
}
