package dev.tinywright.passes;

import static dev.tinywright.passes.GraphBuilder.int8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.tensor.Requantizer;
import org.junit.jupiter.api.Test;

class FoldConstantsTest {
    private static final Pass PASS = new FoldConstants();
    private static final Op ADD = new Op.Binary(Op.BinaryKind.ADD, Clamp.NONE);

    private final GraphBuilder builder = new GraphBuilder();
    private final int x = builder.input(2, 2);
    private final int constant = builder.constant(new int[] {4}, 1, 2, -3, 4);

    @Test
    void computesChainsOfConstants() {
        int sum = builder.node(ADD, int8(4), constant, constant);
        int shaped = builder.node(new Op.Reshape(), int8(2, 2), sum);

        Graph after = PassAssert.fires(PASS, builder.to(builder.node(ADD, int8(2, 2), x, shaped)));

        assertThat(PassAssert.ops(after)).containsExactly(ADD);
        assertThat(after.in(after.nodes().getFirst(), 1).ints()).containsExactly(-8, -6, -16, -2);
    }

    @Test
    void leavesWhatHangsOnAnInput() {
        PassAssert.doesNotFire(PASS, builder.to(builder.node(ADD, int8(2, 2), x, builder.constant(new int[] {1}, 7))));
    }

    @Test
    void leavesWhatTheCallerReads() {
        PassAssert.doesNotFire(PASS, builder.to(builder.node(new Op.Reshape(), int8(2, 2), constant)));
    }

    @Test
    void leavesASumThatTheTwoRoundingsSeeDifferently() {
        int picture = builder.constant(new int[] {1, 1, 1, 1}, 1);
        int[] differing = new int[1];
        while (!differ(differing[0])) {
            differing[0]++;
        }
        int sum = builder.conv(picture, GraphBuilder.PLAIN, 1, int8(1, 1, 1, 1), differing, 3);

        PassAssert.doesNotFire(PASS, builder.to(builder.node(ADD, int8(2, 2), x, sum)));
    }

    /** Whether a bias is a tie for the convolution of that test: input scale · 0.01 / output scale. */
    private static boolean differ(int bias) {
        Requantizer factor = Requantizer.of((double) GraphBuilder.SCALE * 0.01f / GraphBuilder.SCALE);
        return factor.apply(bias + 3) != factor.applyOnce(bias + 3);
    }
}
