package dev.tinywright.lower;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.RescaleParameters;
import dev.tinywright.reference.ResizeParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Calls of the kernels that move elements: nested loops over runs of bytes. */
final class PortableMoves {
    private static final int LOOPS = 5;

    private PortableMoves() {}

    static List<KernelCall> transpose(Graph graph, Node node, Op.Transpose op) {
        Tensor x = graph.in(node, 0);
        Shape out = graph.out(node).shape();
        int[] own = PortableAxes.steps(x.shape());
        int[] from = op.permutation().stream().mapToInt(axis -> own[axis]).toArray();
        return one(copy("parameters", x.type(), out, from, 0, PortableAxes.steps(out), 0), x, "");
    }

    static List<KernelCall> stridedSlice(Graph graph, Node node, Op.StridedSlice op) {
        Tensor x = graph.in(node, 0);
        Shape out = graph.out(node).shape();
        int[] from = PortableAxes.steps(x.shape());
        int start = 0;
        for (int axis = 0; axis < from.length; axis++) {
            start += op.begin().get(axis) * from[axis];
            from[axis] *= op.strides().get(axis);
        }
        return one(copy("parameters", x.type(), out, from, start, PortableAxes.steps(out), 0), x, "");
    }

    static List<KernelCall> pad(Graph graph, Node node, Op.Pad op) {
        Tensor x = graph.in(node, 0);
        Tensor y = graph.out(node);
        if (y.type().bytes() != 1 && op.value() != 0) {
            return List.of();
        }
        int[] to = PortableAxes.steps(y.shape());
        int start = 0;
        for (int axis = 0; axis < to.length; axis++) {
            start += op.before().get(axis) * to[axis];
        }
        String fill = "tw_fill({out0}, %s, %s);\n    ".formatted(y.bytes(), (byte) op.value());
        return one(copy("parameters", x.type(), x.shape(), PortableAxes.steps(x.shape()), 0, to, start), x, fill);
    }

    private static List<KernelCall> one(Optional<Constant> plan, Tensor x, String before) {
        return plan.stream()
                .map(constant -> PortableCall.of("tw_copy", before + "tw_copy({in0}, &{id}_parameters, {out0});")
                        .constant(constant)
                        .instructions(8L * x.bytes())
                        .why("runs of bytes")
                        .call())
                .toList();
    }

    /** Steps and starts are in elements. Empty where there are more loops than the kernel has. */
    private static Optional<Constant> copy(
            String suffix, DataType type, Shape loops, int[] from, int fromStart, int[] to, int toStart) {
        int width = type.bytes();
        int[] x = Arrays.stream(from).map(step -> step * width).toArray();
        int[] y = Arrays.stream(to).map(step -> step * width).toArray();
        List<PortableAxes.Axis> axes =
                new ArrayList<>(PortableAxes.of(loops, x, y).axes());
        int run = width;
        if (!axes.isEmpty() && axes.getLast().a() == width && axes.getLast().b() == width) {
            run *= axes.removeLast().size();
        }
        if (axes.size() > LOOPS) {
            return Optional.empty();
        }
        PortableAxes padded = new PortableAxes(axes).padded(LOOPS);
        return Optional.of(Constant.parameters(
                suffix,
                "tw_copy_plan",
                String.join(
                        "\n",
                        ".dims = " + padded.sizes() + ",",
                        ".x_steps = " + padded.firstSteps() + ",",
                        ".y_steps = " + padded.secondSteps() + ",",
                        ".x_start = " + fromStart * width + ",",
                        ".y_start = " + toStart * width + ",",
                        ".run = " + run + ",")));
    }

    static List<KernelCall> split(Graph graph, Node node, Op.Split op) {
        Tensor x = graph.in(node, 0);
        int axis = Math.floorMod(op.axis(), x.shape().rank());
        int[] from = PortableAxes.steps(x.shape());
        List<String> calls = new ArrayList<>();
        List<Constant> plans = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < node.outputs().size(); i++) {
            Shape part = graph.tensor(node.outputs().get(i)).shape();
            Optional<Constant> plan =
                    copy("part" + i, x.type(), part, from, start * from[axis], PortableAxes.steps(part), 0);
            if (plan.isEmpty()) {
                return List.of();
            }
            plans.add(plan.get());
            calls.add("tw_copy({in0}, &{id}_part%s, {out%s});".formatted(i, i));
            start += part.dim(axis);
        }
        return several("tw_copy", plans, calls, x);
    }

    private static List<KernelCall> several(String kernel, List<Constant> constants, List<String> calls, Tensor x) {
        PortableCall call = PortableCall.of(kernel, String.join("\n    ", calls));
        constants.forEach(call::constant);
        return List.of(call.instructions(8L * x.bytes()).why("runs of bytes").call());
    }

    static List<KernelCall> concat(Graph graph, Node node, Op.Concat op) {
        Tensor y = graph.out(node);
        int axis = Math.floorMod(op.axis(), y.shape().rank());
        int[] to = PortableAxes.steps(y.shape());
        List<String> calls = new ArrayList<>();
        List<Constant> constants = new ArrayList<>();
        int start = 0;
        int activations = 0;
        boolean rescales = false;
        for (int i = 0; i < node.inputs().size(); i++) {
            Tensor x = graph.in(node, i);
            String source = x.isConstant() ? "{id}_values" + i : "{in" + activations++ + "}";
            if (x.isConstant()) {
                constants.add(Constant.operand("values" + i, x.toBytes()));
            }
            if (sameScale(x, y)) {
                Optional<Constant> plan =
                        copy("part" + i, x.type(), x.shape(), PortableAxes.steps(x.shape()), 0, to, start * to[axis]);
                if (plan.isEmpty()) {
                    return List.of();
                }
                constants.add(plan.get());
                calls.add("tw_copy(%s, &{id}_part%s, {out0});".formatted(source, i));
            } else {
                rescales = true;
                constants.add(PortableElements.rescale("part" + i, RescaleParameters.of(x, y), x, y));
                int run = x.shape().dim(axis) * to[axis];
                int step = y.shape().dim(axis) * to[axis];
                calls.add(
                        "for (int32_t i = 0; i < %s; i++) {\n        tw_rescale_s8(%s + i * %s, %s, &{id}_part%s, {out0} + i * %s + %s);\n    }"
                                .formatted(x.elements() / run, source, run, run, i, step, start * to[axis]));
            }
            start += x.shape().dim(axis);
        }
        return several(rescales ? "tw_concat_s8" : "tw_copy", constants, calls, y);
    }

    private static boolean sameScale(Tensor x, Tensor y) {
        return x.scaling().isEmpty() || (x.scale() == y.scale() && x.zeroPoint() == y.zeroPoint());
    }

    static List<KernelCall> resizeNearest(Graph graph, Node node, Op.ResizeNearest op) {
        Tensor x = graph.in(node, 0);
        Shape in = x.shape();
        Shape out = graph.out(node).shape();
        int run = in.channels() * x.type().bytes();
        return List.of(PortableCall.of(
                        "tw_resize",
                        "tw_resize_nearest({in0}, {id}_rows, %s, {id}_columns, %s, %s, %s, {out0});"
                                .formatted(out.height(), out.width(), in.width() * run, run))
                .constant(Constant.int32("rows", ResizeParameters.sources(in.height(), out.height(), op)))
                .constant(Constant.int32("columns", ResizeParameters.sources(in.width(), out.width(), op)))
                .instructions(6L * graph.out(node).bytes())
                .why("a pixel at a time")
                .call());
    }
}
