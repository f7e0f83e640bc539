package dev.tinywright.passes;

import static dev.tinywright.passes.GraphBuilder.int8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LookupsTest {
    private static final Pass PASS = new Lookups();

    private final GraphBuilder builder = new GraphBuilder();
    private final int x = builder.input(7, 9);

    @ParameterizedTest
    @EnumSource
    void makesATableOfEveryActivation(Op.UnaryKind kind) {
        int y = builder.node(new Op.Unary(kind, kind == Op.UnaryKind.LEAKY_RELU ? 0.1f : 0), output(kind), x);

        assertThat(PassAssert.ops(PassAssert.fires(PASS, builder.to(y))))
                .singleElement()
                .isInstanceOf(Op.Lookup.class);
    }

    private static Tensor output(Op.UnaryKind kind) {
        return switch (kind) {
            case LOGISTIC -> int8(1 / 256f, -128, 7, 9);
            case TANH -> int8(1 / 128f, 0, 7, 9);
            default -> int8(7, 9);
        };
    }

    @ParameterizedTest
    @EnumSource
    void makesATableOfArithmeticWithOneConstant(Op.BinaryKind kind) {
        int y = builder.node(
                new Op.Binary(kind, Clamp.RELU), int8(0.03f, 5, 7, 9), builder.constant(new int[] {1}, 77), x);

        assertThat(PassAssert.ops(PassAssert.fires(PASS, builder.to(y))))
                .singleElement()
                .isInstanceOf(Op.Lookup.class);
    }

    @Test
    void joinsTablesAndRescaling() {
        int a = builder.node(new Op.Prelu(), int8(0.04f, 3, 7, 9), x, builder.constant(new int[] {1, 1}, 9));
        int b = builder.node(new Op.Quantize(), int8(0.06f, 4, 7, 9), a);
        int c = builder.node(
                new Op.Dequantize(), Tensor.activation("f", DataType.FLOAT32, Shape.of(7, 9), Optional.empty()), b);
        int y = builder.node(new Op.Quantize(), int8(0.07f, -4, 7, 9), c);

        Graph after = PassAssert.fires(PASS, builder.to(y));

        assertThat(PassAssert.ops(after)).singleElement().isInstanceOf(Op.Lookup.class);
    }

    @Test
    void leavesArithmeticWithConstantsThatDiffer() {
        int constants = builder.constant(new int[] {9}, 1, 1, 1, 1, 1, 1, 1, 1, 2);

        PassAssert.doesNotFire(
                PASS, builder.to(builder.node(new Op.Binary(Op.BinaryKind.MUL, Clamp.NONE), int8(7, 9), x, constants)));
    }

    @Test
    void leavesArithmeticThatMakesAnInputLarger() {
        int one = builder.input(1, 9);

        PassAssert.doesNotFire(
                PASS,
                builder.to(builder.node(
                        new Op.Binary(Op.BinaryKind.ADD, Clamp.NONE),
                        int8(2, 9),
                        one,
                        builder.constant(new int[] {2, 1}, 4, 4))));
    }

    @Test
    void leavesTwoInputs() {
        PassAssert.doesNotFire(
                PASS, builder.to(builder.node(new Op.Binary(Op.BinaryKind.MUL, Clamp.NONE), int8(7, 9), x, x)));
    }

    @Test
    void joinsNoTablesWhereTheFirstIsReadToo() {
        int a = builder.unary(Op.UnaryKind.HARD_SWISH, x);

        Graph after = PassAssert.fires(PASS, builder.to(builder.unary(Op.UnaryKind.RELU, a), a));

        assertThat(after.nodes().getLast().inputs())
                .isEqualTo(after.nodes().getFirst().outputs());
    }
}
