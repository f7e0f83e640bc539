package dev.tinywright.passes;

import static dev.tinywright.passes.GraphBuilder.int8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import org.junit.jupiter.api.Test;

class AddBiasTest {
    private static final Pass PASS = new AddBias();
    private static final Op FULL = new Op.FullyConnected(Clamp.NONE);

    private final GraphBuilder builder = new GraphBuilder();
    private final int x = builder.input(1, 2);
    private final int weights = builder.constant(new int[] {3, 2}, 50, -30, 20, 70, 10, -90);

    @Test
    void addsZeros() {
        Graph after = PassAssert.fires(PASS, builder.to(builder.node(FULL, int8(1, 3), x, weights)));

        assertThat(after.in(after.nodes().getFirst(), 2).ints()).containsExactly(0, 0, 0);
    }

    @Test
    void addsThemForABiasThatIsLeftOut() {
        PassAssert.fires(PASS, builder.to(builder.node(FULL, int8(1, 3), x, weights, Node.ABSENT)));
    }

    @Test
    void leavesABias() {
        PassAssert.doesNotFire(PASS, builder.to(builder.pointwise(builder.input(1, 1, 1, 2), new int[] {7}, 3, 4)));
    }
}
