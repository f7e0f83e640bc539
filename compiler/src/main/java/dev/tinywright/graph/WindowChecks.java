package dev.tinywright.graph;

/** Operators that slide a filter over a picture. */
final class WindowChecks {
    private WindowChecks() {}

    static void conv(CheckedNode node, Op.Conv2d op) {
        node.takes(2, 3);
        Shape x = node.picture(node.quantizedInput(0));
        Tensor weights = node.weights(1, 4);
        Shape filter = weights.shape();
        if (filter.channels() != x.channels()) {
            throw node.refused(
                    "filters of " + filter.channels() + " channels on a picture of " + x.channels(),
                    "split a grouped convolution into convolutions of parts, or use a depthwise one");
        }
        sums(node, weights, filter.dim(0), 0);
        slides(node, x, filter.height(), filter.width(), op.window(), filter.dim(0));
    }

    static void depthwise(CheckedNode node, Op.DepthwiseConv2d op) {
        node.takes(2, 3);
        Shape x = node.picture(node.quantizedInput(0));
        Tensor weights = node.weights(1, 4);
        Shape filter = weights.shape();
        node.require(
                filter.dim(0) == 1 && filter.channels() == (long) x.channels() * op.multiplier(),
                "filters of " + filter + " on a picture of " + x);
        sums(node, weights, filter.channels(), 3);
        slides(node, x, filter.height(), filter.width(), op.window(), filter.channels());
    }

    static void transposeConv(CheckedNode node, Op.TransposeConv op) {
        node.takes(2, 3);
        Shape x = node.picture(node.int8Input(0));
        Tensor weights = node.weights(1, 4);
        Shape filter = weights.shape();
        Window window = op.window();
        node.require(filter.channels() == x.channels(), "filters of " + filter + " on a picture of " + x);
        sums(node, weights, filter.dim(0), 0);
        Shape out = node.picture(node.int8Output());
        Padding cut = window.padding();
        long rows = (x.height() - 1L) * window.strideY() + filter.height() - cut.top() - cut.bottom();
        long columns = (x.width() - 1L) * window.strideX() + filter.width() - cut.left() - cut.right();
        node.require(
                out.height() == rows && out.width() == columns && out.channels() == filter.dim(0),
                "its output is " + out + ", it makes " + rows + "x" + columns);
    }

    static void pool(CheckedNode node, Op.Pool op) {
        node.takes(1, 1);
        Tensor x = node.quantizedInput(0);
        Shape picture = node.picture(x);
        node.sameScaling(x, node.outputOfInputsType());
        node.require(
                !node.isWide() || (long) op.filterY() * op.filterX() <= WideChecks.MOST_TERMS,
                "an average of " + (long) op.filterY() * op.filterX() + " int16");
        Padding padding = op.window().padding();
        node.require(
                Math.max(padding.top(), padding.bottom()) < op.filterY()
                        && Math.max(padding.left(), padding.right()) < op.filterX(),
                "a window that sees padding alone");
        slides(node, picture, op.filterY(), op.filterX(), op.window(), picture.channels());
    }

    private static void sums(CheckedNode node, Tensor weights, int channels, int axis) {
        Scaling scaling = weights.requiredScaling();
        node.require(!scaling.isPerChannel() || scaling.axis() == axis, "scales along axis " + scaling.axis());
        node.outputOfInputsType();
        node.bias(2, channels); // the reference kernels do not look at its scale
        WideChecks.sums(node, channels);
    }

    private static void slides(CheckedNode node, Shape x, int filterY, int filterX, Window window, int channels) {
        Padding padding = window.padding();
        long y = (long) x.height() + padding.top() + padding.bottom() - (filterY - 1L) * window.dilationY() - 1;
        long across = (long) x.width() + padding.left() + padding.right() - (filterX - 1L) * window.dilationX() - 1;
        node.require(y >= 0 && across >= 0, "a window larger than the picture of " + x);
        node.makes(Shape.of(1, (int) (y / window.strideY()) + 1, (int) (across / window.strideX()) + 1, channels));
    }
}
