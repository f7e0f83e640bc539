package dev.tinywright.reference;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.tensor.Rounding;

/** Each row of the input gives a row of the output. */
final class FullyConnected implements Kernel {
    private final SumParameters parameters;
    private final Rounding rounding;
    private final int inputs;
    private final int units;

    FullyConnected(Graph graph, Node node, Rounding rounding) {
        this.parameters = SumParameters.of(graph, node);
        this.rounding = rounding;
        this.inputs = graph.in(node, 1).shape().dim(-1);
        this.units = graph.in(node, 1).shape().dim(-2);
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        for (int row = 0, at = 0; row < in[0].length; row += inputs) {
            for (int unit = 0; unit < units; unit++) {
                int sum = Convolution.dot(in[0], row, parameters.inputZero(), in[1], unit * inputs, inputs);
                out[0][at++] = parameters.finish(rounding, unit, parameters.bias()[unit] + sum);
            }
        }
    }
}
