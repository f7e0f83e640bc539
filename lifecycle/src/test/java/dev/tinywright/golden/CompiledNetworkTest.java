package dev.tinywright.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.compile.CompileOptions;
import dev.tinywright.compile.CompiledModel;
import dev.tinywright.compile.Compiler;
import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.lower.Target;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import dev.tinywright.tensor.Rounding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler makes of a network computes what the reference does, on every core. */
class CompiledNetworkTest {
    private static final long SEED = Long.getLong("seed", 5);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static Board board(String id) {
        return Boards.builtIn().byId(id).orElseThrow();
    }

    private static CompiledModel compile(Graph graph, Board board, Target.Optimize optimize) {
        return Compiler.compile(graph, new CompileOptions("small", Golden.target(board, optimize)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host",
                "pico",
                "nucleo-l476rg",
                "nucleo-f746zg",
                "nrf5340-dk",
                "corstone-300",
                "esp32-c3",
                "arduino-mega-2560"
            })
    void theBoardComputesWhatTheReferenceDoes(String id) {
        Graph graph = SmallNetwork.of(SEED);
        CompiledModel model = compile(graph, board(id), Target.Optimize.SPEED);
        MeasuredModel measured = Golden.prove(model, board(id), Vectors.random(graph, SEED), false);
        assertThat(measured.first()).isEmpty();
        assertThat(measured.vectors()).isEqualTo(8);
        assertThat(measured.memory().arenaBytes()).isEqualTo(model.arenaBytes());
        assertThat(measured.memory().weightBytes()).isGreaterThan(500);
        assertThat(measured.fits()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"nucleo-l476rg, SIZE", "nucleo-l476rg, MEMORY", "corstone-300, SIZE"})
    void soItDoesWhateverItIsCompiledFor(String id, Target.Optimize optimize) {
        Graph graph = SmallNetwork.of(SEED + 1);
        CompiledModel model = compile(graph, board(id), optimize);
        assertThat(Golden.prove(model, board(id), Vectors.random(graph, SEED), false)
                        .first())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "arduino-mega-2560"})
    void statesAreKeptFromCallToCall(String id) {
        Graph graph = RandomGraph.lstm(SEED);
        CompiledModel model = compile(graph, board(id), Target.Optimize.SPEED);
        assertThat(Golden.prove(model, board(id), Vectors.random(graph, SEED), false)
                        .first())
                .isEmpty();
    }

    /** What some Arduino cores come with has no intrinsics for packed arithmetic. */
    @Test
    void soItDoesWithACompilerOfOldTimes() {
        Graph graph = SmallNetwork.of(SEED);
        CompiledModel model = compile(graph, board("nucleo-l476rg"), Target.Optimize.SPEED);
        assertThat(model.files().keySet()).anyMatch(file -> file.contains("dsp"));
        List<String> old = List.of("-U__GNUC__", "-D__GNUC__=7");
        assertThat(Golden.prove(model, board("nucleo-l476rg"), Vectors.random(graph, SEED), false, old)
                        .first())
                .isEmpty();
    }

    /** Its compiler would not take the arrays. */
    @Test
    void whatIsTooLargeForAnAvrIsSaidSo() {
        Shape shape = Shape.of(1, 100, 100, 8);
        Graph graph = new Graph(
                "large",
                List.of(Tensor.int8("x", shape, 1, 0), Tensor.int8("y", shape, 1, 0)),
                List.of(new Node(new Op.Unary(Op.UnaryKind.LEAKY_RELU, 0.1f), 0, 1)),
                List.of(0),
                List.of(1),
                List.of());
        CompiledModel model = compile(graph, board("arduino-uno-r3"), Target.Optimize.SPEED);
        Vectors vectors = Vectors.random(graph, 1);
        assertThatThrownBy(() -> Golden.prove(model, board("arduino-uno-r3"), vectors, false))
                .hasMessageContaining("the image needs 80000 bytes of RAM")
                .hasMessageContaining("has 2048");
    }

