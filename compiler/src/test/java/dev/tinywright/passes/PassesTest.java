package dev.tinywright.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassesTest {
    private static final int GRAPHS = Integer.getInteger("graphs", 500);
    private static final long SEED = Long.getLong("seed", 1);

    @Test
    void noPassChangesAnyOutputOfRandomGraphs() {
        for (int i = 0; i < GRAPHS; i++) {
            Graph graph = RandomGraphs.next(new Random(SEED * 1_000_003 + i));
            try {
                PassAssert.assertSameOutputs(graph, Passes.apply(graph), 3);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("graph " + i + " of seed " + SEED + ": " + PassAssert.ops(graph), e);
            }
        }
    }

    @Test
    void randomGraphsLoseMuch() {
        int nodes = 0;
        int nodesAfter = 0;
        int weights = 0;
        int weightsAfter = 0;
        for (int i = 0; i < 100; i++) {
            Graph graph = RandomGraphs.next(new Random(i));
            Graph after = Passes.apply(graph);
            nodes += graph.nodes().size();
            nodesAfter += after.nodes().size();
            Graph used = new RemoveDeadNodes().apply(graph);
            weights += weights(used);
            weightsAfter += weights(after);
        }
        assertThat(nodesAfter).isLessThan(nodes * 3 / 4);
        assertThat(weightsAfter).isLessThan(weights * 3 / 4);
    }

    @Test
    void leaveNoActivationsOfInt8() {
        IntStream.range(0, 100)
                .mapToObj(i -> Passes.apply(RandomGraphs.next(new Random(i))))
                .forEach(graph -> assertThat(graph.nodes()).noneMatch(node -> node.op() instanceof Op.Unary));
    }

    @Test
    void findNothingTheSecondTime() {
        Graph once = Passes.apply(RandomGraphs.next(new Random(4)));

        assertThat(Passes.apply(once)).isSameAs(once);
    }

    private static int weights(Graph graph) {
        return graph.tensors().stream()
                .filter(tensor -> tensor.isConstant() && tensor.type() == DataType.INT8)
                .mapToInt(Tensor::elements)
                .sum();
    }
}
