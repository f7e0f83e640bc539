package dev.tinywright.passes;

import static dev.tinywright.passes.GraphBuilder.int8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoveDeadNodesTest {
    private static final Pass PASS = new RemoveDeadNodes();

    private final GraphBuilder builder = new GraphBuilder();
    private final int x = builder.input(1, 4);

    @Test
    void dropsChainsThatNobodyReadsAndTheirTensors() {
        int y = builder.unary(Op.UnaryKind.RELU, x);
        builder.unary(Op.UnaryKind.TANH, builder.unary(Op.UnaryKind.LOGISTIC, y));
        builder.constant(new int[] {1}, 5);

        Graph after = PassAssert.fires(PASS, builder.to(y));

        assertThat(after.nodes()).hasSize(1);
        assertThat(after.tensors()).hasSize(2);
    }

    @Test
    void keepsInputsThatNobodyReads() {
        builder.input(1, 4);

        PassAssert.doesNotFire(PASS, builder.to(builder.unary(Op.UnaryKind.RELU, x)));
    }

    @Test
    void keepsANodeOneOfWhoseOutputsIsRead() {
        Tensor half = int8(1, 2);
        Node split = new Node(new Op.Split(1), List.of(0), List.of(1, 2));

        PassAssert.doesNotFire(
                PASS,
                new Graph("g", List.of(int8(1, 4), half, half), List.of(split), List.of(0), List.of(2), List.of()));
    }
}