    /** Some languages write digits of their own, which C does not read. */
    @ParameterizedTest
    @EnumSource
    void aPersonsLanguageDoesNotReachTheCode(Target.Core core) {
        Graph graph = RandomGraph.of(SEED, 0, 31);
        Locale before = Locale.getDefault();
        CompiledModel here = Compiler.compile(graph, new CompileOptions("small", Target.of(core)));
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            CompiledModel there = Compiler.compile(graph, new CompileOptions("small", Target.of(core)));
            assertThat(there.files()).isEqualTo(here.files());
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Cores that {@link RandomGraphTest} leaves out. */
    @ParameterizedTest
    @ValueSource(strings = {"pico", "esp32-c3", "arduino-mega-2560"})
    void soItDoesWhenSumsAreRoundedOnce(String id) {
        Graph graph = SmallNetwork.of(SEED);
        Target target = Golden.target(board(id), Target.Optimize.SPEED, Rounding.SINGLE);
        CompiledModel model = Compiler.compile(graph, new CompileOptions("small", target));
        Vectors once = Vectors.random(graph, SEED, Rounding.SINGLE);
        assertThat(Golden.prove(model, board(id), once, false).first()).isEmpty();
    }

    /** Operands that are constant, in program memory on AVR. */
    @ParameterizedTest
    @ValueSource(strings = {"host", "arduino-mega-2560"})
    void constantOperandsAreReadFromWhereTheyLie(String id) {
        Shape shape = Shape.of(1, 2, 3, 4);
        Tensor each = Tensor.constant("each", Shape.of(4), Scaling.of(0.02f, 5), new byte[] {-128, 3, 90, 127});
        List<Tensor> tensors = List.of(
                Tensor.int8("x", shape, 0.05f, 3),
                each,
                Tensor.int8("sum", shape, 0.06f, -4),
                Tensor.int8("product", shape, 0.05f, 9),
                Tensor.int8("curve", shape, 0.05f, 1),
                Tensor.constant("more", Shape.of(1, 2, 3, 1), Scaling.of(0.07f, 2), new byte[] {1, -2, 30, -40, 5, 99}),
                Tensor.int8("y", Shape.of(1, 2, 3, 5), 0.05f, 1));
        List<Node> nodes = List.of(
                new Node(new Op.Binary(Op.BinaryKind.ADD, Clamp.NONE), List.of(0, 1), List.of(2)),
                new Node(new Op.Binary(Op.BinaryKind.MUL, Clamp.NONE), List.of(1, 2), List.of(3)),
                new Node(new Op.Prelu(), List.of(3, 1), List.of(4)),
                new Node(new Op.Concat(3), List.of(4, 5), List.of(6)));
        Graph graph = new Graph("constants", tensors, nodes, List.of(0), List.of(6), List.of());
        assertThat(Golden.prove(
                                compile(graph, board(id), Target.Optimize.SPEED),
                                board(id),
                                Vectors.random(graph, SEED),
                                false)
                        .first())
                .isEmpty();
    }

    /** All that is left of it is an output that lies where its input does. */
    @Test
    void aNetworkWithoutStepsRunsToo() {
        Graph graph = new Graph(
                "reshape",
                List.of(Tensor.int8("x", Shape.of(2, 3), 1, 0), Tensor.int8("y", Shape.of(6), 1, 0)),
                List.of(new Node(new Op.Reshape(), 0, 1)),
                List.of(0),
                List.of(1),
                List.of());
        Board board = board("nucleo-l476rg");
        assertThat(Golden.prove(compile(graph, board, Target.Optimize.SPEED), board, Vectors.random(graph, 1), true)
                        .first())
                .isEmpty();
    }

    /** Inputs of which some give other outputs for other weights: else the other tests show nothing. */
    @Test
    void theVectorsTellNetworksApart() {
        Graph graph = SmallNetwork.of(SEED);
        CompiledModel other = compile(SmallNetwork.of(SEED + 1), board("host"), Target.Optimize.SPEED);
        assertThat(Golden.prove(other, board("host"), Vectors.random(graph, SEED), false)
                        .mismatches())
                .isGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"make", "cmake"})
    void whatIsWrittenBuildsWithTheToolsOfOthers(String tool, @TempDir Path folder) throws Exception {
        Board board = board("host");
        CompiledModel model = compile(SmallNetwork.of(SEED), board, Target.Optimize.SPEED);
        OutFolder.write(OutFolder.files(model, board), folder);
        Files.writeString(folder.resolve("use.c"), use(Files.readString(folder.resolve("README.md"))));
        List<List<String>> commands = tool.equals("make")
                ? List.of(List.of("make"))
                : List.of(List.of("cmake", "-S", ".", "-B", "."), List.of("make", "small"));
        for (List<String> command : commands) {
            succeeds(command, folder);
        }
        succeeds(List.of("cc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-o", "use", "use.c", "libsmall.a"), folder);
        assertThat(Command.run(List.of(folder.resolve("use").toString()), folder, LIMIT)
                        .stdout()
                        .strip()
                        .split(" "))
                .hasSize(5);
    }

    /** The code of the README, and a program that calls it. */
    private static String use(String readme) {
        String code = readme.substring(readme.indexOf("```c\n") + 5, readme.lastIndexOf("```"));
        return code + """
                #include <stdio.h>

                int main(void) {
                    int8_t in[SMALL_INPUT0_BYTES] = {0}, out[SMALL_OUTPUT0_BYTES];
                    classify(in, out);
                    for (int i = 0; i < SMALL_OUTPUT0_BYTES; i++) {
                        printf("%d ", out[i]);
                    }
                    return 0;
                }
                """;
    }

    private static void succeeds(List<String> command, Path folder) {
        CommandResult result = Command.run(command, folder, LIMIT);
        assertThat(result.succeeded()).as(command + result.stderr()).isTrue();
    }
}
