package dev.tinywright.reference;

import dev.tinywright.graph.Shape;

/** Which element of a smaller tensor meets which of a larger one: dimensions of 1, and missing outer ones, repeat. */
final class Broadcast {
    private Broadcast() {}

    /** Returns, for each element of {@code to} in order, the index of the element of {@code from} that it meets. */
    static int[] indices(Shape from, Shape to) {
        int[] indices = new int[to.elements()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = index(from, to, i);
        }
        return indices;
    }

    private static int index(Shape from, Shape to, int element) {
        int rest = element;
        int index = 0;
        int step = 1;
        for (int axis = -1; axis >= -from.rank(); axis--) {
            int size = from.dim(axis);
            index += size == 1 ? 0 : rest % to.dim(axis) * step;
            rest /= to.dim(axis);
            step *= size;
        }
        return index;
    }
}
