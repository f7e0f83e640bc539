package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import dev.tinywright.tensor.Rounding;

/** Sums of products of int16 inputs and int8 weights; what lies outside of a picture adds nothing. */
final class WideSums implements Kernel {
    private final WideSumParameters parameters;
    private final Rounding rounding;
    private final Window window;
    private final Shape input;
    private final Shape filter;
    private final Shape output;
    /** Output channels that look at one input channel; 0 where each looks at all. */
    private final int multiplier;

    private WideSums(Graph graph, Node node, Rounding rounding, Window window, Shape[] shapes, int multiplier) {
        this.parameters = WideSumParameters.of(graph, node);
        this.rounding = rounding;
        this.window = window;
        this.input = shapes[0];
        this.filter = shapes[1];
        this.output = shapes[2];
        this.multiplier = multiplier;
    }

    static Kernel convolution(Graph graph, Node node, Op.Conv2d op, Rounding rounding) {
        return new WideSums(graph, node, rounding, op.window(), shapes(graph, node), 0);
    }

    static Kernel depthwise(Graph graph, Node node, Op.DepthwiseConv2d op, Rounding rounding) {
        return new WideSums(graph, node, rounding, op.window(), shapes(graph, node), op.multiplier());
    }

    /** A convolution of 1x1 over a picture one pixel high. */
    static Kernel fullyConnected(Graph graph, Node node, Rounding rounding) {
        int units = graph.in(node, 1).shape().dim(-2);
        int inputs = graph.in(node, 1).shape().dim(-1);
        int rows = graph.in(node, 0).elements() / inputs;
        Shape[] shapes = {Shape.of(1, 1, rows, inputs), Shape.of(units, 1, 1, inputs), Shape.of(1, 1, rows, units)};
        return new WideSums(graph, node, rounding, Window.of(Padding.NONE, 1), shapes, 0);
    }

    private static Shape[] shapes(Graph graph, Node node) {
        return new Shape[] {
            graph.in(node, 0).shape(),
            graph.in(node, 1).shape(),
            graph.out(node).shape()
        };
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        int[] x = new int[input.elements()];
        for (int i = 0; i < x.length; i++) {
            x[i] = Elements.get(in[0], DataType.INT16, i);
        }
        long[] sums = new long[output.channels()];
        int at = 0;
        for (int row = 0; row < output.height(); row++) {
            for (int column = 0; column < output.width(); column++) {
                System.arraycopy(parameters.bias(), 0, sums, 0, sums.length);
                addWindow(x, in[1], row, column, sums);
                for (int channel = 0; channel < sums.length; channel++) {
                    int q = parameters.finish(rounding, channel, sums[channel]);
                    Elements.put(out[0], DataType.INT16, at++, q);
                }
            }
        }
    }

    private void addWindow(int[] x, byte[] w, int outputY, int outputX, long[] sums) {
        for (int tap = 0; tap < filter.height() * filter.width(); tap++) {
            int y = outputY * window.strideY() - window.padding().top() + tap / filter.width() * window.dilationY();
            int column =
                    outputX * window.strideX() - window.padding().left() + tap % filter.width() * window.dilationX();
            if (y >= 0 && y < input.height() && column >= 0 && column < input.width()) {
                int pixel = (y * input.width() + column) * input.channels();
                if (multiplier == 0) {
                    addAll(x, pixel, w, tap * input.channels(), sums);
                } else {
                    addOwn(x, pixel, w, tap * sums.length, sums);
                }
            }
        }
    }

    private void addAll(int[] x, int pixel, byte[] w, int weight, long[] sums) {
        int channels = input.channels();
        int filterSize = filter.height() * filter.width() * channels;
        for (int channel = 0, row = weight; channel < sums.length; channel++, row += filterSize) {
            long sum = 0;
            for (int i = 0; i < channels; i++) {
                sum += x[pixel + i] * w[row + i];
            }
            sums[channel] += sum;
        }
    }

    private void addOwn(int[] x, int pixel, byte[] w, int weight, long[] sums) {
        for (int channel = 0; channel < sums.length; channel++) {
            sums[channel] += x[pixel + channel / multiplier] * w[weight + channel];
        }
    }
}
