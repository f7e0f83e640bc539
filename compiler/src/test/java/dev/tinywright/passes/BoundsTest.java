package dev.tinywright.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Rounding;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoundsTest {
    @ParameterizedTest
    @EnumSource
    void holdEveryElementOfRandomGraphs(Rounding rounding) {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Graph graph = RandomGraphs.next(random);
            Bounds bounds = Bounds.of(graph);
            Reference reference = new Reference(graph, rounding);
            for (int run = 0; run < 4; run++) {
                ByteBuffer[] values = reference.runAll(GraphBuilder.randomInputs(graph, random));
                for (int tensor = 0; tensor < values.length; tensor++) {
                    assertThat(holds(graph, bounds, tensor, values[tensor]))
                            .as("seed " + seed + " tensor " + tensor)
                            .isTrue();
                }
            }
        }
    }

    private static boolean holds(Graph graph, Bounds bounds, int tensor, ByteBuffer values) {
        if (graph.tensor(tensor).type() != DataType.INT8) {
            return true;
        }
        for (int i = 0; i < values.remaining(); i++) {
            if (values.get(i) < bounds.low(tensor)[i] || values.get(i) > bounds.high(tensor)[i]) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @EnumSource
    void areReachedByArithmeticOnTwoInputs(Op.BinaryKind kind) {
        GraphBuilder builder = new GraphBuilder();
        int a = builder.unary(Op.UnaryKind.RELU, builder.input(1));
        int b = builder.unary(Op.UnaryKind.RELU6, builder.input(1));
        int y = builder.node(new Op.Binary(kind, Clamp.NONE), GraphBuilder.int8(0.3f, 9, 1), a, b);
        Graph graph = new Lookups().apply(builder.to(y));
        Bounds bounds = Bounds.of(graph);
        int output = graph.outputs().getFirst();

        int least = 127;
        int greatest = -128;
        Reference reference = new Reference(graph);
        for (int i = 0; i < 1 << 16; i++) {
            byte value = reference.run(List.of(new byte[] {(byte) i}, new byte[] {(byte) (i >> 8)}))
                    .getFirst()[0];
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        assertThat((int) bounds.low(output)[0]).isEqualTo(least);
        assertThat((int) bounds.high(output)[0]).isEqualTo(greatest);
    }

    @Test
    void areReachedByConvolutions() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.unary(Op.UnaryKind.RELU6, builder.input(1, 1, 2, 1));
        int y = builder.conv(x, GraphBuilder.PLAIN, 1, GraphBuilder.int8(1, 1, 2, 2), new int[] {7, -9}, 90, -70);
        Graph graph = new Lookups().apply(builder.to(y));
        Bounds bounds = Bounds.of(graph);

        byte[] least =
                new Reference(graph).run(List.of(new byte[] {-128, -128})).getFirst();
        byte[] greatest =
                new Reference(graph).run(List.of(new byte[] {127, 127})).getFirst();

        int output = graph.outputs().getFirst();
        assertThat(bounds.low(output)).containsExactly(least[0], greatest[1], least[2], greatest[3]);
        assertThat(bounds.high(output)).containsExactly(greatest[0], least[1], greatest[2], least[3]);
    }

    @Test
    void areAnythingWhereASumCouldLeaveInt32() {
        GraphBuilder builder = new GraphBuilder();
        int[] bias = {Integer.MAX_VALUE - 1000};
        int y = builder.conv(builder.input(1, 1, 1, 1), GraphBuilder.PLAIN, 1, GraphBuilder.int8(1, 1, 1, 1), bias, 90);

        Bounds bounds = Bounds.of(builder.to(y));

        assertThat(bounds.low(y)).containsExactly(Byte.MIN_VALUE);
        assertThat(bounds.high(y)).containsExactly(Byte.MAX_VALUE);
    }
}
