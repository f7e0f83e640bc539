package dev.tinywright.reference;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import dev.tinywright.tensor.Rounding;

/** Every output is a sum over all channels of the part of the picture under the filter; what lies outside adds nothing. */
final class Convolution implements Kernel {
    private final SumParameters parameters;
    private final Rounding rounding;
    private final Window window;
    private final Shape input;
    private final Shape weights;
    private final Shape output;

    Convolution(Graph graph, Node node, Op.Conv2d op, Rounding rounding) {
        this.parameters = SumParameters.of(graph, node);
        this.rounding = rounding;
        this.window = op.window();
        this.input = graph.in(node, 0).shape();
        this.weights = graph.in(node, 1).shape();
        this.output = graph.out(node).shape();
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        int filters = output.channels();
        int[] sums = new int[filters];
        int at = 0;
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                System.arraycopy(parameters.bias(), 0, sums, 0, filters);
                addWindow(in[0], in[1], y, x, sums);
                for (int filter = 0; filter < filters; filter++) {
                    out[0][at++] = parameters.finish(rounding, filter, sums[filter]);
                }
            }
        }
    }

    private void addWindow(byte[] x, byte[] w, int outputY, int outputX, int[] sums) {
        int channels = input.channels();
        for (int filterY = 0; filterY < weights.height(); filterY++) {
            int y = outputY * window.strideY() - window.padding().top() + filterY * window.dilationY();
            if (y < 0 || y >= input.height()) {
                continue;
            }
            for (int filterX = 0; filterX < weights.width(); filterX++) {
                int column = outputX * window.strideX() - window.padding().left() + filterX * window.dilationX();
                if (column >= 0 && column < input.width()) {
                    int pixel = (y * input.width() + column) * channels;
                    addPixel(x, pixel, w, (filterY * weights.width() + filterX) * channels, sums);
                }
            }
        }
    }

    /** Adds one pixel's share to the sum of each filter. */
    private void addPixel(byte[] x, int pixel, byte[] w, int weight, int[] sums) {
        int channels = input.channels();
        int filterSize = weights.height() * weights.width() * channels;
        for (int filter = 0, row = weight; filter < sums.length; filter++, row += filterSize) {
            sums[filter] += dot(x, pixel, parameters.inputZero(), w, row, channels);
        }
    }

    /** Returns {@code Σ (x[xAt + i] − zero) · w[wAt + i]}. */
    static int dot(byte[] x, int xAt, int zero, byte[] w, int wAt, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (x[xAt + i] - zero) * w[wAt + i];
        }
        return sum;
    }
}
