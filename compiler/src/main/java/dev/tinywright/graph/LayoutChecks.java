package dev.tinywright.graph;

import java.util.ArrayList;
import java.util.List;

/** Operators that move elements. */
final class LayoutChecks {
    private LayoutChecks() {}

    /** Of any type, as nothing is computed. */
    static void reshape(CheckedNode node) {
        node.takes(1, 1);
        Tensor x = node.graph().in(node.node(), 0);
        Tensor output = node.graph().out(node.node());
        node.sameScaling(x, output);
        node.require(x.elements() == output.elements(), x.shape() + " to " + output.shape());
    }

    static void transpose(CheckedNode node, Op.Transpose op) {
        Shape x = moved(node);
        node.require(op.permutation().size() == x.rank(), "an order of " + op.permutation() + " for " + x);
        node.makes(op.permutation().stream().map(x::dim).toList());
    }

    static void pad(CheckedNode node, Op.Pad op) {
        Shape x = moved(node);
        node.require(op.value() >= -128 && op.value() <= 127, "a padding of " + op.value());
        node.require(!node.isWide() || op.value() == 0, "a padding of " + op.value() + " in int16");
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            long dim = (long) x.dim(i) + op.before().get(i) + op.after().get(i);
            dims.add((int) Math.min(dim, Integer.MAX_VALUE));
        }
        node.makes(dims);
    }

    static void slice(CheckedNode node, Op.StridedSlice op) {
        Shape x = moved(node);
        Tensor output = node.graph().out(node.node());
        node.rank(output, x.rank());
        for (int i = 0; i < x.rank(); i++) {
            long last = op.begin().get(i)
                    + (output.shape().dim(i) - 1L) * op.strides().get(i);
            node.require(
                    last >= 0
                            && last < x.dim(i)
                            && op.begin().get(i) >= 0
                            && op.begin().get(i) < x.dim(i),
                    "elements " + op.begin().get(i) + " to " + last + " of " + x.dim(i));
        }
    }

    static void split(CheckedNode node, Op.Split op) {
        Shape x = node.quantizedInput(0).shape();
        long parts = 0;
        for (int index : node.node().outputs()) {
            Tensor part = node.quantized(node.graph().tensor(index));
            node.sameScaling(node.quantizedInput(0), part);
            parts += part.shape().rank() == x.rank() ? part.shape().dim(op.axis()) : 0;
            node.require(
                    part.shape().rank() == x.rank()
                            && along(part.shape(), op.axis()).equals(along(x, op.axis())),
                    "a part of " + part.shape() + " of " + x);
        }
        node.require(parts == x.dim(op.axis()), "parts of " + parts + " of " + x.dim(op.axis()));
    }

    static void concat(CheckedNode node, Op.Concat op) {
        Tensor output = node.quantizedOutput();
        long parts = 0;
        node.require(!node.node().inputs().contains(Node.ABSENT), "an input that is not there");
        for (int i = 0; i < node.node().inputs().size(); i++) {
            Shape part = node.quantizedInput(i).shape();
            node.type(node.quantizedInput(i), output.type());
            if (output.type() == DataType.INT16) {
                node.sameScaling(node.quantizedInput(i), output);
            }
            node.require(
                    part.rank() == output.shape().rank()
                            && along(part, op.axis()).equals(along(output.shape(), op.axis())),
                    "a part of " + part + " of " + output.shape());
            parts += part.dim(op.axis());
        }
        node.require(parts == output.shape().dim(op.axis()), "parts of " + parts + " of " + output.shape());
    }

    static void resize(CheckedNode node, Op.ResizeNearest op) {
        Shape x = moved(node);
        node.picture(node.quantizedInput(0));
        Shape output = node.picture(node.quantizedOutput());
        node.require(output.channels() == x.channels(), x + " to " + output);
        node.require(!op.alignCorners() || !op.halfPixelCenters(), "both align_corners and half_pixel_centers");
    }

    private static Shape moved(CheckedNode node) {
        node.takes(1, 1);
        node.sameScaling(node.quantizedInput(0), node.quantizedOutput());
        return node.quantizedInput(0).shape();
    }

    /** The dimensions, with a 1 for the axis. */
    private static List<Integer> along(Shape shape, int axis) {
        List<Integer> dims = new ArrayList<>(shape.dims());
        dims.set(axis, 1);
        return dims;
    }
}
