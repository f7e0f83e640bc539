package dev.tinywright.passes;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import dev.tinywright.reference.SumParameters;
import dev.tinywright.tensor.Rounding;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Bounds of the outputs of a convolution or a fully connected layer, from those of its inputs.
 *
 * <p>With {@code a ≤ x − zero ≤ b} for every input, a sum {@code Σ w · (x − zero)} lies between {@code (m − r) / 2} and
 * {@code (m + r) / 2}, where {@code m = Σ w · (a + b)} and {@code r = Σ |w| · (b − a)}; both ends are reached. What comes after
 * the sum never falls when the sum rises.
 */
final class SumBounds {
    private final Shape x;
    private final Shape filter;
    private final Shape y;
    private final SumParameters parameters;
    private final short[] weights;
    private final short[] sizes;
    private final short[] middles;
    private final short[] widths;
    private final byte[] low;
    private final byte[] high;

    private SumBounds(Graph graph, Node node, byte[] low, byte[] high) {
        x = graph.in(node, 0).shape();
        filter = graph.in(node, 1).shape();
        y = graph.out(node).shape();
        parameters = SumParameters.of(graph, node);
        byte[] values = graph.in(node, 1).toBytes();
        weights = new short[values.length];
        sizes = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            weights[i] = values[i];
            sizes[i] = (short) Math.abs(values[i]);
        }
        middles = new short[low.length];
        widths = new short[low.length];
        for (int i = 0; i < low.length; i++) {
            middles[i] = (short) (low[i] + high[i] - 2 * parameters.inputZero());
            widths[i] = (short) (high[i] - low[i]);
        }
        this.low = new byte[graph.out(node).elements()];
        this.high = new byte[graph.out(node).elements()];
    }

    /** Returns the bounds; empty where weights are not known or there are very many. */
    static Optional<SumBounds> of(Graph graph, Node node, byte[] low, byte[] high) {
        if (!hasPlainSums(graph, node) || !canBeComputed(graph, node)) {
            return Optional.empty();
        }
        SumBounds bounds = new SumBounds(graph, node, low, high);
        switch (node.op()) {
            case Op.Conv2d conv -> bounds.convolve(conv.window(), 0);
            case Op.DepthwiseConv2d conv -> bounds.convolve(conv.window(), conv.multiplier());
            default -> bounds.multiply();
        }
        return Optional.of(bounds);
    }

    byte[] low() {
        return low;
    }

    byte[] high() {
        return high;
    }

    /** Whether weights are int8 constants around zero with a constant bias, and input and output are int8. */
    static boolean hasPlainSums(Graph graph, Node node) {
        Tensor weights = graph.in(node, 1);
        return weights.isConstant()
                && weights.type() == DataType.INT8
                && weights.zeroPoint() == 0
                && graph.in(node, 0).type() == DataType.INT8
                && graph.out(node).type() == DataType.INT8
                && graph.input(node, 2).filter(Tensor::isConstant).isPresent();
    }

    /** Returns how many weights each output has: the columns of the weights, of which each output is a row. */
    static int rowLength(Graph graph, Node node) {
        Tensor weights = graph.in(node, 1);
        return weights.elements() / weights.shape().dim(0);
    }

    /** Whether no input makes a sum leave int32, in whatever order it is made: {@code |bias| + Σ |w| · 255 < 2^31}. */
    static boolean staysInInt32(Graph graph, Node node) {
        int[] bias = graph.in(node, 2).ints();
        long[] sums = sizes(graph, node);
        return IntStream.range(0, sums.length)
                .allMatch(i -> 255 * sums[i] + Math.abs((long) bias[i]) <= Integer.MAX_VALUE);
    }

    /** Returns {@code Σ |w|} of each output. */
    private static long[] sizes(Graph graph, Node node) {
        byte[] weights = graph.in(node, 1).toBytes();
        long[] sums = new long[graph.in(node, 2).elements()];
        int rowLength = node.op() instanceof Op.DepthwiseConv2d ? 1 : weights.length / sums.length;
        for (int i = 0, output = 0; i < weights.length; output = (output + 1) % sums.length) {
            for (int end = i + rowLength; i < end; i++) {
                sums[output] += Math.abs(weights[i]);
            }
        }
        return sums;
    }

    /** Whether {@code m} and {@code r} stay in int32. */
    private static boolean canBeComputed(Graph graph, Node node) {
        return Arrays.stream(sizes(graph, node)).allMatch(sum -> 2 * 255 * sum <= Integer.MAX_VALUE);
    }

    private void multiply() {
        int length = filter.dim(-1);
        int units = filter.dim(0);
        for (int row = 0, at = 0; row < middles.length; row += length) {
            for (int unit = 0; unit < units; unit++) {
                int m = sum(middles, weights, row, unit * length, length);
                finish(at++, unit, m, sum(widths, sizes, row, unit * length, length));
            }
        }
    }

    /**
     * @param multiplier of a depthwise convolution, 0 for one over all channels
     */
    private void convolve(Window window, int multiplier) {
        int filters = y.channels();
        int[] m = new int[filters];
        int[] r = new int[filters];
        for (int pixel = 0; pixel < y.height() * y.width(); pixel++) {
            Arrays.fill(m, 0);
            Arrays.fill(r, 0);
            addWindow(window, multiplier, pixel, m, r);
            for (int f = 0; f < filters; f++) {
                finish(pixel * filters + f, f, m[f], r[f]);
            }
        }
    }

    private void addWindow(Window window, int multiplier, int pixel, int[] m, int[] r) {
        int top = pixel / y.width() * window.strideY() - window.padding().top();
        int left = pixel % y.width() * window.strideX() - window.padding().left();
        for (int tap = 0; tap < filter.height() * filter.width(); tap++) {
            int row = top + tap / filter.width() * window.dilationY();
            int column = left + tap % filter.width() * window.dilationX();
            if (row >= 0 && row < x.height() && column >= 0 && column < x.width()) {
                int at = (row * x.width() + column) * x.channels();
                if (multiplier == 0) {
                    add(m, r, at, tap * x.channels());
                } else {
                    addDepthwise(m, r, at, tap * m.length, multiplier);
                }
            }
        }
    }

    private void add(int[] m, int[] r, int pixel, int weight) {
        int filterSize = weights.length / m.length;
        for (int f = 0, at = weight; f < m.length; f++, at += filterSize) {
            m[f] += sum(middles, weights, pixel, at, x.channels());
            r[f] += sum(widths, sizes, pixel, at, x.channels());
        }
    }

    private void addDepthwise(int[] m, int[] r, int pixel, int weight, int multiplier) {
        for (int o = 0; o < m.length; o++) {
            m[o] += middles[pixel + o / multiplier] * weights[weight + o];
            r[o] += widths[pixel + o / multiplier] * sizes[weight + o];
        }
    }

    private static int sum(short[] values, short[] weights, int valueAt, int weightAt, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += values[valueAt + i] * weights[weightAt + i];
        }
        return sum;
    }

    /** Sums that could leave int32 come out anywhere. */
    private void finish(int index, int channel, int m, int r) {
        long least = parameters.bias()[channel] + (m - (long) r) / 2;
        long greatest = parameters.bias()[channel] + (m + (long) r) / 2;
        if (least < Integer.MIN_VALUE || greatest > Integer.MAX_VALUE) {
            low[index] = (byte) parameters.min();
            high[index] = (byte) parameters.max();
        } else {
            low[index] = least(channel, (int) least);
            high[index] = greatest(channel, (int) greatest);
        }
    }

    private byte least(int channel, int sum) {
        return (byte) Math.min(
                parameters.finish(Rounding.DOUBLE, channel, sum), parameters.finish(Rounding.SINGLE, channel, sum));
    }

    private byte greatest(int channel, int sum) {
        return (byte) Math.max(
                parameters.finish(Rounding.DOUBLE, channel, sum), parameters.finish(Rounding.SINGLE, channel, sum));
    }
}
