package dev.tinywright.passes;

import static dev.tinywright.passes.GraphBuilder.int8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FuseActivationsTest {
    private static final Pass PASS = new FuseActivations();

    private final GraphBuilder builder = new GraphBuilder();
    private final int x = builder.input(1, 3, 3, 2);

    @ParameterizedTest
    @EnumSource(names = {"RELU", "RELU6", "RELU_N1_TO_1"})
    void letsAConvolutionClamp(Op.UnaryKind kind) {
        int a = builder.pointwise(x, new int[] {0, 0}, 50, -30, 20, 70);

        Graph after = PassAssert.fires(PASS, builder.to(builder.unary(kind, a)));

        assertThat(PassAssert.ops(after))
                .containsExactly(new Op.Conv2d(GraphBuilder.PLAIN, Clamp.valueOf(kind.name())));
    }

    @Test
    void joinsTwoClamps() {
        int sum = builder.node(
                new Op.Binary(Op.BinaryKind.ADD, Clamp.RELU), int8(1, 3, 3, 2), x, builder.input(1, 3, 3, 2));

        Graph after = PassAssert.fires(PASS, builder.to(builder.unary(Op.UnaryKind.RELU6, sum)));

        assertThat(PassAssert.ops(after)).containsExactly(new Op.Binary(Op.BinaryKind.ADD, Clamp.RELU6));
    }

    @Test
    void leavesTwoClampsThatNoSingleOneIs() {
        int sum = builder.node(
                new Op.Binary(Op.BinaryKind.ADD, Clamp.RELU), int8(1, 3, 3, 2), x, builder.input(1, 3, 3, 2));

        PassAssert.doesNotFire(PASS, builder.to(builder.unary(Op.UnaryKind.RELU_N1_TO_1, sum)));
    }

    @Test
    void leavesAnActivationThatChangesTheScale() {
        int a = builder.pointwise(x, new int[] {0, 0}, 50, -30, 20, 70);

        PassAssert.doesNotFire(
                PASS, builder.to(builder.node(new Op.Unary(Op.UnaryKind.RELU, 0), int8(0.04f, -128, 1, 3, 3, 2), a)));
    }

    @Test
    void leavesAnActivationWhoseInputIsReadTwice() {
        int a = builder.pointwise(x, new int[] {0, 0}, 50, -30, 20, 70);

        PassAssert.doesNotFire(PASS, builder.to(builder.unary(Op.UnaryKind.RELU, a), a));
    }

    @Test
    void leavesAnActivationBehindWhatCannotClamp() {
        int a = builder.node(new Op.Reshape(), int8(1, 18), x);

        PassAssert.doesNotFire(PASS, builder.to(builder.unary(Op.UnaryKind.RELU, a)));
    }
}
