package dev.tinywright.lower;

import dev.tinywright.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Nested loops of a kernel, outermost first: how long each is, and how far two pointers move along it. */
record PortableAxes(List<Axis> axes) {
    record Axis(int size, int a, int b) {}

    PortableAxes {
        axes = List.copyOf(axes);
    }

    /** Returns how far apart neighbours along each axis lie, in elements. */
    static int[] steps(Shape shape) {
        int[] steps = new int[shape.rank()];
        int step = 1;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            steps[axis] = step;
            step *= shape.dim(axis);
        }
        return steps;
    }

    /** Returns the steps through a tensor that is broadcast to another shape: 0 where it repeats. */
    static int[] broadcastSteps(Shape from, Shape to) {
        int[] own = steps(from);
        int[] steps = new int[to.rank()];
        for (int axis = 1; axis <= from.rank(); axis++) {
            steps[to.rank() - axis] = from.dim(-axis) == 1 ? 0 : own[from.rank() - axis];
        }
        return steps;
    }

    static PortableAxes of(Shape loops, int[] a, int[] b) {
        List<Axis> axes = new ArrayList<>();
        for (int axis = 0; axis < loops.rank(); axis++) {
            axes.add(new Axis(loops.dim(axis), a[axis], b[axis]));
        }
        return new PortableAxes(axes).merged();
    }

    /** Returns the same with fewer loops: none of one round, and none that only carries the next one on. */
    PortableAxes merged() {
        List<Axis> merged = new ArrayList<>();
        for (Axis axis : axes) {
            if (axis.size() == 1) {
                continue;
            }
            if (!merged.isEmpty() && carriesOn(merged.getLast(), axis)) {
                Axis outer = merged.removeLast();
                merged.add(new Axis(outer.size() * axis.size(), axis.a(), axis.b()));
            } else {
                merged.add(axis);
            }
        }
        return new PortableAxes(merged);
    }

    private static boolean carriesOn(Axis outer, Axis inner) {
        return outer.a() == inner.size() * inner.a() && outer.b() == inner.size() * inner.b();
    }

    int count() {
        return axes.size();
    }

    /** Returns the same with loops of one round in front. */
    PortableAxes padded(int count) {
        List<Axis> padded = new ArrayList<>(axes);
        while (padded.size() < count) {
            padded.addFirst(new Axis(1, 0, 0));
        }
        return new PortableAxes(padded);
    }

    String sizes() {
        return list(Axis::size);
    }

    String firstSteps() {
        return list(Axis::a);
    }

    String secondSteps() {
        return list(Axis::b);
    }

    private String list(ToIntFunction<Axis> value) {
        return axes.stream()
                .map(axis -> String.valueOf(value.applyAsInt(axis)))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
