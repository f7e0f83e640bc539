package dev.tinywright.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import dev.tinywright.reference.Reference;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BandsTest {
    private final Random random = new Random(3);

    @Test
    void bandsComputeTheSameBytes() {
        Graph graph = residual();
        byte[] x = bytes(graph.tensor(0).bytes());
        byte[] whole = new Reference(graph).run(List.of(x)).getFirst();
        for (int nodes = 2; nodes <= graph.nodes().size(); nodes++) {
            for (int bands = 2; Bands.isRegion(graph, nodes) && bands <= 11; bands += 3) {
                Graph split = Bands.split(graph, nodes, bands);
                assertThat(split.nodes()).hasSizeGreaterThan(graph.nodes().size());
                assertThat(new Reference(split).run(List.of(x)).getFirst()).isEqualTo(whole);
            }
        }
    }

    @Test
    void aSkipThatLeavesTheLayersEndsThem() {
        Graph graph = residual();
        assertThat(Bands.isRegion(graph, 2)).isFalse();
        assertThat(Bands.isRegion(graph, 3)).isTrue();
    }

    @Test
    void nothingIsSplitThatGainsNothing() {
        Graph graph = residual();
        assertThat(Bands.best(graph, _ -> 0, _ -> 100, 0.3)).isSameAs(graph);
    }

    @Test
    void bandsStayWithinTheMultiplicationsThatAreAllowed() {
        Graph graph = residual();
        Graph best = Bands.best(graph, _ -> Integer.MIN_VALUE, g -> -g.nodes().size(), 0.2);
        assertThat(best.nodes()).hasSizeGreaterThan(graph.nodes().size());
        assertThat(Macs.of(best)).isBetween(Macs.of(graph), (long) (1.2 * Macs.of(graph)));
    }

    /** Two convolutions, the first of which goes round the second, then one that halves the picture. */
    private Graph residual() {
        List<Tensor> tensors = List.of(
                Tensor.int8("x", Shape.of(1, 11, 6, 3), 0.05f, -7),
                weights("w0", 3, 3, 3, 3),
                Tensor.int8("a", Shape.of(1, 11, 6, 3), 0.05f, 5),
                weights("w1", 3, 3, 3, 3),
                Tensor.int8("b", Shape.of(1, 11, 6, 3), 0.05f, 3),
                Tensor.int8("c", Shape.of(1, 11, 6, 3), 0.05f, 1),
                weights("w2", 4, 3, 3, 3),
                Tensor.int8("y", Shape.of(1, 6, 3, 4), 0.05f, 0));
        Window same = Window.of(new Padding(1, 1, 1, 1), 1);
        Window half = Window.of(new Padding(1, 1, 1, 0), 2);
        List<Node> nodes = List.of(
                new Node(new Op.Conv2d(same, Clamp.RELU), List.of(0, 1), List.of(2)),
                new Node(new Op.Conv2d(same, Clamp.NONE), List.of(2, 3), List.of(4)),
                new Node(new Op.Binary(Op.BinaryKind.ADD, Clamp.NONE), List.of(2, 4), List.of(5)),
                new Node(new Op.Conv2d(half, Clamp.NONE), List.of(5, 6), List.of(7)));
        return new Graph("residual", tensors, nodes, List.of(0), List.of(7), List.of());
    }

    private Tensor weights(String name, int... shape) {
        Shape dims = Shape.of(shape);
        return Tensor.constant(name, dims, Scaling.of(0.03f, 0), bytes(dims.elements()));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
