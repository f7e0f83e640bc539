package dev.tinywright.reference;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import dev.tinywright.tensor.Rounding;

/** Each channel has filters of its own. */
final class DepthwiseConvolution implements Kernel {
    private final SumParameters parameters;
    private final Rounding rounding;
    private final Window window;
    private final int multiplier;
    private final Shape input;
    private final Shape weights;
    private final Shape output;

    DepthwiseConvolution(Graph graph, Node node, Op.DepthwiseConv2d op, Rounding rounding) {
        this.parameters = SumParameters.of(graph, node);
        this.rounding = rounding;
        this.window = op.window();
        this.multiplier = op.multiplier();
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
        for (int filterY = 0; filterY < weights.height(); filterY++) {
            int y = outputY * window.strideY() - window.padding().top() + filterY * window.dilationY();
            if (y < 0 || y >= input.height()) {
                continue;
            }
            for (int filterX = 0; filterX < weights.width(); filterX++) {
                int column = outputX * window.strideX() - window.padding().left() + filterX * window.dilationX();
                if (column >= 0 && column < input.width()) {
                    int pixel = (y * input.width() + column) * input.channels();
                    addPixel(x, pixel, w, (filterY * weights.width() + filterX) * sums.length, sums);
                }
            }
        }
    }

    private void addPixel(byte[] x, int pixel, byte[] w, int weight, int[] sums) {
        int zero = parameters.inputZero();
        for (int channel = 0, filter = 0; channel < input.channels(); channel++) {
            int real = x[pixel + channel] - zero;
            for (int i = 0; i < multiplier; i++, filter++) {
                sums[filter] += real * w[weight + filter];
            }
        }
    }
}
