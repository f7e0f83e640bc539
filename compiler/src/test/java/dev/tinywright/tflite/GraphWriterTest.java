package dev.tinywright.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.GraphCheck;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.reference.Reference;
import dev.tinywright.tflite.TensorFlowLite.Kernels;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GraphWriterTest {
    /** Operators whose file has one more: a padding, a requantization before. */
    private static final List<String> EXPANDED = List.of("conv padded", "max pool padded", "concat");

    @TestFactory
    Stream<DynamicTest> whatIsWrittenReadsAsItWas() {
        return SampleGraphs.all().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> assertReadsBack(sample.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> theRuntimeComputesTheSameWithinOneStep() {
        return SampleGraphs.all().entrySet().stream()
                .filter(sample -> output(sample.getValue()).type() == DataType.INT8)
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> assertRuntimeAgrees(sample.getValue())));
    }

    @Test
    void writesTheSameBytesAgain() {
        SampleGraphs.all()
                .forEach((name, graph) ->
                        assertThat(GraphWriter.write(graph)).as(name).isEqualTo(GraphWriter.write(graph)));
    }

    @Test
    void refusesATableThatOnlyAPassMakes() {
        Tensor x = Tensor.int8("x", Shape.of(1, 4), 1, 0);
        Node node = new Node(new Op.Lookup("LOGISTIC", new byte[256]), 0, 1);
        Graph graph = new Graph(
                "net",
                List.of(x, Tensor.int8("y", Shape.of(1, 4), 1, 0)),
                List.of(node),
                List.of(0),
                List.of(1),
                List.of());
        assertThatThrownBy(() -> GraphWriter.write(graph))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("tensor \"y\"");
    }

    private static void assertReadsBack(Graph graph) {
        GraphCheck.check(graph);
        Graph read = TfliteReader.read(GraphWriter.write(graph), graph.name());
        if (!EXPANDED.contains(graph.name())) {
            assertThat(read.nodes().getLast().op())
                    .isEqualTo(graph.nodes().getFirst().op());
        }
        for (int seed = 0; seed < 3; seed++) {
            List<byte[]> x = List.of(randomInput(graph, seed));
            assertThat(new Reference(read).run(x)).containsExactlyElementsOf(new Reference(graph).run(x));
        }
    }

    private static void assertRuntimeAgrees(Graph graph) {
        Tensor output = output(graph);
        byte[] x = randomInput(graph, 5);
        byte[] ours = new Reference(graph).run(List.of(x)).getFirst();
        try (TensorFlowLite runtime =
                new TensorFlowLite(GraphWriter.write(graph), x.length, output.bytes(), Kernels.BUILT_IN)) {
            byte[] theirs = runtime.run(x);
            for (int i = 0; i < ours.length; i++) {
                assertThat(Math.abs(ours[i] - theirs[i])).as("byte %s", i).isLessThanOrEqualTo(1);
            }
        }
    }

    private static Tensor output(Graph graph) {
        return graph.tensor(graph.outputs().getFirst());
    }

    private static byte[] randomInput(Graph graph, int seed) {
        byte[] x = new byte[graph.tensor(graph.inputs().getFirst()).bytes()];
        new Random(seed).nextBytes(x);
        return x;
    }
}
