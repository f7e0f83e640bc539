package dev.tinywright.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final Tensor PAIR = Tensor.int8("x", Shape.of(1, 2), 0.5f, 0);

    @Test
    void keepsStatesFromCallToCallUntilReset() {
        Reference svdf = new Reference(delayByOne());
        assertThat(svdf.run(List.of(new byte[] {10}))).containsExactly(new byte[] {0});
        assertThat(svdf.run(List.of(new byte[] {20}))).containsExactly(new byte[] {10});
        assertThat(svdf.run(List.of(new byte[] {-30}))).containsExactly(new byte[] {20});
        svdf.reset();
        assertThat(svdf.run(List.of(new byte[] {40}))).containsExactly(new byte[] {0});
    }

    /** One filter of weight 1 that remembers two features and gives back the older one. */
    private static Graph delayByOne() {
        List<Tensor> tensors = List.of(
                Tensor.int8("x", Shape.of(1, 1), 1, 0),
                Tensor.constant("feature", Shape.of(1, 1), Scaling.of(1, 0), new byte[] {1}),
                Tensor.constant("time", Shape.of(1, 2), Scaling.of(1, 0), new byte[] {1, 0}),
                Tensor.int8("state", Shape.of(1, 2), 1, 0),
                Tensor.int8("y", Shape.of(1, 1), 1, 0));
        Node node = new Node(new Op.Svdf(1, Clamp.NONE), List.of(0, 1, 2, Node.ABSENT, 3), List.of(4));
        return new Graph("delay", tensors, List.of(node), List.of(0), List.of(4), List.of(3));
    }

    @Test
    void rescalesThePartsOfAConcatenationThatHaveAnotherScale() {
        Tensor finer = Tensor.int8("finer", Shape.of(1, 3), 0.25f, 4);
        Tensor all = Tensor.int8("all", Shape.of(1, 5), 0.5f, 0);
        Node node = new Node(new Op.Concat(1), List.of(0, 1), List.of(2));
        Graph graph =
                new Graph("concat", List.of(PAIR, finer, all), List.of(node), List.of(0, 1), List.of(2), List.of());
        assertThat(new Reference(graph).run(List.of(new byte[] {1, 2}, new byte[] {4, 8, 127})))
                .containsExactly(new byte[] {1, 2, 0, 2, 62});
    }

    @Test
    void looksOutputsUpAndGivesTheValueOfEveryTensor() {
        byte[] negated = new byte[256];
        for (int x = -128; x < 128; x++) {
            negated[x + 128] = (byte) Math.min(-x, 127);
        }
        Graph graph = oneNode(new Op.Lookup("negate", negated));
        assertThat(new Reference(graph).runAll(List.of(new byte[] {-128, 5})))
                .extracting(buffer -> List.of(buffer.get(0), buffer.get(1)))
                .containsExactly(List.of((byte) -128, (byte) 5), List.of((byte) 127, (byte) -5));
    }

    @Test
    void leavesOutWhatIsOptional() {
        Tensor weights = Tensor.constant("w", Shape.of(1, 2), Scaling.of(1, 0), new byte[] {3, -4});
        Tensor output = Tensor.int8("y", Shape.of(1, 1), 0.5f, 7);
        Node node = new Node(new Op.FullyConnected(Clamp.RELU), List.of(0, 1), List.of(2));
        Graph graph =
                new Graph("dense", List.of(PAIR, weights, output), List.of(node), List.of(0), List.of(2), List.of());
        assertThat(new Reference(graph).run(List.of(new byte[] {5, 2}))).containsExactly(new byte[] {14});
        assertThat(new Reference(graph).run(List.of(new byte[] {2, 5}))).containsExactly(new byte[] {7});
    }

    @Test
    void refusesInputsOfAnotherNumberOrSize() {
        Reference reference = new Reference(oneNode(new Op.Reshape()));
        assertThatThrownBy(() -> reference.run(List.of())).hasMessageContaining("1 inputs, not 0");
        assertThatThrownBy(() -> reference.run(List.of(new byte[3]))).hasMessageContaining("2 bytes, not 3");
    }

    private static Graph oneNode(Op op) {
        Tensor output = Tensor.activation("y", PAIR.type(), PAIR.shape(), Optional.of(PAIR.requiredScaling()));
        return new Graph("one", List.of(PAIR, output), List.of(new Node(op, 0, 1)), List.of(0), List.of(1), List.of());
    }
}
