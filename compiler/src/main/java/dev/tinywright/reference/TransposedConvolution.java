package dev.tinywright.reference;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import dev.tinywright.tensor.Rounding;

/** Each input adds itself times a filter to the outputs around its place; what falls outside is lost. */
final class TransposedConvolution implements Kernel {
    private final SumParameters parameters;
    private final Rounding rounding;
    private final Window window;
    private final Shape input;
    private final Shape weights;
    private final Shape output;

    TransposedConvolution(Graph graph, Node node, Op.TransposeConv op, Rounding rounding) {
        this.parameters = SumParameters.of(graph, node);
        this.rounding = rounding;
        this.window = op.window();
        this.input = graph.in(node, 0).shape();
        this.weights = graph.in(node, 1).shape();
        this.output = graph.out(node).shape();
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        int[] sums = new int[output.elements()];
        for (int y = 0; y < input.height(); y++) {
            for (int x = 0; x < input.width(); x++) {
                scatter(in[0], in[1], y, x, sums);
            }
        }
        for (int i = 0; i < sums.length; i++) {
            int channel = i % output.channels();
            out[0][i] = parameters.finish(rounding, channel, parameters.bias()[channel] + sums[i]);
        }
    }

    private void scatter(byte[] x, byte[] w, int inputY, int inputX, int[] sums) {
        int pixel = (inputY * input.width() + inputX) * input.channels();
        for (int filterY = 0; filterY < weights.height(); filterY++) {
            int y = inputY * window.strideY() - window.padding().top() + filterY * window.dilationY();
            for (int filterX = 0; filterX < weights.width(); filterX++) {
                int column = inputX * window.strideX() - window.padding().left() + filterX * window.dilationX();
                if (y >= 0 && y < output.height() && column >= 0 && column < output.width()) {
                    int weight = (filterY * weights.width() + filterX) * input.channels();
                    addPixel(x, pixel, w, weight, sums, (y * output.width() + column) * output.channels());
                }
            }
        }
    }

    private void addPixel(byte[] x, int pixel, byte[] w, int weight, int[] sums, int sum) {
        int channels = input.channels();
        int filterSize = weights.height() * weights.width() * channels;
        for (int filter = 0; filter < output.channels(); filter++) {
            int row = weight + filter * filterSize;
            sums[sum + filter] += Convolution.dot(x, pixel, parameters.inputZero(), w, row, channels);
        }
    }
}
