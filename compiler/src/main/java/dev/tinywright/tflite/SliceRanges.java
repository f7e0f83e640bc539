package dev.tinywright.tflite;

import dev.tinywright.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Which elements of each dimension a STRIDED_SLICE takes: Python's {@code x[begin:end:stride]}, with masks for ends that
 * are left out, for {@code …}, for new axes and for single indices.
 *
 * @param shape of what is cut out, with all dimensions of the input
 */
record SliceRanges(List<Integer> begin, List<Integer> strides, Shape shape) {
    private static final String DAMAGED = "the file is damaged: convert the model again";

    static SliceRanges of(FileOperator operator, Shape x) {
        return new Reading(operator, x).ranges();
    }

    /** Walks through the slices as written and the dimensions of the input side by side. */
    private static final class Reading {
        private final FileOperator operator;
        private final Shape x;
        private final int[] begins;
        private final int[] ends;
        private final int[] steps;
        private final List<Integer> begin = new ArrayList<>();
        private final List<Integer> strides = new ArrayList<>();
        private final List<Integer> dims = new ArrayList<>();

        Reading(FileOperator operator, Shape x) {
            this.operator = operator;
            this.x = x;
            this.begins = operator.constant(1, "starts");
            this.ends = operator.constant(2, "ends");
            this.steps = operator.constant(3, "strides");
            if (begins.length != ends.length || begins.length != steps.length) {
                throw operator.refused(
                        begins.length + " starts, " + ends.length + " ends, " + steps.length + " strides", DAMAGED);
            }
        }

        SliceRanges ranges() {
            int written = begins.length;
            for (int i = 0; i < written; i++) {
                if (masked(2, i)) {
                    int rest = written - i - 1 - newAxesAfter(i);
                    takeAllUpTo(x.rank() - rest);
                } else if (!masked(3, i)) {
                    take(i);
                }
            }
            takeAllUpTo(x.rank());
            return new SliceRanges(begin, strides, new Shape(dims));
        }

        private int newAxesAfter(int slice) {
            int count = 0;
            for (int i = slice + 1; i < begins.length; i++) {
                count += masked(3, i) && !masked(2, i) ? 1 : 0;
            }
            return count;
        }

        private void takeAllUpTo(int dimensions) {
            while (dims.size() < dimensions) {
                add(0, 1, x.dim(dims.size()));
            }
        }

        private void take(int i) {
            if (dims.size() >= x.rank()) {
                throw operator.refused(begins.length + " slices of " + x.rank() + " dimensions", DAMAGED);
            }
            int size = x.dim(dims.size());
            if (masked(4, i)) {
                int index = begins[i] < 0 ? begins[i] + size : begins[i];
                if (index < 0 || index >= size) {
                    throw operator.refused("element " + begins[i] + " of " + size, DAMAGED);
                }
                add(index, 1, 1);
            } else {
                takeRange(i, size);
            }
        }

        private void takeRange(int i, int size) {
            int step = steps[i];
            if (step == 0 || step == Integer.MIN_VALUE) {
                throw operator.refused("a stride of " + step, DAMAGED);
            }
            int first = step > 0 ? 0 : size - 1;
            int past = step > 0 ? size : -1;
            int from = masked(0, i) ? first : clamped(begins[i], size, step);
            int to = masked(1, i) ? past : clamped(ends[i], size, step);
            int count = Math.ceilDiv(to - from, step);
            if (count < 1) {
                throw operator.refused(
                        "it takes nothing of a dimension of " + size + ": from " + from + " to " + to + " by " + step,
                        "take at least one element");
            }
            add(from, step, count);
        }

        /** Forwards from 0 to the size, backwards from −1 to the last. */
        private static int clamped(int index, int size, int step) {
            int positive = index < 0 ? index + size : index;
            return step > 0 ? Math.clamp(positive, 0, size) : Math.clamp(positive, -1, size - 1);
        }

        private void add(int from, int step, int count) {
            begin.add(from);
            strides.add(step);
            dims.add(count);
        }

        private boolean masked(int option, int bit) {
            return bit < Integer.SIZE && (operator.options().int32(option) >> bit & 1) == 1;
        }
    }
}
