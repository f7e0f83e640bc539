package dev.tinywright.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.reference.Reference;
import dev.tinywright.tensor.Rounding;
import java.util.List;
import java.util.Random;

/** What every pass promises. */
final class PassAssert {
    private PassAssert() {}

    /** Applies a pass that must change something, and no bit of any output. */
    static Graph fires(Pass pass, Graph graph) {
        Graph result = pass.apply(graph);
        assertThat(result).isNotSameAs(graph);
        assertThat(pass.apply(result)).as("a second time").isSameAs(result);
        assertSameOutputs(graph, result, 20);
        return result;
    }

    static void doesNotFire(Pass pass, Graph graph) {
        assertThat(pass.apply(graph)).isSameAs(graph);
    }

    /** Runs both on the same bytes, with both roundings. */
    static void assertSameOutputs(Graph before, Graph after, int times) {
        Random random = new Random(3);
        for (Rounding rounding : Rounding.values()) {
            Reference one = new Reference(before, rounding);
            Reference other = new Reference(after, rounding);
            for (int i = 0; i < times; i++) {
                List<byte[]> inputs = GraphBuilder.randomInputs(before, random);
                assertThat(other.run(inputs)).as(rounding + " rounding").containsExactlyElementsOf(one.run(inputs));
            }
        }
    }

    static List<Op> ops(Graph graph) {
        return graph.nodes().stream().map(node -> node.op()).toList();
    }
}
