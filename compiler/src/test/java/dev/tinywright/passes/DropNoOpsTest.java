package dev.tinywright.passes;

import static dev.tinywright.passes.GraphBuilder.int8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DropNoOpsTest {
    private static final Pass PASS = new DropNoOps();
    private static final Op SWISH = new Op.Unary(Op.UnaryKind.HARD_SWISH, 0);

    private final GraphBuilder builder = new GraphBuilder();
    private final int x = builder.node(SWISH, int8(1, 4, 1, 8), builder.input(1, 4, 1, 8));

    static List<Op> nothing() {
        byte[] identity = new byte[256];
        for (int i = 0; i < 256; i++) {
            identity[i] = (byte) (i - 128);
        }
        return List.of(
                new Op.Reshape(),
                new Op.Transpose(List.of(0, 1, 2, 3)),
                new Op.StridedSlice(List.of(0, 0, 0, 0), List.of(1, 1, 1, 1)),
                new Op.Concat(3),
                new Op.Split(1),
                new Op.Pad(List.of(0, 0, 0, 0), List.of(0, 0, 0, 0), 0),
                new Op.Pool(Op.PoolKind.AVERAGE, 1, 1, GraphBuilder.PLAIN, Clamp.NONE),
                new Op.ResizeNearest(false, false),
                new Op.Lookup("identity", identity));
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void dropsWhatDoesNothing(Op op) {
        int a = builder.node(op, int8(1, 4, 1, 8), x);

        Graph after = PassAssert.fires(PASS, builder.to(builder.node(SWISH, int8(1, 4, 1, 8), a)));

        assertThat(PassAssert.ops(after)).containsExactly(SWISH, SWISH);
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void letsTheNodeBeforeMakeTheOutput(Op op) {
        Graph after = PassAssert.fires(PASS, builder.to(builder.node(op, int8(1, 4, 1, 8), x)));

        assertThat(PassAssert.ops(after)).containsExactly(SWISH);
    }

    @Test
    void makesOneReshapeOfAChain() {
        int a = builder.node(new Op.Transpose(List.of(0, 2, 1, 3)), int8(1, 1, 4, 8), x);
        int b = builder.node(new Op.Reshape(), int8(4, 8), a);

        Graph after = PassAssert.fires(PASS, builder.to(builder.node(new Op.Reshape(), int8(32), b)));

        assertThat(PassAssert.ops(after)).containsExactly(SWISH, new Op.Reshape());
    }

    @Test
    void makesOneTransposeOfTwo() {
        int picture = builder.input(1, 2, 3, 4);
        int a = builder.node(new Op.Transpose(List.of(0, 2, 3, 1)), int8(1, 3, 4, 2), picture);

        Graph after = PassAssert.fires(
                PASS, builder.to(builder.node(new Op.Transpose(List.of(0, 2, 1, 3)), int8(1, 4, 3, 2), a)));

        assertThat(PassAssert.ops(after)).containsExactly(new Op.Transpose(List.of(0, 3, 2, 1)));
    }

    @Test
    void leavesWhatMovesElements() {
        PassAssert.doesNotFire(
                PASS, builder.to(builder.node(new Op.Transpose(List.of(0, 3, 2, 1)), int8(1, 8, 1, 4), x)));
    }

    @Test
    void leavesASliceThatTurnsAround() {
        Op backward = new Op.StridedSlice(List.of(0, 3, 0, 0), List.of(1, -1, 1, 1));

        PassAssert.doesNotFire(PASS, builder.to(builder.node(backward, int8(1, 4, 1, 8), x)));
    }

    @Test
    void leavesAConcatenationThatChangesTheScale() {
        PassAssert.doesNotFire(PASS, builder.to(builder.node(new Op.Concat(3), int8(0.06f, 0, 1, 4, 1, 8), x)));
    }

    @Test
    void leavesAPoolThatClamps() {
        Op pool = new Op.Pool(Op.PoolKind.MAX, 1, 1, GraphBuilder.PLAIN, Clamp.RELU);

        PassAssert.doesNotFire(PASS, builder.to(builder.node(pool, int8(1, 4, 1, 8), x)));
    }

    @Test
    void leavesACopyFromInputToOutput() {
        GraphBuilder copy = new GraphBuilder();

        PassAssert.doesNotFire(PASS, copy.to(copy.node(new Op.Reshape(), int8(2, 3), copy.input(2, 3))));
    }
}
