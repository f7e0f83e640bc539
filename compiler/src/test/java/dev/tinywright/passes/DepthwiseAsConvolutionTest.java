package dev.tinywright.passes;

import static dev.tinywright.passes.GraphBuilder.int8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DepthwiseAsConvolutionTest {
    private static final Pass PASS = new DepthwiseAsConvolution();
    private static final Window SAME = Window.of(new Padding(0, 1, 1, 1), 1);

    private final GraphBuilder builder = new GraphBuilder();

    @Test
    void makesAConvolutionWithTheScalesOfItsFilters() {
        Graph after = PassAssert.fires(PASS, depthwise(1, 3));

        assertThat(PassAssert.ops(after)).containsExactly(new Op.Conv2d(SAME, Clamp.RELU));
        assertThat(after.in(after.nodes().getFirst(), 1).shape()).isEqualTo(Shape.of(3, 2, 3, 1));
    }

    @Test
    void leavesMoreChannels() {
        PassAssert.doesNotFire(PASS, depthwise(2, 2));
    }

    @Test
    void leavesOneFilter() {
        PassAssert.doesNotFire(PASS, depthwise(1, 1));
    }

    private Graph depthwise(int channels, int multiplier) {
        int filters = channels * multiplier;
        byte[] values = new byte[2 * 3 * filters];
        float[] scales = new float[filters];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i * 37 - 100);
            scales[i % filters] = 0.003f + 0.001f * (i % filters);
        }
        int weights = builder.add(new Tensor(
                "w",
                DataType.INT8,
                Shape.of(1, 2, 3, filters),
                Optional.of(new Scaling(scales, 0, 3)),
                Optional.of(ByteBuffer.wrap(values))));
        int bias = builder.add(Tensor.constant("b", Shape.of(filters), Optional.empty(), new int[filters]));
        return builder.to(builder.node(
                new Op.DepthwiseConv2d(SAME, multiplier, Clamp.RELU),
                int8(1, 4, 5, filters),
                builder.input(1, 4, 5, channels),
                weights,
                bias));
    }
}
