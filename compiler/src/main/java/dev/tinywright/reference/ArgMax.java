package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;

/** Index of the largest along an axis, the first of equals. */
final class ArgMax implements Kernel {
    private final DataType inputType;
    private final DataType outputType;
    private final int length;
    private final int inner;

    ArgMax(Graph graph, Node node, Op.ArgMax op) {
        Tensor input = graph.in(node, 0);
        Shape shape = input.shape();
        int axis = op.axis() < 0 ? op.axis() + shape.rank() : op.axis();
        this.inputType = input.type();
        this.outputType = graph.out(node).type();
        this.length = shape.dim(axis);
        this.inner = Layout.innerSize(shape, axis);
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        int outputs = in[0].length / inputType.bytes() / length;
        for (int i = 0; i < outputs; i++) {
            Elements.put(out[0], outputType, i, largest(in[0], i / inner * inner * length + i % inner));
        }
    }

    private int largest(byte[] x, int first) {
        int best = 0;
        for (int i = 1; i < length; i++) {
            if (Elements.get(x, inputType, first + i * inner) > Elements.get(x, inputType, first + best * inner)) {
                best = i;
            }
        }
        return best;
    }
}
