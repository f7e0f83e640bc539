package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;

/** The squared Mahalanobis distance: the twin of {@code tw_whitened_distance_s8}. */
final class WhitenedDistance implements Kernel {
    private static final int MOST = 1 << 23;

    private final DataType type;
    private final int[] mean;
    private final int[] rows;
    private final int[] shifts;
    private final int shift;

    WhitenedDistance(Graph graph, Node node, Op.WhitenedDistance op) {
        this.type = graph.in(node, 0).type();
        this.mean = graph.in(node, 1).ints();
        this.rows = graph.in(node, 2).ints();
        this.shifts = graph.in(node, 3).ints();
        this.shift = op.shift();
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        long sum = 0;
        int row = 0;
        for (int j = 0; j < mean.length; j++) {
            long z = whitened(in[0], row, j);
            sum += z * z;
            row += j + 1;
        }
        Elements.put(out[0], DataType.INT32, 0, CentreDistance.score(sum, shift));
    }

    private long whitened(byte[] x, int row, int j) {
        long sum = 0;
        for (int i = 0; i <= j; i++) {
            sum += (long) rows[row + i] * (CentreDistance.feature(x, type, i) - mean[i]);
        }
        return Math.clamp(sum >> shifts[j], -MOST, MOST - 1);
    }
}
