package dev.tinywright.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.compile.CompileOptions;
import dev.tinywright.compile.CompiledModel;
import dev.tinywright.compile.Compiler;
import dev.tinywright.graph.Graph;
import dev.tinywright.lower.Target;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * At least 500 random networks over all operators, compiled and run: this computer under the sanitizers, and every kind of
 * core in an emulator, bit for bit as the Java reference. {@code -Dseed=} tries others, {@code -Dgraphs=} more.
 */
class RandomGraphTest {
    private static final long SEED = Long.getLong("seed", 20_250_121);
    private static final int GRAPHS = Integer.getInteger("graphs", 510);
    private static final int IN_AN_IMAGE = 51;
    private static final List<String> BOARDS = List.of(
            "host", "nucleo-g071rb", "nucleo-l4r5zi", "nucleo-h743zi", "nucleo-u575zi-q", "corstone-300", "esp32-c3");

    @TestFactory
    Stream<DynamicTest> everyCoreComputesWhatTheReferenceDoes() {
        return IntStream.range(0, (GRAPHS + IN_AN_IMAGE - 1) / IN_AN_IMAGE)
                .boxed()
                .flatMap(image -> {
                    Graph graph = RandomGraph.of(SEED, image * IN_AN_IMAGE, IN_AN_IMAGE);
                    Vectors vectors = Vectors.random(graph, SEED + image);
                    return BOARDS.stream()
                            .map(board ->
                                    dynamicTest(graph.name() + " on " + board, () -> prove(graph, vectors, board)));
                });
    }

    private static void prove(Graph graph, Vectors vectors, String id) {
        Board board = Boards.builtIn().byId(id).orElseThrow();
        CompiledModel model = Compiler.compile(graph, new CompileOptions("random", Target.of(Golden.core(board))));
        MeasuredModel measured = Golden.prove(model, board, vectors, false);
        assertThat(measured.first().map(Mismatch::text)).as("seed %d", SEED).isEmpty();
        assertThat(measured.vectors()).isEqualTo(vectors.count());
    }
}
