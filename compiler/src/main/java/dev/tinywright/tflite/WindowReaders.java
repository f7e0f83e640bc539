package dev.tinywright.tflite;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import java.util.List;

/** Operators that slide a filter over a picture. */
final class WindowReaders {
    private static final String DAMAGED = "the file is damaged: convert the model again";

    private WindowReaders() {}

    static List<Node> conv(FileOperator operator) {
        operator.takes(2, 3);
        FlatTable options = operator.options();
        Strides strides = new Strides(options.int32(2), options.int32(1), options.int32(5, 1), options.int32(4, 1));
        Shape filter = picture(operator, 1);
        Window window = window(operator, strides, filter.height(), filter.width());
        return operator.node(new Op.Conv2d(window, operator.clamp(3)), 0, 1, 2);
    }

    static List<Node> depthwise(FileOperator operator) {
        operator.takes(2, 3);
        FlatTable options = operator.options();
        Strides strides = new Strides(options.int32(2), options.int32(1), options.int32(6, 1), options.int32(5, 1));
        Shape filter = picture(operator, 1);
        Window window = window(operator, strides, filter.height(), filter.width());
        int channels = picture(operator, 0).channels();
        if (filter.channels() % channels != 0) {
            throw operator.refused(
                    filter.channels() + " filters are no multiple of " + channels + " channels", DAMAGED);
        }
        return operator.node(new Op.DepthwiseConv2d(window, filter.channels() / channels, operator.clamp(4)), 0, 1, 2);
    }

    static List<Node> pool(FileOperator operator, Op.PoolKind kind) {
        operator.takes(1, 1);
        FlatTable options = operator.options();
        int filterY = options.int32(4);
        int filterX = options.int32(3);
        if (filterY < 1 || filterX < 1) {
            throw operator.refused("a window of " + filterY + "x" + filterX, DAMAGED);
        }
        Window window = window(operator, new Strides(options.int32(2), options.int32(1), 1, 1), filterY, filterX);
        return operator.node(new Op.Pool(kind, filterY, filterX, window, operator.clamp(5)), 0);
    }

    /** Inputs of the file: output shape, weights, x, bias. The padding is that of the convolution that this one undoes. */
    static List<Node> transposeConv(FileOperator operator) {
        operator.takes(3, 4);
        FlatTable options = operator.options();
        operator.constant(0, "output sizes");
        Strides strides = new Strides(options.int32(2), options.int32(1), 1, 1);
        strides.check(operator);
        Shape filter = picture(operator, 1);
        Shape output = output(operator);
        Shape x = picture(operator, 2);
        boolean same = same(operator, 0);
        Padding padding = new Padding(
                cutBefore(operator, same, filter.height(), strides.y, output.height()),
                cutAfter(operator, same, x.height(), filter.height(), strides.y, output.height()),
                cutBefore(operator, same, filter.width(), strides.x, output.width()),
                cutAfter(operator, same, x.width(), filter.width(), strides.x, output.width()));
        Window window = new Window(padding, strides.y, strides.x, 1, 1);
        Clamp clamp = operator.clamp(3);
        return operator.node(new Op.TransposeConv(window, clamp), 2, 1, 3);
    }

    private static int cutBefore(FileOperator operator, boolean same, int filter, int stride, int out) {
        return same ? samePadding(operator, out, filter, stride, 1) / 2 : 0;
    }

    private static int cutAfter(FileOperator operator, boolean same, int in, int filter, int stride, int out) {
        long whole = (in - 1L) * stride + filter;
        long after = whole - out - cutBefore(operator, same, filter, stride, out);
        if (after < 0 || after > Integer.MAX_VALUE) {
            throw operator.refused(
                    "its output has " + out + " rows or columns, its sums " + whole,
                    "choose a kernel at least as large as the stride");
        }
        return (int) after;
    }

    private static Window window(FileOperator operator, Strides strides, int filterY, int filterX) {
        strides.check(operator);
        Shape x = picture(operator, 0);
        Padding padding = Padding.NONE;
        if (same(operator, 0)) {
            int y = samePadding(operator, x.height(), filterY, strides.y, strides.dilationY);
            int across = samePadding(operator, x.width(), filterX, strides.x, strides.dilationX);
            padding = new Padding(y / 2, y - y / 2, across / 2, across - across / 2);
        }
        return new Window(padding, strides.y, strides.x, strides.dilationY, strides.dilationX);
    }

    private static int samePadding(FileOperator operator, int input, int filter, int stride, int dilation) {
        long reach = (filter - 1L) * dilation + 1 + stride + input;
        if (reach > 1 << 24) {
            throw operator.refused("a window that reaches over " + reach + " elements", DAMAGED);
        }
        return Padding.same(input, filter, stride, dilation);
    }

    private static boolean same(FileOperator operator, int field) {
        int padding = operator.options().int8(field);
        if (padding != 0 && padding != 1) {
            throw operator.refused("padding number " + padding, DAMAGED);
        }
        return padding == 0;
    }

    private static Shape picture(FileOperator operator, int input) {
        return picture(operator, operator.input(input).shape());
    }

    private static Shape output(FileOperator operator) {
        return picture(operator, operator.output().shape());
    }

    private static Shape picture(FileOperator operator, Shape shape) {
        if (shape.rank() != 4) {
            throw operator.refused("a tensor of " + shape + " where four dimensions are needed", DAMAGED);
        }
        return shape;
    }

    private record Strides(int y, int x, int dilationY, int dilationX) {
        void check(FileOperator operator) {
            if (y < 1 || x < 1 || dilationY < 1 || dilationX < 1) {
                throw operator.refused(
                        "strides " + y + "x" + x + " and dilations " + dilationY + "x" + dilationX, DAMAGED);
            }
        }
    }
}
