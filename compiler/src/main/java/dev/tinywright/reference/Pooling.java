package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;

/** Average or maximum of the part of the picture under a window. */
final class Pooling implements Kernel {
    private final Op.Pool op;
    private final Shape input;
    private final Shape output;
    private final DataType type;
    private final int min;
    private final int max;

    Pooling(Graph graph, Node node, Op.Pool op) {
        this.op = op;
        this.input = graph.in(node, 0).shape();
        this.output = graph.out(node).shape();
        this.type = graph.in(node, 0).type();
        this.min = op.clamp().lowest(graph.out(node));
        this.max = op.clamp().highest(graph.out(node));
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        int at = 0;
        for (int y = 0; y < output.height(); y++) {
            int top = y * op.window().strideY() - op.window().padding().top();
            for (int x = 0; x < output.width(); x++) {
                int left = x * op.window().strideX() - op.window().padding().left();
                for (int channel = 0; channel < output.channels(); channel++) {
                    Elements.put(out[0], type, at++, Math.clamp(pool(in[0], top, left, channel), min, max));
                }
            }
        }
    }

    private int pool(byte[] x, int top, int left, int channel) {
        int sum = 0;
        int count = 0;
        int largest = Elements.lowest(type);
        for (int y = Math.max(top, 0); y < Math.min(top + op.filterY(), input.height()); y++) {
            for (int column = Math.max(left, 0); column < Math.min(left + op.filterX(), input.width()); column++) {
                int q = Elements.get(x, type, (y * input.width() + column) * input.channels() + channel);
                sum += q;
                largest = Math.max(largest, q);
                count++;
            }
        }
        return op.kind() == Op.PoolKind.MAX ? largest : average(sum, count);
    }

    /** Returns {@code sum / count}, to the nearest, half away from zero. */
    static int average(int sum, int count) {
        return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
    }
}
