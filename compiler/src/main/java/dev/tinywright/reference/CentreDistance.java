package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;

/** The squared distance to the nearest centre: the twin of {@code tw_centre_distance_s8}. */
final class CentreDistance implements Kernel {
    private final DataType type;
    private final int[] centres;
    private final int[] weights;
    private final int shift;

    CentreDistance(Graph graph, Node node, Op.CentreDistance op) {
        this.type = graph.in(node, 0).type();
        this.centres = graph.in(node, 1).ints();
        this.weights = graph.in(node, 2).ints();
        this.shift = op.shift();
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        long least = Long.MAX_VALUE;
        for (int centre = 0; centre < centres.length; centre += weights.length) {
            least = Math.min(least, distance(in[0], centre));
        }
        Elements.put(out[0], DataType.INT32, 0, score(least, shift));
    }

    private long distance(byte[] x, int centre) {
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            long difference = (long) feature(x, type, i) - centres[centre + i];
            sum += difference * difference * weights[i];
        }
        return sum;
    }

    /** Returns a feature in the fixed point of centres. */
    static int feature(byte[] x, DataType type, int index) {
        return type == DataType.INT8 ? x[index] * Op.CentreDistance.STEPS : Elements.get(x, type, index);
    }

    static int score(long sum, int shift) {
        return (int) Math.min(sum >> shift, Integer.MAX_VALUE);
    }
}
