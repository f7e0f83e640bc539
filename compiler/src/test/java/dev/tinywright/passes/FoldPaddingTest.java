package dev.tinywright.passes;

import static dev.tinywright.passes.GraphBuilder.int8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldPaddingTest {
    private static final Pass PASS = new FoldPadding();
    private static final int ZERO_POINT = -10;

    private final GraphBuilder builder = new GraphBuilder();
    private final int x = builder.input(1, 5, 6, 2);

    @Test
    void givesAConvolutionTheBorder() {
        Graph after = PassAssert.fires(PASS, builder.to(conv(pad(spatial(1, 2), spatial(2, 0), ZERO_POINT))));

        assertThat(PassAssert.ops(after))
                .containsExactly(new Op.Conv2d(Window.of(new Padding(1, 2, 2, 0), 1), Clamp.NONE));
    }

    @Test
    void addsToTheBorderThatADepthwiseConvolutionHas() {
        int padded = pad(spatial(1, 0), spatial(1, 1), ZERO_POINT);
        int weights =
                builder.constant(new int[] {1, 3, 3, 2}, 9, 8, 7, 6, 5, 4, 3, 2, 1, -9, -8, -7, -6, -5, -4, -3, -2, -1);
        int bias = builder.add(Tensor.constant("b", Shape.of(2), Optional.empty(), new int[2]));
        Op op = new Op.DepthwiseConv2d(Window.of(new Padding(0, 0, 1, 0), 2), 1, Clamp.NONE);
        int y = builder.node(op, int8(1, 3, 3, 2), padded, weights, bias);

        Graph after = PassAssert.fires(PASS, builder.to(y));

        assertThat(PassAssert.ops(after))
                .containsExactly(new Op.DepthwiseConv2d(Window.of(new Padding(1, 1, 1, 1), 2), 1, Clamp.NONE));
    }

    @Test
    void givesAMaximumPoolABorderOfTheLowestValue() {
        assertThat(PassAssert.fires(PASS, builder.to(pool(Op.PoolKind.MAX, pad(spatial(1, 1), spatial(1, 1), -128))))
                        .nodes())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void leavesOtherBordersBeforeAPool(Op.PoolKind kind) {
        PassAssert.doesNotFire(PASS, builder.to(pool(kind, pad(spatial(1, 1), spatial(1, 1), ZERO_POINT))));
    }

    @ParameterizedTest
    @ValueSource(ints = {-128, ZERO_POINT + 1})
    void leavesABorderOfAnythingButZero(int value) {
        PassAssert.doesNotFire(PASS, builder.to(conv(pad(spatial(1, 2), spatial(2, 0), value))));
    }

    @Test
    void leavesChannelsThatAreAdded() {
        PassAssert.doesNotFire(PASS, builder.to(conv(pad(List.of(0, 1, 1, 1), List.of(0, 1, 1, 0), ZERO_POINT))));
    }

    @Test
    void leavesABorderThatAWindowWouldFindNothingElseIn() {
        PassAssert.doesNotFire(PASS, builder.to(conv(pad(spatial(3, 0), spatial(0, 0), ZERO_POINT))));
    }

    private static List<Integer> spatial(int rows, int columns) {
        return List.of(0, rows, columns, 0);
    }

    private int pad(List<Integer> before, List<Integer> after, int value) {
        return builder.node(
                new Op.Pad(before, after, value),
                int8(
                        1,
                        5 + before.get(1) + after.get(1),
                        6 + before.get(2) + after.get(2),
                        2 + before.get(3) + after.get(3)),
                x);
    }

    private int conv(int padded) {
        int height = builder.tensor(padded).shape().height();
        int width = builder.tensor(padded).shape().width();
        return builder.conv(
                padded, GraphBuilder.PLAIN, 3, int8(1, height - 2, width - 2, 2), new int[] {3, -4}, 9, -8, 7, 6, -5);
    }

    private int pool(Op.PoolKind kind, int padded) {
        return builder.node(new Op.Pool(kind, 2, 2, GraphBuilder.PLAIN, Clamp.NONE), int8(1, 6, 7, 2), padded);
    }
}
