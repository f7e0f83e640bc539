package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;

/** The sum of squared differences of two tensors: the twin of {@code tw_squared_difference_s8}. */
final class SquaredDifference implements Kernel {
    private final DifferenceParameters parameters;
    private final int shift;

    SquaredDifference(Graph graph, Node node, Op.SquaredDifference op) {
        this.parameters = DifferenceParameters.of(
                graph.in(node, 0).requiredScaling(), graph.in(node, 1).requiredScaling());
        this.shift = op.shift();
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        long sum = 0;
        for (int i = 0; i < in[0].length; i++) {
            int left = parameters.first().apply(in[0][i] - parameters.firstZero());
            long difference = (long) left - parameters.second().apply(in[1][i] - parameters.secondZero());
            sum += difference * difference;
        }
        Elements.put(out[0], DataType.INT32, 0, CentreDistance.score(sum, shift));
    }
}
