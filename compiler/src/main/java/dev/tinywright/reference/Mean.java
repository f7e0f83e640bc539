package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import java.util.stream.IntStream;

/** Means over axes. */
final class Mean implements Kernel {
    private final MeanParameters parameters;
    private final DataType type;
    private final int outputs;
    /** Index of the output that each input is a part of. */
    private final int[] target;

    Mean(Graph graph, Node node, Op.Mean op) {
        Shape input = graph.in(node, 0).shape();
        this.type = graph.in(node, 0).type();
        this.outputs = graph.out(node).elements();
        this.parameters = MeanParameters.of(
                graph.in(node, 0).requiredScaling(), graph.out(node).requiredScaling(), input.elements() / outputs);
        this.target = Broadcast.indices(kept(input, op), input);
    }

    /** Returns the shape with 1 for each axis that goes. */
    private static Shape kept(Shape input, Op.Mean op) {
        return Shape.of(IntStream.range(0, input.rank())
                .map(axis -> op.axes().contains(axis) ? 1 : input.dim(axis))
                .toArray());
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        int[] sums = new int[outputs];
        for (int i = 0; i < target.length; i++) {
            sums[target[i]] += Elements.get(in[0], type, i);
        }
        for (int i = 0; i < outputs; i++) {
            Elements.put(out[0], type, i, parameters.apply(sums[i], type));
        }
    }
}
