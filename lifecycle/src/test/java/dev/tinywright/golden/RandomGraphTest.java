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
import dev.tinywright.tensor.Rounding;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * More than 500 random networks over all operators, compiled and run: this computer under the sanitizers, with the kernels of
 * each kind of core, and every kind of core in an emulator; bit for bit as the Java reference. {@code -Dseed=} tries others,
 * {@code -Dgraphs=} more.
 */
@Execution(ExecutionMode.CONCURRENT) // what takes time are other programs: compilers and emulators
class RandomGraphTest {
    private static final long SEED = Long.getLong("seed", 20_250_121);
    private static final int GRAPHS = Integer.getInteger("graphs", 510);
    private static final int IN_AN_IMAGE = 51;
    private static final int ON_AVR = 30;
    private static final List<String> BOARDS =
            List.of("nucleo-g071rb", "nucleo-l4r5zi", "nucleo-u575zi-q", "corstone-300", "esp32-c3");
    private static final List<String> SANITIZED =
            List.of("-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");

    @TestFactory
    Stream<DynamicTest> everyCoreComputesWhatTheReferenceDoes() {
        return images().boxed().flatMap(from -> {
            Graph graph = RandomGraph.of(SEED, from, IN_AN_IMAGE);
            Vectors vectors = Vectors.random(graph, SEED + from);
            return BOARDS.stream().map(id -> {
                Board board = Boards.builtIn().byId(id).orElseThrow();
                return dynamicTest(
                        graph.name() + " on " + id,
                        () -> prove(graph, vectors, Target.of(Golden.core(board)), board, List.of()));
            });
        });
    }

    /** An AVR has memory for one network at a time; each operator is the first of some network. */
    @TestFactory
    Stream<DynamicTest> avrComputesWhatTheReferenceDoes() {
        Board mega = Boards.builtIn().byId("arduino-mega-2560").orElseThrow();
        return IntStream.range(0, ON_AVR).mapToObj(number -> {
            Graph graph = RandomGraph.of(SEED, number, 1);
            return dynamicTest(
                    graph.name() + " on " + mega.id(),
                    () -> prove(graph, Vectors.random(graph, SEED), Target.of(Target.Core.AVR), mega, List.of()));
        });
    }

    /** Kernels for other cores have a plain body for this one, over the same constants. */
    @TestFactory
    Stream<DynamicTest> sanitizersFindNothing() {
        Board host = Boards.builtIn().byId("host").orElseThrow();
        List<Target> targets = List.of(
                Target.of(Target.Core.PORTABLE),
                Target.of(Target.Core.DSP),
                Target.of(Target.Core.MVE),
                new Target(Target.Core.DSP, Target.Optimize.MEMORY, Rounding.DOUBLE),
                new Target(Target.Core.DSP, Target.Optimize.SIZE, Rounding.DOUBLE));
        return images().boxed().map(from -> {
            Graph graph = RandomGraph.of(SEED, from, IN_AN_IMAGE);
            Target target = targets.get(from / IN_AN_IMAGE % targets.size());
            return dynamicTest(
                    graph.name() + " for " + target.core() + ", " + target.optimize(),
                    () -> prove(graph, Vectors.random(graph, SEED), target, host, SANITIZED));
        });
    }

    private static IntStream images() {
        return IntStream.range(0, (GRAPHS + IN_AN_IMAGE - 1) / IN_AN_IMAGE).map(image -> image * IN_AN_IMAGE);
    }

    private static void prove(Graph graph, Vectors vectors, Target target, Board board, List<String> more) {
        CompiledModel model = Compiler.compile(graph, new CompileOptions("random", target));
        MeasuredModel measured = Golden.prove(model, board, vectors, false, more);
        assertThat(measured.first().map(Mismatch::text)).as("seed %d", SEED).isEmpty();
        assertThat(measured.vectors()).isEqualTo(vectors.count());
    }
}
