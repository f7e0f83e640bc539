package dev.tinywright.passes;

import static dev.tinywright.passes.GraphBuilder.int8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MergeQuantizeTest {
    private static final Pass PASS = new MergeQuantize();
    private static final Op QUANTIZE = new Op.Quantize();
    private static final Op DEQUANTIZE = new Op.Dequantize();
    private static final Op FLATTEN = new Op.Reshape();

    private final GraphBuilder builder = new GraphBuilder();

    @Test
    void dropsAPairThatUndoesItself() {
        int x = builder.input(uint8());
        int a = builder.node(QUANTIZE, int8(0.05f, -118, 3, 4), x);
        int b = builder.node(QUANTIZE, uint8(), a);

        Graph after = PassAssert.fires(
                PASS,
                builder.to(builder.node(
                        FLATTEN, Tensor.activation("y", DataType.UINT8, Shape.of(12), uint8().scaling()), b)));

        assertThat(PassAssert.ops(after)).containsExactly(FLATTEN);
    }

    @Test
    void takesTheStraightWayToFloat() {
        int x = builder.input(uint8());
        int a = builder.node(QUANTIZE, int8(0.05f, -118, 3, 4), x);

        Graph after = PassAssert.fires(PASS, builder.to(builder.node(DEQUANTIZE, float32(), a)));

        assertThat(PassAssert.ops(after)).containsExactly(DEQUANTIZE);
    }

    @Test
    void leavesAPairThatIsCoarserInBetween() {
        int x = builder.input(uint8());
        int a = builder.node(QUANTIZE, int8(0.1f, -118, 3, 4), x);

        PassAssert.doesNotFire(PASS, builder.to(builder.node(QUANTIZE, uint8(), a)));
    }

    @Test
    void leavesWhatComesFromFloat() {
        int x = builder.input(float32());
        int a = builder.node(QUANTIZE, int8(3, 4), x);

        PassAssert.doesNotFire(PASS, builder.to(builder.node(DEQUANTIZE, float32(), a)));
    }

    @Test
    void leavesASingleChangeOfScale() {
        PassAssert.doesNotFire(PASS, builder.to(builder.node(QUANTIZE, int8(0.06f, 3, 3, 4), builder.input(3, 4))));
    }

    private static Tensor uint8() {
        return Tensor.activation("u", DataType.UINT8, Shape.of(3, 4), Optional.of(Scaling.of(0.05f, 10)));
    }

    private static Tensor float32() {
        return Tensor.activation("f", DataType.FLOAT32, Shape.of(3, 4), Optional.empty());
    }
}
