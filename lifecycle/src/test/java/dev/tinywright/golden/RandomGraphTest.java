package dev.tinywright.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.compile.CompileOptions;
import dev.tinywright.compile.CompiledModel;
import dev.tinywright.compile.Compiler;
import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Tensor;
import dev.tinywright.lower.Target;
import dev.tinywright.tensor.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * More than 500 random networks over all operators, compiled and run: this computer under the sanitizers, with the kernels of
 * each kind of core, and every kind of core in an emulator; bit for bit as the Java reference. In an emulator the images take
 * turns, so that each network is proven on one kind of core and each operator on all. {@code -Dsweep=true} proves every network on
 * every kind of core; {@code -Dseed=} tries others, {@code -Dgraphs=} more.
 */
@Execution(ExecutionMode.CONCURRENT) // what takes time are other programs: compilers and emulators
class RandomGraphTest {
    private static final long SEED = Long.getLong("seed", 20_250_121);
    private static final int GRAPHS = Integer.getInteger("graphs", 510);
    private static final int IN_AN_IMAGE = 102;
    private static final boolean SWEEP = Boolean.getBoolean("sweep");
    private static final int ON_AVR = 44;
    private static final List<String> BOARDS =
            List.of("nucleo-g071rb", "nucleo-l4r5zi", "nucleo-u575zi-q", "corstone-300", "esp32-c3");
    private static final int ROUNDED_ONCE = 153;
    private static final int ROUNDED_IN_AN_IMAGE = 51;
    private static final List<String> BOARDS_ROUNDING_ONCE = List.of("nucleo-l4r5zi", "corstone-300");
    /** Second to another operator on int16, and so not in every image; their kernels move bytes. */
    private static final Set<String> MOVED_AS_INT8 = Set.of(
            "Reshape of int16",
            "Transpose of int16",
            "Pad of int16",
            "StridedSlice of int16",
            "Split of int16",
            "Concat of int16",
            "ResizeNearest of int16",
            "Dequantize of int16");

    private static final List<String> SANITIZED =
            List.of("-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");

    @TestFactory
    Stream<DynamicTest> everyCoreComputesWhatTheReferenceDoes() {
        return images(GRAPHS, IN_AN_IMAGE).boxed().flatMap(from -> {
            Graph graph = RandomGraph.of(SEED, from, IN_AN_IMAGE);
            Vectors vectors = Vectors.random(graph, SEED + from);
            return turn(BOARDS, from / IN_AN_IMAGE).map(id -> {
                Board board = board(id);
                return dynamicTest(
                        graph.name() + " on " + id,
                        () -> prove(graph, vectors, Target.of(Golden.core(board)), board, List.of()));
            });
        });
    }

    /** So one image on a core is enough for it to have run them all. */
    @Test
    void everyKindOfOperatorIsInEveryImage() {
        List<Set<String>> images = images(GRAPHS, IN_AN_IMAGE)
                .mapToObj(from -> kinds(RandomGraph.of(SEED, from, IN_AN_IMAGE)))
                .toList();
        Set<String> all = images.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        assertThat(all).hasSizeGreaterThanOrEqualTo(40);
        assertThat(images).allSatisfy(kinds -> assertThat(kinds).containsAll(all));
    }

    private static Set<String> kinds(Graph graph) {
        return graph.nodes().stream()
                .map(node -> kind(node.op()) + (graph.in(node, 0).type() == DataType.INT16 ? " of int16" : ""))
                .filter(kind -> !MOVED_AS_INT8.contains(kind))
                .collect(Collectors.toSet());
    }

    private static String kind(Op op) {
        String name = op.getClass().getSimpleName();
        return switch (op) {
            case Op.Pool pool -> name + " " + pool.kind();
            case Op.Binary binary -> name + " " + binary.kind();
            case Op.Unary unary -> name + " " + unary.kind();
            default -> name;
        };
    }

    /** An AVR has memory for one network at a time; each operator is the first of some network. */
    @TestFactory
    Stream<DynamicTest> avrComputesWhatTheReferenceDoes() {
        Board mega = board("arduino-mega-2560");
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
        Board host = board("host");
        List<Target> targets = List.of(
                Target.of(Target.Core.PORTABLE),
                Target.of(Target.Core.DSP),
                Target.of(Target.Core.MVE),
                new Target(Target.Core.DSP, Target.Optimize.MEMORY, Rounding.DOUBLE),
                new Target(Target.Core.DSP, Target.Optimize.SIZE, Rounding.DOUBLE));
        return images(GRAPHS, IN_AN_IMAGE).boxed().map(from -> {
            Graph graph = RandomGraph.of(SEED, from, IN_AN_IMAGE);
            Target target = targets.get(from / IN_AN_IMAGE % targets.size());
            return dynamicTest(
                    graph.name() + " for " + target.core() + ", " + target.optimize(),
                    () -> prove(graph, Vectors.random(graph, SEED), target, host, SANITIZED));
        });
    }

    /** Other networks; this computer has one kind of kernels for each image. */
    @TestFactory
    Stream<DynamicTest> whatRoundsOnceDoesSoEverywhere() {
        List<Target.Core> cores = List.of(Target.Core.PORTABLE, Target.Core.DSP, Target.Core.MVE);
        return images(ROUNDED_ONCE, ROUNDED_IN_AN_IMAGE).boxed().flatMap(from -> {
            int image = from / ROUNDED_IN_AN_IMAGE;
            Graph graph = RandomGraph.of(SEED + 1, from, ROUNDED_IN_AN_IMAGE);
            Vectors vectors = Vectors.random(graph, SEED + from, Rounding.SINGLE);
            Target.Core core = cores.get(image % cores.size());
            return Stream.concat(
                    turn(BOARDS_ROUNDING_ONCE, image)
                            .map(id -> once(graph, vectors, Golden.core(board(id)), board(id), List.of())),
                    Stream.of(once(graph, vectors, core, board("host"), SANITIZED)));
        });
    }

