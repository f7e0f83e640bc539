package dev.tinywright.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.board.Boards;
import dev.tinywright.compile.CompileOptions;
import dev.tinywright.compile.CompiledModel;
import dev.tinywright.compile.Compiler;
import dev.tinywright.compile.Layer;
import dev.tinywright.firmware.MemoryUse;
import dev.tinywright.firmware.NetworkMemory;
import dev.tinywright.golden.MeasuredModel;
import dev.tinywright.graph.Clamp;
import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Scaling;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Tensor;
import dev.tinywright.graph.Window;
import dev.tinywright.lower.Target;
import dev.tinywright.report.MemoryMap.Piece;
import dev.tinywright.report.MemoryMap.Role;
import dev.tinywright.report.MemoryMap.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkReportTest {
    private static final int CHANNELS = 4;

    /** Two 3x3 convolutions one after another, and their sum: the first one's output waits while the second runs. */
    private static Graph graph() {
        Padding same = new Padding(1, 1, 1, 1);
        Shape picture = Shape.of(1, 16, 16, CHANNELS);
        return new Graph(
                "skip",
                List.of(
                        Tensor.int8("in", Shape.of(1, 16, 16, 1), 0.05f, 3),
                        weights("w1", 1),
                        Tensor.int8("first", picture, 0.06f, -5),
                        weights("w2", CHANNELS),
                        Tensor.int8("second", picture, 0.07f, 4),
                        Tensor.int8("sum", picture, 0.08f, 0)),
                List.of(
                        new Node(new Op.Conv2d(Window.of(same, 1), Clamp.RELU), List.of(0, 1, Node.ABSENT), List.of(2)),
                        new Node(new Op.Conv2d(Window.of(same, 1), Clamp.NONE), List.of(2, 3, Node.ABSENT), List.of(4)),
                        new Node(new Op.Binary(Op.BinaryKind.ADD, Clamp.NONE), List.of(2, 4), List.of(5))),
                List.of(0),
                List.of(5),
                List.of());
    }

    private static Tensor weights(String name, int inputs) {
        byte[] values = new byte[CHANNELS * 9 * inputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i * 37 % 101 - 50);
        }
        return Tensor.constant(name, Shape.of(CHANNELS, 3, 3, inputs), Scaling.of(0.01f, 0), values);
    }

    private static CompiledModel compile(Target.Optimize optimize) {
        Target target = new Target(
                Target.Core.PLAIN, optimize, Target.of(Target.Core.PLAIN).rounding());
        return Compiler.compile(graph(), new CompileOptions("skip", target));
    }

    private static MeasuredModel measured(CompiledModel model, String board, List<Double> steps) {
        return new MeasuredModel(
                model,
                Boards.builtIn().byId(board).orElseThrow(),
                "Cortex-M4",
                "QEMU",
                "gcc",
                "the integer reference",
                8,
                0,
                Optional.empty(),
                new NetworkMemory(2_000, List.of(new MemoryUse.Part("kernels", 1_000)), model.arenaBytes(), 16),
                300,
                steps.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(
                                steps.stream().mapToDouble(Double::doubleValue).sum()),
                OptionalDouble.empty(),
                steps);
    }

    private static Layer layer(String name, String kind, String in, long macs, long parameters, String kernel) {
        return new Layer(
                name, kind, in, "1x16x16x4", macs, parameters, 2 * parameters, kernel, "four at a time", List.of(), 0);
    }

    private static NetworkFacts.Line line(int number, Layer layer, double instructions, double cycles) {
        return new NetworkFacts.Line(number, layer, OptionalDouble.of(instructions), OptionalDouble.of(cycles));
    }

    /** A report by hand: nothing in it depends on what the compiler makes of the graph today. */
    private static NetworkFacts facts() {
        CompiledModel model = compile(Target.Optimize.SPEED);
        return new NetworkFacts(
                measured(model, "nucleo-l4r5zi", List.of(45_000.0, 45_000.0, 10_000.0)),
                List.of(
                        line(0, layer("first", "conv 3x3", "1x16x16x1", 9_216, 36, "tw_conv"), 45_000, 70_000),
                        line(1, layer("second", "conv 3x3", "1x16x16x4", 36_864, 144, "tw_conv"), 45_000, 70_100),
                        line(2, layer("sum", "add", "1x16x16x4", 0, 0, "tw_add"), 10_000, 15_000)),
                new MemoryMap(
                        2400,
                        List.of(
                                new Row(
                                        0,
                                        true,
                                        List.of(
                                                new Piece(Role.WRITTEN, 2, 0, 1024),
                                                new Piece(Role.READ, 0, 1024, 256))),
                                new Row(
                                        1,
                                        true,
                                        List.of(
                                                new Piece(Role.READ, 2, 0, 1024),
                                                new Piece(Role.WRITTEN, 4, 1024, 1024),
                                                new Piece(Role.SCRATCH, -1, 2048, 352))),
                                new Row(
                                        2,
                                        true,
                                        List.of(
                                                new Piece(Role.READ, 2, 0, 1024),
                                                new Piece(Role.WRITTEN, 5, 0, 1024),
                                                new Piece(Role.READ, 4, 1024, 1024))))),
                new NetworkFacts.Macs(61_440, 46_080, 46_080),
                240,
                model.source(),
                new NetworkFacts.Other(Target.Optimize.MEMORY, 1_600, 50_688));
    }

    @Test
    void theTextIsTheGoldenText() throws IOException {
        try (InputStream in = Objects.requireNonNull(NetworkReportTest.class.getResourceAsStream("network.txt"))) {
            assertThat(NetworkText.of(facts())).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void thePictureIsAtMostAHundredColumnsWide() {
        List<String> lines = NetworkText.of(facts()).lines().toList();
        assertThat(lines.stream().filter(line -> line.contains("|"))).hasSize(3).allSatisfy(line -> assertThat(line)
                .hasSizeLessThanOrEqualTo(100));
        // of 10 columns each is 240 bytes
        assertThat(facts().memory().rows().stream().map(row -> NetworkText.picture(row, 2400, 10)))
                .containsExactly("wwww*r....", "rrrr*wwwws", "*****rrrr.");
    }

    @Test
    void everyFigureIsInThePageAndInTheJson() throws Exception {
        String page = NetworkPage.of(facts());
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(
                        page.replaceFirst("<!DOCTYPE html>\n", "").getBytes(StandardCharsets.UTF_8)));
        assertThat(page)
                .contains(
                        "conv 3x3", "16x16x4", "36\u202f864", "tw_conv", "four at a time", "45\u202f000", "70\u202f100")
                .contains("1024+1024", "2048+352", "cycles, estimated", "\u00b5J", "of what the board has")
                .contains("What would make it smaller", "--optimize memory would need 1,600");
        Map<String, Object> json = NetworkJson.of(facts());
        assertThat(json)
                .containsKeys(
                        "macs", "parameters", "cyclesEstimated", "latency", "energy", "layers", "memory", "advice");
        assertThat(String.valueOf(json.get("layers")))
                .contains("kind=conv 3x3", "macs=36864", "parameters=144", "kernel=tw_conv", "cyclesEstimated=70100");
        assertThat(String.valueOf(json.get("memory")))
                .contains("peakLayer=1", "peakBytes=2400", "arenaBytesForMemory=1600");
        assertThat(String.valueOf(json.get("macs")))
                .isEqualTo("{file=61440, left=46080, computed=46080, extraShare=0.0}");
    }

    /** 100,000 instructions and 2,000 bytes of weights at 120 MHz; 22.5 mA at 1.8 V. */
    @Test
    void timeAndEnergyAreOfTheWholeImage() {
        double millis = (100_000 * 1.55441 + 2_000 * 0.46653) / 120_000;
        assertThat(facts().latency().orElseThrow().millis()).isCloseTo(millis, within(1e-4));
        assertThat(facts().energy().orElseThrow().microjoules()).isCloseTo(millis * 40.5, within(1e-2));
        assertThat(facts().cycles().orElseThrow()).isCloseTo(millis * 120_000, within(1.0));
    }

    @Test
    void whereNothingWasCountedNothingIsEstimated() {
        NetworkFacts facts = NetworkFacts.of(measured(compile(Target.Optimize.SPEED), "host", List.of()));
        assertThat(facts.latency()).isEmpty();
        assertThat(facts.energy()).isEmpty();
        assertThat(NetworkText.of(facts)).doesNotContain("time    ", "energy  ", "Budget:", "Time:");
        assertThat(NetworkPage.of(facts)).contains("stack not measured").doesNotContain("\u00b5J");
    }

    /** By marking each byte. */
    @Test
    void bytesInUseCountOnceWhereBuffersShareThem() {
        for (Row row : facts().memory().rows()) {
            BitSet bytes = new BitSet();
            row.pieces().forEach(piece -> bytes.set(piece.offset(), piece.end()));
            assertThat(row.bytes()).isEqualTo(bytes.cardinality());
        }
        assertThat(facts().memory().peak().layer()).isEqualTo(1);
        assertThat(facts().memory().withHalf(4).peak().bytes()).isEqualTo(2400 - 512);
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.Optimize.class,
            names = {"SPEED", "MEMORY"})
    void theMemoryOfACompiledNetworkIsThatOfItsPlan(Target.Optimize optimize) {
        CompiledModel model = compile(optimize);
        NetworkFacts facts = NetworkFacts.of(measured(model, "nucleo-l4r5zi", List.of()));
        assertThat(facts.memory().rows()).allSatisfy(row -> {
            assertThat(row.bytes()).isLessThanOrEqualTo(model.arenaBytes());
            assertThat(row.pieces())
                    .allSatisfy(piece -> assertThat(piece.end()).isLessThanOrEqualTo(model.arenaBytes()));
        });
        // both pictures of the sum are 1,024 bytes, and alive at once
        assertThat(facts.memory().rows().getLast().bytes()).isGreaterThanOrEqualTo(2048);
        assertThat(facts.other().optimize())
                .isEqualTo(optimize == Target.Optimize.SPEED ? Target.Optimize.MEMORY : Target.Optimize.SPEED);
        assertThat(facts.macs().file()).isEqualTo(16 * 16 * 4 * 9 * (1 + 4));
        assertThat(facts.macs().extra()).isBetween(0.0, 0.3);
    }

    /** Two of four channels have filters of zeros, so that they are the same for every input. */
    @Test
    void channelsThatAreLeftOutAreNamed() {
        Padding same = new Padding(1, 1, 1, 1);
        byte[] filters = new byte[CHANNELS * 9];
        Arrays.fill(filters, 18, filters.length, (byte) 21);
        Graph chain = new Graph(
                "chain",
                List.of(
                        Tensor.int8("in", Shape.of(1, 16, 16, 1), 0.05f, 3),
                        Tensor.constant("w1", Shape.of(CHANNELS, 3, 3, 1), Scaling.of(0.01f, 0), filters),
                        Tensor.int8("first", Shape.of(1, 16, 16, CHANNELS), 0.06f, -5),
                        weights("w2", CHANNELS),
                        Tensor.int8("second", Shape.of(1, 16, 16, CHANNELS), 0.07f, 4)),
                List.of(
                        new Node(new Op.Conv2d(Window.of(same, 1), Clamp.RELU), List.of(0, 1, Node.ABSENT), List.of(2)),
                        new Node(
                                new Op.Conv2d(Window.of(same, 1), Clamp.NONE), List.of(2, 3, Node.ABSENT), List.of(4))),
                List.of(0),
                List.of(4),
                List.of());
        CompiledModel model = Compiler.compile(chain, new CompileOptions("chain", Target.of(Target.Core.PLAIN)));
        NetworkFacts facts = NetworkFacts.of(measured(model, "nucleo-l4r5zi", List.of()));
        assertThat(facts.macs().file()).isEqualTo(256 * 36 * 5);
        assertThat(facts.macs().left()).isEqualTo(256 * 18 * 5);
        assertThat(facts.advice())
                .anyMatch(sentence -> sentence.startsWith("Channels: 2 of the output channels of 1 layer ")
                        && sentence.contains("2 of 4 in first"));
        assertThat(NetworkText.of(facts))
                .contains("46,080 in the file, 23,040 left: 23,040 can never change the output");
    }

    @Test
    void adviceIsOfThisNetworkAlone() {
        assertThat(facts().advice())
                .anyMatch(s -> s.contains("its output is 43 % of that") && s.contains("with about 1,888 bytes"))
                .anyMatch(s -> s.contains("would need 1,600 bytes of buffers instead of"))
                .anyMatch(s -> s.contains("10.0 % more multiplications"))
                .anyMatch(s -> s.contains("layer 0 (conv 3x3, 45 %), layer 1 (conv 3x3, 45 %), layer 2 (add, 10 %)"))
                .anyMatch(s -> s.contains("takes 4.9 instructions for a multiplication, where the network takes 2.2"))
                .contains("Time: layers without weights take 10 % of the instructions.")
                .noneMatch(s -> s.startsWith("Channels:"));
    }
}