    private static DynamicTest once(Graph graph, Vectors vectors, Target.Core core, Board board, List<String> more) {
        Target target = new Target(core, Target.Optimize.SPEED, Rounding.SINGLE);
        return dynamicTest(
                graph.name() + " for " + core + " on " + board.id() + ", rounding once",
                () -> prove(graph, vectors, target, board, more));
    }

    /** Else proving both would prove one. */
    @Test
    void theRoundingsDifferOnTheseNetworks() {
        assertThat(images(ROUNDED_ONCE, ROUNDED_IN_AN_IMAGE)
                        .mapToLong(RandomGraphTest::differences)
                        .sum())
                .isGreaterThan(20);
    }

    private static long differences(int from) {
        Graph graph = RandomGraph.of(SEED + 1, from, ROUNDED_IN_AN_IMAGE);
        byte[] twice = Vectors.random(graph, SEED + from).outputs();
        byte[] once = Vectors.random(graph, SEED + from, Rounding.SINGLE).outputs();
        return IntStream.range(0, once.length).filter(i -> once[i] != twice[i]).count();
    }

    /** A bias in the C of one of six networks after another; outputs of a few hang on it too little to show it. */
    @Test
    void aWrongConstantIsAMismatchOfItsNetwork() {
        Graph graph = RandomGraph.of(7, 0, 6);
        Vectors vectors = Vectors.random(graph, 1);
        CompiledModel model = Compiler.compile(graph, new CompileOptions("random", Target.of(Target.Core.PORTABLE)));
        String text = model.files().getOrDefault("random.c", "");
        Matcher biases = Pattern.compile("_bias\\[[^{]*\\{\\s*(-?\\d+)").matcher(text);
        List<Mismatch> found = new ArrayList<>();
        int tried = 0;
        for (; biases.find(); tried++) {
            int wrong = Integer.parseInt(biases.group(1)) + 100_000;
            String changed = text.substring(0, biases.start(1)) + wrong + text.substring(biases.end(1));
            String network = networkAbove(text, biases.start());
            Optional<Mismatch> first = Golden.prove(with(model, changed), board("host"), vectors, false)
                    .first();
            first.ifPresent(found::add);
            assertThat(first.filter(mismatch -> !isOf(graph, mismatch, network)))
                    .isEmpty();
        }
        assertThat(found).hasSizeGreaterThan(tried / 2);
    }

    /** The title above the constants of a step names its output, and that its network: "net3/". */
    private static String networkAbove(String text, int place) {
        int name = text.lastIndexOf("\"net", place) + 1;
        return text.substring(name, text.indexOf('/', name) + 1);
    }

    private static CompiledModel with(CompiledModel model, String changed) {
        SortedMap<String, String> files = new TreeMap<>(model.files());
        files.put("random.c", changed);
        return new CompiledModel(model.name(), model.source(), model.placement(), files);
    }

    private static boolean isOf(Graph graph, Mismatch mismatch, String network) {
        Tensor output = graph.tensor(graph.outputs().get(mismatch.output()));
        return mismatch.name().equals(output.name())
                && mismatch.name().startsWith(network)
                && mismatch.index() < output.elements()
                && !mismatch.got().equals(mismatch.expected());
    }

    @Test
    void aWrongByteIsAMismatchOfItsPlace() {
        Graph graph = RandomGraph.of(1, 0, 6);
        CompiledModel model = Compiler.compile(graph, new CompileOptions("random", Target.of(Target.Core.PORTABLE)));
        Vectors right = Vectors.random(graph, SEED);
        int bytes = Math.toIntExact(Vectors.outputBytes(graph));
        int before = graph.tensor(graph.outputs().get(0)).bytes();
        byte[] outputs = right.outputs().clone();
        outputs[5 * bytes + before + 2] ^= 1;
        MeasuredModel measured = Golden.prove(model, board("host"), Vectors.of(graph, right.inputs(), outputs), false);
        assertThat(measured.mismatches()).isEqualTo(1);
        Tensor second = graph.tensor(graph.outputs().get(1));
        assertThat(measured.first().orElseThrow().text())
                .startsWith("vector 5, output 1 \"" + second.name() + "\", element "
                        + 2 / second.type().bytes() + ": expected ");
    }

    private static Board board(String id) {
        return Boards.builtIn().byId(id).orElseThrow();
    }

    /** Returns the first network of each image. */
    private static IntStream images(int graphs, int inAnImage) {
        return IntStream.range(0, (graphs + inAnImage - 1) / inAnImage).map(image -> image * inAnImage);
    }

    private static Stream<String> turn(List<String> boards, int image) {
        return SWEEP ? boards.stream() : Stream.of(boards.get(image % boards.size()));
    }

    private static void prove(Graph graph, Vectors vectors, Target target, Board board, List<String> more) {
        CompiledModel model = Compiler.compile(graph, new CompileOptions("random", target));
        MeasuredModel measured = Golden.prove(model, board, vectors, false, more);
        assertThat(measured.first().map(Mismatch::text)).as("seed %d", SEED).isEmpty();
        assertThat(measured.vectors()).isEqualTo(vectors.count());
    }
}
